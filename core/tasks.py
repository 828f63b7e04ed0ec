"""The one list of what a worker can do, and which of it is short.

Every task is ``task(payload, report, cancelled) -> result``, all plain JSON: `report` sends an
event to the page, `cancelled` tells whether the learner wants it stopped.  TensorFlow and
OpenVINO are imported inside the functions, so that the list itself is light.
"""

from __future__ import annotations

import os

from core.advise import tasks as advise
from core.datasets import tasks as datasets
from core.experiments import tasks as lessons
from core.imagine.attacks import tasks as attacks
from core.imagine.ideal import tasks as ideal
from core.inside import tasks as inside
from core.study import tasks as study
from core.work import Cancelled, Document, Report, Task, look_up, steps
from core.zoo.network import Network


def train(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run a recipe (`Recipe.to_json`); the result of `core.transfer.fit.train`."""
    from core.transfer.fit import train as run
    from core.transfer.recipe import Recipe

    return run(Recipe.from_json(payload), report, cancelled)


def series(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run ``payload["recipes"]`` (name → recipe) one after the other; each result is an event
    (`core.transfer.several.series`).  ``payload["series"]`` names them in the run log."""
    from core.transfer.recipe import Recipe
    from core.transfer.several import series as run

    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return run(recipes, report, cancelled)


def tensorboard(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """``payload["curves"]`` (name → history) as TensorBoard event files: a ZIP in base64."""
    import base64

    from core.runs.tensorboard import archive

    report({"kind": "phase", "phase": "save", "done": 0, "total": 1})
    return {"zip": base64.b64encode(archive(payload["curves"])).decode()}


def facts(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Count parameters, shapes and MACs of ``payload["backbone"]`` and keep them."""
    from core.zoo import facts

    return facts.count(payload["backbone"])


def describe(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Each of ``payload["backbones"]`` layer by layer, described now where it was not yet."""
    from core.zoo import describe

    out, names = {}, payload["backbones"]
    for done, name in enumerate(names):
        look_up(cancelled)
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
        look_up(cancelled)
        report({"kind": "phase", "phase": "look", "done": done, "total": len(payload["backbones"])})
        out[name] = run(photo, name, payload.get("top", 5))
    return out


def explain(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """A heat map for ``payload["class"]`` on ``payload["photo"]`` by ``payload["method"]``."""
    from core.images import from_text
    from core.imagine.saliency import explain as run

    on_done = steps(report, cancelled, "look")

    found = run(
        from_text(payload["photo"]),
        payload["backbone"],
        payload["class"],
        payload["method"],
        payload.get("boundary", 0),
        on_done,
    )
    return found | {"map": found["map"].round(4).tolist()}


def _network(payload: Document) -> Network:
    return Network(payload["backbone"], payload.get("weights", ""))


def walk(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The strongest feature maps of ``payload["photo"]`` behind every boundary."""
    from core.images import from_text
    from core.imagine.activations import walk as run

    return run(from_text(payload["photo"]), _network(payload))


def channel(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """One channel behind ``payload["boundary"]`` blocks for ``payload["photo"]``."""
    from core.images import from_text
    from core.imagine.activations import channel as run

    return run(
        from_text(payload["photo"]),
        _network(payload),
        payload["boundary"],
        payload["channel"],
    )


def kernels(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The first layer's kernels of ``payload["backbone"]`` as pictures."""
    from core.imagine.activations import kernels as run

    return run(_network(payload))


def neighbours(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The CIFAR-10 photos nearest to ``payload["photo"]`` in feature space."""
    from core.images import from_text
    from core.imagine.neighbours import nearest

    on_done = steps(report, cancelled, "prefix")

    photo = from_text(payload["photo"])
    return nearest(photo, payload["backbone"], payload["small"], on_done=on_done)


def edges(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The edges of ``payload["photo"]`` as VGG16's retrained features see them."""
    from core.images import from_text
    from core.imagine.edges import edges as run

    return run(from_text(payload["photo"]))


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


TASKS: dict[str, Task] = {
    "train": train,
    "series": series,
    "tensorboard": tensorboard,
    "facts": facts,
    "describe": describe,
    "download": download,
    "classify": classify,
    "explain": explain,
    "walk": walk,
    "channel": channel,
    "kernels": kernels,
    "neighbours": neighbours,
    "edges": edges,
    **advise.TASKS,
    **datasets.TASKS,
    **attacks.TASKS,
    **ideal.TASKS,
    **inside.TASKS,
    **lessons.TASKS,
    **study.TASKS,
}

# Answered within seconds, mostly about one photo, while somebody looks at the page.  They have a
# worker of their own (`core.jobs.lanes`), so nothing belongs here that trains, goes through a
# dataset or measures speed.
SHORT = frozenset(
    {
        "classify",
        "explain",
        "walk",
        "channel",
        "kernels",
        "neighbours",
        "edges",
        "facts",
        "describe",
        "tensorboard",
        "attack",
        "attack_ready",
        "attack_control",
        "attack_defend",
        "attack_plane",
        "attack_loop",
        "adding_up",
        "branches",
        "depthwise",
        "identity",
        "program_walk",
    }
)

# What remains for good: a run in the log, files on this machine.  It is finished whether or not
# anybody waits for it.
KEPT = frozenset({"train", "series", "ideal", "ideals", "collect", "download", "fetch_dataset"})
