"""Where things are kept.  Two folders, both movable with an environment variable.

``TLL_DATA_DIR``   the user's data: the run log (never deleted by us)
``TLL_CACHE_DIR``  what can be made again: images, converted networks, activations, counted facts
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP = "transfer-learning-lab"
ROOT = Path(__file__).resolve().parents[1]


def _folder(variable: str, default: str) -> Path:
    path = Path(os.environ.get(variable) or default).expanduser()
    path.mkdir(parents=True, exist_ok=True)
    return path


def data_dir() -> Path:
    return _folder("TLL_DATA_DIR", platformdirs.user_data_dir(APP, appauthor=False))


def cache_dir(*parts: str) -> Path:
    """The cache folder, or a folder inside it; created when missing."""
    path = _folder("TLL_CACHE_DIR", platformdirs.user_cache_dir(APP, appauthor=False)).joinpath(
        *parts
    )
    path.mkdir(parents=True, exist_ok=True)
    return path
