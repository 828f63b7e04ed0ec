"""Packages that an import shall not find (light)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def unseen(*packages: str) -> Iterator[None]:
    """As if they were not installed, unless they are loaded already."""
    modules: dict[str, Any] = sys.modules
    hidden = [name for name in packages if name not in modules]
    modules.update(dict.fromkeys(hidden))  # None: cannot be imported
    try:
        yield
    finally:
        for name in hidden:
            del modules[name]
