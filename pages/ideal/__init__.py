"""The parts of the page “Ideal image”."""
