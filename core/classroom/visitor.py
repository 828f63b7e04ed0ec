"""How the door of a class tells the web process who comes (light)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from ipaddress import ip_address

HEADER = "X-Class-Visitor"


@dataclass(frozen=True)
class Visitor:
    """`address`: of the machine that asks; `secure`: over TLS."""

    address: str
    secure: bool

    @property
    def trusted_way(self) -> bool:
        """Whether nobody on the way can read along: TLS, or this computer itself."""
        return self.secure or _loopback(self.address)

    def written(self, word: str) -> str:
        """As the header says it."""
        return f"{word} {'tls' if self.secure else 'plain'} {self.address}"


STRANGER = Visitor("?", False)


def read(header: str | None, word: str) -> Visitor:
    """Whom a header names; a stranger where the door has not written it."""
    parts = (header or "").split(" ")
    if len(parts) != 3 or not hmac.compare_digest(parts[0].encode(), word.encode()):
        return STRANGER
    return Visitor(parts[2], parts[1] == "tls")


def _loopback(address: str) -> bool:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
