"""The run log page: every run of a learner, found again, compared, taken along."""
