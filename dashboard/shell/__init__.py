"""What every page stands in: who is here, in which language, which page, which theme."""
