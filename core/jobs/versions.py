"""What must be equal on all machines of a cluster, so that equal recipes give equal numbers.

A worker offers Dask a resource that is called like its versions, and an app asks for the one that
is called like its own.  So Dask itself gives no work to a worker that differs, whenever it joins,
and apps of different versions can share a cluster.
"""

from __future__ import annotations

import hashlib
import json
import platform
import tomllib
from functools import lru_cache
from importlib import metadata
from typing import Any

from core.environment import LIBRARIES, describe
from core.messages import Message, msg
from core.paths import ROOT, cache_dir, data_dir

PREFIX, HOME = "tll ", "tll-home "
Versions = dict[str, str]


@lru_cache(maxsize=1)
def here() -> Versions:
    """Of this process: the lab (with a digest of its code), Python, and what computes."""
    python = ".".join(platform.python_version_tuple()[:2])
    libraries = describe()
    return {
        "lab": f"{_release()}+{_code()}",
        "python": python,
        "distributed": metadata.version("distributed"),
        **{name: str(libraries[name]) for name in LIBRARIES},
    }


def _release() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])


@lru_cache(maxsize=1)
def _code() -> str:
    digest = hashlib.sha256()
    for file in sorted((ROOT / "core").rglob("*.py")):
        digest.update(f"{file.relative_to(ROOT).as_posix()}\n".encode())
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:8]


def offered(versions: Versions) -> str:
    """What a worker with these versions offers."""
    return PREFIX + json.dumps(versions, sort_keys=True)


def home() -> str:
    """What the worker offers that has the folders of this process."""
    place = f"{platform.node()} {data_dir().resolve()} {cache_dir().resolve()}"
    return HOME + hashlib.sha256(place.encode()).hexdigest()[:16] + " " + _code()


def read(resources: dict[str, Any]) -> Versions | None:
    """The versions of a worker; None for one that has not said them (yet), or is a home."""
    for name in resources:
        if name.startswith(PREFIX):
            said: Versions = json.loads(name.removeprefix(PREFIX))
            return said
    return None


def at_home(resources: dict[str, Any]) -> bool:
    return any(name.startswith(HOME) for name in resources)


def ours(resources: dict[str, Any]) -> bool:
    """Whether a worker has the same versions, somebody's home or not."""
    homes = (name for name in resources if name.startswith(HOME))
    return read(resources) == here() or any(name.endswith(f" {_code()}") for name in homes)


def difference(worker: str, theirs: Versions) -> Message:
    """In which way a worker differs."""
    if "lab" not in theirs:
        return msg("{worker}: no Transfer Learning Lab that fits", worker=worker)
    ours = here()
    return msg(
        "{worker}: {theirs} instead of {ours}",
        worker=worker,
        theirs=_listed(theirs, ours),
        ours=_listed(ours, theirs),
    )


def _listed(versions: Versions, others: Versions) -> str:
    return ", ".join(
        f"{name} {said}" for name, said in versions.items() if others.get(name) != said
    )
