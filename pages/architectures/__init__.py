"""The parts of the page “Architectures”."""
