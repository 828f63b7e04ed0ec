"""The Freeze playground, one panel a file.  `pages/playground.py` puts them together."""
