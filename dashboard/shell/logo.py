"""The sign of the Lab with its name beside it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from html import escape

import streamlit as st

from core.paths import ROOT
from dashboard.shell import theme
from dashboard.shell.language import _

ICON = ROOT / "assets" / "icon.png"
_FONT = "system-ui, 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif"


def draw() -> None:
    """Sign and name above the pages; the sign alone where these are folded away."""
    st.logo(_named(_("Transfer Learning Lab"), theme.palette().ink), size="large", icon_image=ICON)


@cache
def _named(name: str, ink: str) -> str:
    """As an SVG, for Streamlit shows an image and no text there."""
    picture = b64encode(ICON.read_bytes()).decode()
    width = 200 if name.isascii() else 44 + 13 * len(name)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 32" '
        f'width="{width}" height="32">'
        f"<title>{escape(name)}</title>"
        f'<image href="data:image/png;base64,{picture}" width="32" height="32"/>'
        f'<text x="39" y="21" font-family="{escape(_FONT)}" font-size="12.6" font-weight="650" '
        f'fill="{ink}">{escape(name)}</text></svg>'
    )
