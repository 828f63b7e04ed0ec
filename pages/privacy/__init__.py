"""The page “Privacy”: what is kept, where, for how long."""
