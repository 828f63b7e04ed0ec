"""What set-up fetches and prepares: CIFAR-10, the counted facts of every backbone, the bundled
networks converted for and measured on this computer, and what runs a network inside a browser.

Every step is checked first and skipped when its product is there and whole, so a second run does
nothing, asks no server and imports nothing heavy, and a run after an interruption goes on.  One
step that fails does not stop the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from core.datasets import library, official
from core.messages import LabError, Message, msg
from core.study.home import runtime
from core.transfer import calibrate
from core.work import Report
from core.zoo import catalog as zoo
from core.zoo import describe, facts, reachability
from core.zoo.backbone import Backbone
from core.zoo.network import Network

Outcome = tuple[str, str, Message]  # state, source, message
Step = Callable[[Report], Outcome]
_ENGINES = {"openvino": "OpenVINO", "tensorflow": "TensorFlow"}


def fetch_all(report: Report) -> list[dict[str, Any]]:
    """Fetch and prepare everything that is missing.

    Returns one dict per item: ``item`` ("cifar10", "facts:BACKBONE", "network:BACKBONE",
    "browser"), ``state`` ("ready", it was there; "fetched"; "failed"), ``source``, ``seconds`` and
    ``message`` (a Message's JSON).  `report` gets the events of the running step with ``item``
    added.
    """
    steps: list[tuple[str, Step]] = [
        (entry.id, entry.set_up) for entry in library.DATASETS.values() if entry.set_up
    ]
    steps += [(f"facts:{name}", _facts(name)) for name in zoo.BACKBONES]
    steps += [
        (f"network:{entry.id}", _network(entry))
        for entry in zoo.BACKBONES.values()
        if entry.trained_weights == "bundled"
    ]
    steps.append(("browser", _browser))
    rows = [_run(item, step, report) for item, step in steps]
    if any(row["state"] != "ready" for row in rows):
        _ask_for_weights()
    return rows


def fetch_dataset(dataset: str, report: Report) -> list[dict[str, Any]]:
    """Fetch one image set that only its makers give out; the row of `fetch_all` for it.

    Raises LabError for a dataset that is not fetched this way.
    """
    known = library.official(dataset)

    def step(report: Report) -> Outcome:
        state = "ready" if official.available(known) else "fetched"
        found = official.fetch(known, report, lambda: False)
        message = msg(
            "{photos:# photo is|# photos are} here; {broken:# file could not be read and "
            "was|# files could not be read and were} left out.",
            photos=found["photos"],
            broken=found["broken"],
        )
        return state, known.archives[0].url, message

    return [_run(known.folder, step, report)]


def _run(item: str, step: Step, report: Report) -> dict[str, Any]:
    started = time.monotonic()
    try:
        state, source, message = step(lambda event: report({"item": item, **event}))
    except LabError as error:
        state, source, message = "failed", "", error.message
    return {
        "item": item,
        "state": state,
        "source": source,
        "seconds": round(time.monotonic() - started, 2),
        "message": message.to_json(),
    }


def _browser(report: Report) -> Outcome:
    state = "ready" if runtime.here() else "fetched"
    if state == "fetched":
        runtime.fetch(report)
    message = msg("What runs a trained network inside a browser is here.")
    return state, f"npm {runtime.PACKAGE}", message


def _facts(backbone: str) -> Step:
    def step(report: Report) -> Outcome:
        if facts.read(backbone) and describe.read(backbone):
            return "ready", "counted", msg("The facts of this network have been counted.")
        report({"kind": "phase", "phase": "count", "done": 0, "total": 1})
        facts.count(backbone)
        describe.describe(backbone)
        return "fetched", "counted", msg("The facts of this network were counted.")

    return step


def _network(backbone: Backbone) -> Step:
    """Convert and calibrate once here, so that the first training does not wait for it."""

    def step(report: Report) -> Outcome:
        network = Network(backbone.id)
        choice, state = calibrate.known(network), "ready"
        if choice is None:
            report({"kind": "phase", "phase": "convert", "done": 0, "total": 1})
            choice, state = calibrate.choose(network), "fetched"
        message = msg(
            "{backbone} runs on {engine} in {precision} here: {ratio} times the photos a second of "
            "TensorFlow in f32.",
            backbone=backbone.title,
            engine=_ENGINES[choice.engine],
            precision=choice.precision,
            ratio=f"{choice.ratio:.1f}",
        )
        return state, "measured", message

    return step


def _ask_for_weights() -> None:
    """Ask once whether Keras' weights can be had from here, so that the zoo says so from the start.

    Set-up is the moment for it: pages never wait for a server.
    """
    for name, entry in zoo.BACKBONES.items():
        if entry.source.url and not Network(name).ready:
            reachability.probe(name)
            return
