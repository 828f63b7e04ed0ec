"""The page “Status”: what runs and waits, what is stored, what went wrong."""
