"""By which addresses and names this computer is reached in its network (light)."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address

import psutil

Address = IPv4Address | IPv6Address
_NOWHERE = ("192.0.2.1", 9)  # reserved for examples: asking for the way there sends nothing


def addresses() -> list[Address]:
    """Every address that others can reach, the one that leads out first, IPv4 before IPv6."""
    found: list[Address] = []
    for interface in psutil.net_if_addrs().values():
        for one in interface:
            if one.family in (socket.AF_INET, socket.AF_INET6):
                with suppress(ValueError):
                    address = ip_address(one.address.partition("%")[0])
                    if not (address.is_loopback or address.is_link_local):
                        found.append(address)
    first = _outwards()
    return sorted(set(found), key=lambda one: (one.version, str(one) != first, int(one)))


def host_names() -> list[str]:
    """This machine's name, as it is and as networks without a name server know it."""
    name = socket.gethostname().lower().rstrip(".")
    if not name or name == "localhost" or len(name) > 63 or not name.isascii():
        return []
    return [name] if "." in name else [name, f"{name}.local"]


def urls(scheme: str, port: int, host: str) -> list[str]:
    """What people type; `host`: the address that is listened on, or that of all (0.0.0.0, ::)."""
    on = ip_address(host)
    every = [one for one in addresses() if on.version == 6 or one.version == 4]
    places = every if on.is_unspecified else [on]
    written = [f"[{one}]" if one.version == 6 else str(one) for one in places]
    return [f"{scheme}://{one}:{port}" for one in written or ["localhost"]]


def _outwards() -> str:
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_NOWHERE)
        return str(probe.getsockname()[0])
    return ""
