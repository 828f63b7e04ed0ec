"""A learner's work as one file: out of one computer and into another."""
