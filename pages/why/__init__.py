"""The parts of the page “Why transfer works”."""
