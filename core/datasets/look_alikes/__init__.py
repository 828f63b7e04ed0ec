"""Photos that look nearly the same, whatever was done to them."""
