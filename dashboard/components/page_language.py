"""Tells the browser which language the page is in.

Screen readers choose their voice by it, and browsers the shapes of characters that Japanese and
Chinese share, and where a Japanese line may break.  Streamlit always says English.
"""

from __future__ import annotations

from dashboard.components.component import component

_mount = component("page_language")


def tell(language: str) -> None:
    """Set the document's language, ``ja`` or ``en``."""
    _mount(key="page_language", data={"language": language})
