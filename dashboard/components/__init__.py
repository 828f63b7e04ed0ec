"""What runs in the browser: widgets of our own, each with its script and its style beside it."""
