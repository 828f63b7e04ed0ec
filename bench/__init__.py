"""Comparisons in one run, as ratios, beside what a user would do otherwise."""
