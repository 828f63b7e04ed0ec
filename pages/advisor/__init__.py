"""The parts of the page “Strategy advisor”."""
