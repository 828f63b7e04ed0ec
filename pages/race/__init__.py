"""The parts of the page “The race”."""
