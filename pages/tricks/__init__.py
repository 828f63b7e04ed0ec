"""The parts of the page “Training tricks”: a toy each, and an experiment drawn by `measure`."""
