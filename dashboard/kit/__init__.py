"""What pages are built of: one way to do each thing that two of them need."""
