"""The parts of the page “Your photo”."""
