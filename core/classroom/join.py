"""The addresses by which a class is joined (light)."""

from __future__ import annotations

from urllib.parse import urlencode

CODE = "code"  # the URL parameter
HEALTH = "/health"  # for probes: whether jobs can run
CERTIFICATE = "/class-certificate.crt"  # what devices are told to trust: the door hands it out


def link(address: str, code: str) -> str:
    """The address with the code in it, as the QR code holds it."""
    return f"{address}/?{urlencode({CODE: code})}"
