"""Training tricks, each trained without and with: one file a trick, `experiment` runs them."""
