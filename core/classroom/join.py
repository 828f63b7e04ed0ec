"""The link by which a class is joined (light)."""

from __future__ import annotations

from urllib.parse import urlencode

CODE = "code"  # the URL parameter


def link(address: str, code: str) -> str:
    """The address with the code in it, as the QR code holds it."""
    return f"{address}/?{urlencode({CODE: code})}"
