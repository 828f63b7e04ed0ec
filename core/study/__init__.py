"""The study of one dataset: three networks in two ways, and none, compared, reported, exported."""
