"""The parts of the page “Two ways”."""
