"""The parts of the page “Your dataset”."""
