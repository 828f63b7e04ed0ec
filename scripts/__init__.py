"""What is run by hand: the set-up, the catalogues, the icon."""
