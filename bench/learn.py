"""What lessons ask of the worker: a photo walked through every network; files from outside.

The walk is compared, in one run, with what one would write in Keras: a model with every boundary as
an output, and ``predict``.  Files are those of `bench/corpus.py`, the worst that we can think of.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench import corpus
from core import images
from core.datasets.samples import sample
from core.environment import describe as environment
from core.messages import LabError
from core.zoo import catalog, classifier
from core.zoo.network import Network

ROUNDS = 5
Say = Callable[[str], None]


def run(say: Say) -> dict[str, Any]:
    return {"environment": environment(), "walk": walks(say), "files": files(say)}


def walks(say: Say) -> dict[str, dict[str, float]]:
    """Seconds of a walk: first in a process, warm, and Keras' way, of networks that are here."""
    from core.imagine import activations

    photo = sample("chelsea").pixels()
    out = {}
    for name in catalog.BACKBONES:
        network = Network(name)
        if not network.ready:
            continue
        first = activations.walk(photo, network)["seconds"]
        warm = [activations.walk(photo, network)["seconds"] for _ in range(ROUNDS)]
        keras = _in_keras(network, classifier.view(name, photo))
        out[name] = {
            "first": first,
            "warm": float(np.median(warm)),
            "keras": keras,
            "ratio": keras / float(np.median(warm)),
        }
        say(
            f"walk through {name}: {out[name]['warm']:.2f} s, {out[name]['ratio']:.1f} times faster"
        )
    return out


def _in_keras(network: Network, view: np.ndarray) -> float:
    """Median seconds of ``predict`` on a model with every boundary as an output."""
    from core.zoo import split

    model = split.ends(network.load(), network.entry.blocks)
    photo = view[None].astype(np.float32)
    model.predict(photo, verbose=0)
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        model.predict(photo, verbose=0)
        took.append(time.perf_counter() - start)
    return float(np.median(took))


def files(say: Say) -> dict[str, Any]:
    """Decode the whole corpus: how many were answered, and the slowest."""
    took, answered = {}, 0
    for name, data in corpus.files():
        start = time.perf_counter()
        try:
            images.decode(data, name)
            answered += 1
        except LabError:
            pass
        took[name] = time.perf_counter() - start
    slowest = max(took, key=took.__getitem__)
    say(f"{len(took)} files, the slowest {slowest}: {took[slowest]:.2f} s")
    return {
        "files": len(took),
        "answered": answered,
        "slowest": slowest,
        "slowest_seconds": took[slowest],
        "median_seconds": float(np.median(list(took.values()))),
    }


def table(result: dict[str, Any]) -> str:
    lines = ["", "Lessons: one photo behind every boundary"]
    for name, one in result["walk"].items():
        lines.append(
            f"  {name:20} first {one['first']:5.2f} s, warm {one['warm']:5.2f} s, "
            f"{one['ratio']:4.1f} times faster than Keras' predict"
        )
    found = result["files"]
    lines.append(
        f"  {found['files']} odd and broken files: {found['answered']} answered, slowest "
        f"{found['slowest_seconds']:.2f} s ({found['slowest']})"
    )
    return "\n".join(lines)
