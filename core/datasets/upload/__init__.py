"""From files that people give to a dataset: what is in them, which class and part, what is used."""
