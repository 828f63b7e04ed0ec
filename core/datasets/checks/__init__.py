"""What is told of a learner’s own photos: checks, and what became of every file."""
