"""Two nested dictionaries in one (light)."""

from __future__ import annotations

from typing import Any


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What `new` says, and whatever `old` says besides."""
    both = {
        key: merged(old[key], value)
        if isinstance(old.get(key), dict) and isinstance(value, dict)
        else value
        for key, value in new.items()
    }
    return old | both
