"""The image sets: a file says everything about one, and `core.datasets.library` finds it."""
