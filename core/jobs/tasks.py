"""The one list of what a worker can do.

Every task is ``task(payload, report, cancelled) -> result``, all plain JSON: `report` sends an
event to the page, `cancelled` tells whether the learner wants it stopped.  TensorFlow and
OpenVINO are imported inside the functions, so that the list itself is light.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

Report = Callable[[dict[str, Any]], None]
Cancelled = Callable[[], bool]
Document = dict[str, Any]


def train(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run a recipe (`Recipe.to_json`); the result of `core.transfer.fit.train`."""
    from core.transfer.fit import train as run
    from core.transfer.recipe import Recipe

    return run(Recipe.from_json(payload), report, cancelled)


def trainings(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run ``payload["recipes"]`` (name → recipe) one after the other: name → result in short."""
    from core.lessons.trainings import run
    from core.transfer.recipe import Recipe

    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return run(recipes, report, cancelled)


def facts(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Count parameters, shapes and MACs of ``payload["backbone"]`` and keep them."""
    from core.zoo import facts

    return facts.count(payload["backbone"])


def describe(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Each of ``payload["backbones"]`` layer by layer, described now where it was not yet."""
    from core.zoo import describe

    out, names = {}, payload["backbones"]
    for done, name in enumerate(names):
        _look_up(cancelled)
        report({"kind": "phase", "phase": "count", "done": done, "total": len(names)})
        out[name] = describe.read(name) or describe.describe(name)
    return out


def download(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Fetch the ImageNet weights of ``payload["backbone"]`` into Keras' own folder."""
    from core.zoo.download import download as run

    return {"path": str(run(payload["backbone"], report))}


def classify(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What each of ``payload["backbones"]`` says about ``payload["photo"]``: id → answer."""
    from core.images import from_text
    from core.imagine.answers import classify as run

    photo, out = from_text(payload["photo"]), {}
    for done, name in enumerate(payload["backbones"]):
        _look_up(cancelled)
        report({"kind": "phase", "phase": "look", "done": done, "total": len(payload["backbones"])})
        out[name] = run(photo, name, payload.get("top", 5))
    return out


def explain(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """A heat map for ``payload["class"]`` on ``payload["photo"]`` by ``payload["method"]``."""
    from core.images import from_text
    from core.imagine.saliency import explain as run

    def on_done(done: int, total: int) -> None:
        _look_up(cancelled)
        report({"kind": "phase", "phase": "look", "done": done, "total": total})

    found = run(
        from_text(payload["photo"]),
        payload["backbone"],
        payload["class"],
        payload["method"],
        payload.get("boundary", 0),
        on_done,
    )
    return found | {"map": found["map"].round(4).tolist()}


def walk(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The strongest feature maps of ``payload["photo"]`` behind every boundary."""
    from core.images import from_text
    from core.imagine.activations import walk as run

    return run(from_text(payload["photo"]), payload["backbone"], payload.get("weights", ""))


def channel(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """One channel behind ``payload["boundary"]`` blocks for ``payload["photo"]``."""
    from core.images import from_text
    from core.imagine.activations import channel as run

    return run(
        from_text(payload["photo"]),
        payload["backbone"],
        payload["boundary"],
        payload["channel"],
        payload.get("weights", ""),
    )


def kernels(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The first layer's kernels of ``payload["backbone"]`` as pictures."""
    from core.imagine.activations import kernels as run

    return run(payload["backbone"], payload.get("weights", ""))


def branches(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What each branch of block ``payload["number"]`` makes of ``payload["photo"]``."""
    from core.images import from_text
    from core.lessons.branches import branches as run

    report({"kind": "phase", "phase": "look", "done": 0, "total": 1})
    return run(from_text(payload["photo"]), payload["backbone"], payload["number"])


def depthwise(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Channels of ``payload["photo"]`` before and after the depthwise convolution of a block."""
    from core.images import from_text
    from core.lessons.branches import depthwise as run

    report({"kind": "phase", "phase": "look", "done": 0, "total": 1})
    return run(from_text(payload["photo"]), payload["backbone"], payload["number"])


def convolution_time(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """A standard and a separable convolution against the clock (`core.lessons.separable.pair`)."""
    from core.lessons.convolution_time import measure

    def on_round(done: int, total: int) -> None:
        _look_up(cancelled)
        report({"kind": "phase", "phase": "measure", "done": done, "total": total})

    kernel, ins, outs, side = (int(payload[name]) for name in ("kernel", "ins", "outs", "side"))
    return measure(kernel, ins, outs, side, on_round)


def price(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Photos a second of each of ``payload["backbones"]`` on this machine."""
    from core.lessons.price import measure

    def on_step(phase: str, done: int, total: int) -> None:
        _look_up(cancelled)
        report({"kind": "phase", "phase": phase, "done": done, "total": total})

    return measure(payload["backbones"], on_step)


def neighbours(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The CIFAR-10 photos nearest to ``payload["photo"]`` in feature space."""
    from core.images import from_text
    from core.imagine.neighbours import nearest

    def on_done(done: int, total: int) -> None:
        _look_up(cancelled)
        report({"kind": "phase", "phase": "prefix", "done": done, "total": total})

    photo = from_text(payload["photo"])
    return nearest(photo, payload["backbone"], payload["small"], on_done=on_done)


def edges(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The edges of ``payload["photo"]`` as VGG16's retrained features see them."""
    from core.images import from_text
    from core.imagine.edges import edges as run

    return run(from_text(payload["photo"]))


def program_walk(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run the lesson's program for ``payload["backbone"]`` line by line and count."""
    from core.lessons.program_walk import walk as run

    def on_step(done: int, total: int) -> None:
        _look_up(cancelled)
        report({"kind": "phase", "phase": "count", "done": done, "total": total})

    return run(payload["backbone"], on_step)


def recompile(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What unfreezing does with and without a second `compile`."""
    from core.lessons.program_walk import forget_to_recompile

    return forget_to_recompile()


def predict(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Measure the curve ``payload["experiment"]`` of a quiz on ``payload["dataset"]``."""
    from core.lessons.predictions import measure

    return measure(payload["experiment"], payload["dataset"], report, cancelled)


def loss_slice(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """A slice of the loss on ``payload["dataset"]`` along the steepest descent."""
    from core.lessons.rates import measure

    return measure(payload["dataset"], report, cancelled)


def rates(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run ``payload["recipes"]`` (name → recipe), of which some may fail for their rate."""
    from core.lessons.rates import compare
    from core.transfer.recipe import Recipe

    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return compare(recipes, report, cancelled)


def batch_norm(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What a few batches do to batch norm that is let loose (`core.lessons.batchnorm`)."""
    from core.lessons.batchnorm import run

    def tell(event: Document) -> None:
        _look_up(cancelled)
        report(event)

    return run(payload["batch"], payload["momentum"], tell)


def gradients(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The gradient of every layer of a plain and a residual stack before training."""
    from core.lessons.gradients import measure

    def on_done(done: int, total: int) -> None:
        _look_up(cancelled)
        report({"kind": "phase", "phase": "measure", "done": done, "total": total})

    stack = (payload[name] for name in ("depth", "initializer", "batch_norm", "seed", "noise"))
    return measure(*stack, on_done=on_done)


def stack_race(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Train a plain and a residual stack on the same photos."""
    from core.lessons.stack_race import race

    def tell(event: Document) -> None:
        _look_up(cancelled)
        report(event)

    stack = (payload[name] for name in ("depth", "initializer", "batch_norm", "seed", "epochs"))
    return race(*stack, tell=tell)


def identity(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What ``payload["photo"]`` becomes in blocks whose branches count ``payload["share"]``."""
    from core.images import from_text
    from core.lessons.identity import run

    return run(from_text(payload["photo"]), payload["blocks"], payload["share"])


def trick(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Train the arms of ``payload["trick"]`` as ``payload["setting"]`` says, side by side."""
    from core.lessons.tricks.all import PLANS
    from core.lessons.tricks.experiment import run

    def on_row(row: Document) -> None:
        _look_up(cancelled)
        report({"kind": "phase", "phase": "fit", **row})

    return run(PLANS[payload["trick"]](payload["setting"]), on_row)


def _look_up(cancelled: Cancelled) -> None:
    """Stop here if the learner wants it."""
    from core.jobs.state import Cancelled as Stop

    if cancelled():
        raise Stop


def warm_up() -> None:
    """Import what training needs and run one tiny training, before the first click."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import numpy as np
    import tensorflow as tf

    from core.transfer import engines, heads
    from core.transfer.loop import Trainer

    engines.openvino_core()
    example = tf.TensorSpec([None, 16], tf.float32)
    trainer = Trainer(None, [], heads.mlp(16, 2), "adam", example=example)
    trainer.start(0)
    trainer.set_rates(1e-3, 0)
    x, y = tf.zeros([8, 16]), tf.constant([0, 1] * 4)
    trainer.epoch(x, y, np.arange(8), None, 4)
    trainer.probabilities(x)


TASKS: dict[str, Callable[[Document, Report, Cancelled], Document]] = {
    "train": train,
    "trainings": trainings,
    "loss_slice": loss_slice,
    "rates": rates,
    "batch_norm": batch_norm,
    "facts": facts,
    "describe": describe,
    "download": download,
    "classify": classify,
    "explain": explain,
    "neighbours": neighbours,
    "price": price,
    "walk": walk,
    "channel": channel,
    "kernels": kernels,
    "branches": branches,
    "depthwise": depthwise,
    "convolution_time": convolution_time,
    "edges": edges,
    "program_walk": program_walk,
    "recompile": recompile,
    "predict": predict,
    "gradients": gradients,
    "stack_race": stack_race,
    "identity": identity,
    "trick": trick,
}
