"""Remember whether the server gave Keras' weights last time (light).

Asking the network whenever a page is drawn would make every offline page slow; remembering the
last answer does not.  A download that succeeds clears a bad memory.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from core.paths import cache_dir, store_json
from core.zoo import catalog

MIRROR_VARIABLE = "TLL_WEIGHTS_URL"


def address(backbone_id: str, base_url: str | None = None) -> str:
    """The address of a weights file: Keras' own, or `base_url` / $TLL_WEIGHTS_URL + file name."""
    source = catalog.get(backbone_id).source
    base = base_url or os.environ.get(MIRROR_VARIABLE) or source.url
    return base.rstrip("/") + "/" + source.name


def probe(backbone_id: str, base_url: str | None = None, timeout: float = 3.0) -> bool:
    """Ask the server whether it has the file, remember and return the answer."""
    request = urllib.request.Request(address(backbone_id, base_url), method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=timeout):
            answered = True
    except urllib.error.HTTPError as error:
        error.close()
        answered = False  # a school's proxy refuses what it blocks
    except (OSError, ValueError):
        answered = False
    remember(answered)
    return answered


def last_answer() -> bool:
    """Whether the server had the file the last time it was asked (True when it never was)."""
    try:
        memory = json.loads(_file().read_text("utf-8"))
        return bool(memory.get(_server(), True))
    except (OSError, ValueError, AttributeError):
        return True


def remember(answered: bool) -> None:
    """Note whether the server had the file."""
    with suppress(OSError):  # a full disk is no reason to lose a download over a note
        store_json(_file(), {_server(): answered})


def _server() -> str:
    return os.environ.get(MIRROR_VARIABLE) or "official"


def _file() -> Path:
    return cache_dir("weights") / "reachable.json"
