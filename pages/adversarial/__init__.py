"""The parts of the page “Adversarial lab”."""
