"""What runs in the browser: widgets of our own, each one file with its script and its style."""
