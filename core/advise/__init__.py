"""The strategy advisor: what to freeze and how to train, measured instead of asked."""
