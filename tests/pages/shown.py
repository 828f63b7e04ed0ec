"""Markdown as a reader sees it."""

import re


def shown(text):
    """Without the backslashes and joiners that keep names from outside as they were written."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).replace("\u2060", "")
