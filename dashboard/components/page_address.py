"""Completes the address in the browser, without a new entry in its history.

What Streamlit itself writes is always a new entry; Back would lead to the incomplete address.
"""

from __future__ import annotations

import streamlit as st

_JS = """
export default function ({ data }) {
  const url = new URL(window.location);
  if (!url.pathname.endsWith("/" + data.page) || url.searchParams.has(data.name)) return;
  url.searchParams.set(data.name, data.value);
  window.history.replaceState(window.history.state, "", url);
}
"""

_mount = st.components.v2.component("tll_page_address", js=_JS)


def complete(page: str, name: str, value: str) -> None:
    """Add a parameter that the address of this page does not have."""
    _mount(key="page_address", data={"page": page, "name": name, "value": value}, height=1)
