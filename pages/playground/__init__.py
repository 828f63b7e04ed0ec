"""The Freeze playground, one panel a file.  `pages/playground/page.py` puts them together."""
