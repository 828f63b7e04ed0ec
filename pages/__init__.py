"""One folder a page, named as its address: `page.py` is its script, the rest its parts."""
