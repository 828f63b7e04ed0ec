"""Small experiments that a lesson runs and measures, one file each."""
