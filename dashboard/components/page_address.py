"""Completes the address in the browser, without a new entry in its history.

What Streamlit itself writes is always a new entry; Back would lead to the incomplete address.
"""

from __future__ import annotations

from dashboard.components.component import component

_mount = component("page_address")


def complete(page: str, name: str, value: str) -> None:
    """Add a parameter that the address of this page does not have."""
    _mount(key="page_address", data={"page": page, "name": name, "value": value}, height=1)
