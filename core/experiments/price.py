"""What networks cost here: photos a second through the trunk of each, measured (heavy).

All run on one engine in one precision, each at its own input size, with whatever weights are here:
a multiplication takes as long with random numbers.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Sequence
from typing import Any

from core.transfer import calibrate, engines
from core.work import Cancelled, Document, Report, look_up
from core.zoo import catalog
from core.zoo.network import Network

ROUNDS = 3
PRECISION = "f32"
OnStep = Callable[[str, int, int], None]  # phase, done, total; may raise to stop


def measure(names: Sequence[str], on_step: OnStep) -> dict[str, Any]:
    """Photos a second of each network's trunk, the fastest of three passes that take turns.

    Returns ``engine``, ``precision``, ``photos`` of a pass, ``rounds``, and ``networks``: id →
    ``per_second``, ``weights`` that were used, ``size`` of the photos.  `on_step` is told the
    phases "convert" and "measure".
    """
    engine = "openvino" if importlib.util.find_spec("openvino") else "tensorflow"
    runs, used = {}, {}
    for done, name in enumerate(names):
        on_step("convert", done, len(names))
        network = Network.here(name)
        used[name] = network.weights
        cut = engines.Cut(network, network.depth, network.entry.native_size)
        runs[name] = engines.engine(cut, engine, PRECISION)
    pixels = {name: calibrate.photos(catalog.get(name).native_size) for name in names}
    best = dict.fromkeys(names, float("inf"))
    total = (ROUNDS + 1) * len(names)
    for turn in range(ROUNDS + 1):  # the first pass only warms up
        for place, name in enumerate(names):

            def heard(_done: int, step: int = turn * len(names) + place) -> None:
                on_step("measure", step, total)

            start = time.perf_counter()
            runs[name](pixels[name], heard)
            if turn > 0:
                best[name] = min(best[name], time.perf_counter() - start)
    return {
        "engine": engine,
        "precision": PRECISION,
        "photos": calibrate.PHOTOS,
        "rounds": ROUNDS,
        "networks": {
            name: {
                "per_second": calibrate.PHOTOS / best[name],
                "weights": used[name],
                "size": catalog.get(name).native_size,
            }
            for name in names
        },
    }


def price_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Photos a second of each of ``payload["backbones"]`` on this computer."""

    def on_step(phase: str, done: int, total: int) -> None:
        look_up(cancelled)
        report({"kind": "phase", "phase": phase, "done": done, "total": total})

    return measure(payload["backbones"], on_step)
