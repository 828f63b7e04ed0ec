"""Where things are kept.  Two folders, both movable with an environment variable.

``TLL_DATA_DIR``   the user's data: the run log (never deleted by us)
``TLL_CACHE_DIR``  what can be made again: images, converted networks, activations, counted facts

Their owner alone can open them: the log knows who is who, and activations tell of the photos that
they came from.  A folder that exists where a variable names it keeps the permissions that its maker
gave it; what is made inside is closed all the same.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

from core import disk

APP = "transfer-learning-lab"
ROOT = Path(__file__).resolve().parents[1]


DATA, CACHE = "TLL_DATA_DIR", "TLL_CACHE_DIR"
OWNER_ONLY = 0o700


def _folder(variable: str, default: str) -> Path:
    named = os.environ.get(variable)
    path = Path(named or default).expanduser()
    if not path.is_dir():  # a page asks for it a hundred times
        _make(path, variable, parents=True)
    if not named:
        _close(path)
    return path


def _make(path: Path, variable: str, parents: bool = False) -> None:
    try:
        path.mkdir(mode=OWNER_ONLY, parents=parents, exist_ok=True)
    except OSError as error:
        raise disk.unwritable(path, error, variable) from error


@cache
def _close(path: Path) -> None:
    with contextlib.suppress(OSError):  # a system without permissions, or not ours to change
        path.chmod(OWNER_ONLY)  # earlier versions left it open


def data_dir() -> Path:
    """The data folder; created when missing.  Raises LabError where that cannot be."""
    return _folder(DATA, platformdirs.user_data_dir(APP, appauthor=False))


def cache_dir(*parts: str) -> Path:
    """The cache folder, or a folder inside it; created when missing.  Raises LabError where that
    cannot be."""
    path = _folder(CACHE, platformdirs.user_cache_dir(APP, appauthor=False))
    for part in parts:
        path = path / part
        if not path.is_dir():
            _make(path, CACHE)
    return path


def keras_models() -> Path:
    """Keras' own folder of weights: ``$KERAS_HOME/models``, else ``~/.keras/models``."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "models"


def store_json(path: Path, document: Any) -> None:
    """Write JSON so that another process reads the old file or the new one, never half of one."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
    ) as stream:
        json.dump(document, stream)
    Path(stream.name).replace(path)
