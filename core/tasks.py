"""The one list of what a worker can do, and which of it is short.

Every task is ``task(payload, report, cancelled) -> result``, all plain JSON: `report` sends an
event to the page, `cancelled` tells whether the learner wants it stopped.  It stands in the module
that does the work, as ``KIND_task``; that module is imported when the task is first run, so that
this list is light.
"""

from __future__ import annotations

import os
from importlib import import_module

from core.messages import LabError
from core.runs.estimate import work
from core.transfer.recipe import Recipe
from core.unseen import unseen
from core.work import Cancelled, Document, Report, Task
from core.zoo import facts

# Where the tasks stand: module → kinds, in words.
_WHERE = {
    "core.transfer.fit": "train",
    "core.transfer.finder": "find_rate",
    "core.runs.tensorboard": "tensorboard",
    "core.transfer.doubtful": "doubtful",
    "core.zoo.facts": "facts",
    "core.zoo.describe": "describe",
    "core.zoo.download": "download",
    "core.imagine.answers": "classify",
    "core.imagine.saliency": "explain",
    "core.imagine.activations": "walk channel kernels",
    "core.imagine.neighbours": "neighbours",
    "core.imagine.edges": "edges",
    "core.advise.measure": "advise",
    "core.advise.validate": "case_measures",
    "core.advise.foretell": "foretell",
    "core.advise.nearness": "nearness",
    "core.datasets.upload.create": "collect",
    "core.datasets.upload.example": "checked_example",
    "core.datasets.library": "fetch_dataset",
    "core.portfolio.carried": "pack_work take_work",
    "core.inside.compare": "before_after before_after_photo",
    "core.study.examine": "examine",
    "core.study.export": "export backbone",
    "core.study.home.forms": "home home_page",
    "core.experiments.branches": "branches depthwise",
    "core.experiments.convolution_time": "convolution_time",
    "core.experiments.price": "price",
    "core.experiments.program_walk": "program_walk recompile",
    "core.experiments.chapter_run": "chapter_project",
    "core.experiments.cover": "cover",
    "core.experiments.rates": "loss_slice",
    "core.experiments.batchnorm": "batch_norm",
    "core.experiments.outputs": "outputs",
    "core.experiments.shift": "shift between",
    "core.experiments.shortcut": "shortcut",
    "core.experiments.room": "room",
    "core.experiments.planted": "planted",
    "core.experiments.gradients": "gradients",
    "core.experiments.stack_race": "stack_race",
    "core.experiments.identity": "identity",
    "core.experiments.tricks.all": "trick",
    "core.experiments.small_changes": "attack_loop adding_up",
    "core.imagine.drawn": "drawings",
    "core.imagine.attacks.run": "attack attack_ready",
    "core.imagine.attacks.analyses.control": "attack_control",
    "core.imagine.attacks.analyses.defences": "attack_defend",
    "core.imagine.attacks.analyses.example": "attack_example",
    "core.imagine.attacks.analyses.matrix": "attack_matrix",
    "core.imagine.attacks.analyses.plane": "attack_plane",
    "core.imagine.attacks.analyses.sweep": "attack_sweep",
    "core.imagine.ideal.loop": "ideal ideals",
    "core.imagine.program.compare": "ideal_program attack_program classifier_file",
}


def _task(module: str, kind: str) -> Task:
    def run(payload: Document, report: Report, cancelled: Cancelled) -> Document:
        found: Document = getattr(import_module(module), f"{kind}_task")(payload, report, cancelled)
        return found

    return run


TASKS: dict[str, Task] = {
    **{kind: _task(module, kind) for module, kinds in _WHERE.items() for kind in kinds.split()},
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
        "cover",
    }
)

# A training with so few billions of multiply-accumulates and steps takes a second or two, where
# its activations are not stored yet.
QUICK_PASSING, QUICK_STEPS = 250.0, 2000


def quick(kind: str, payload: Document) -> bool:
    """Whether work that is not `SHORT` is soon over: a head on few photos that a small frozen
    network has to look at."""
    if kind != "train":
        return False
    try:
        recipe = Recipe.from_json(payload)
        if recipe.scratch or recipe.unfreeze:
            return False
        asked = work(recipe, facts.read(recipe.backbone))
    except (LabError, KeyError, TypeError, ValueError):  # of what it cannot do the worker tells
        return False
    return 0 < asked.passing <= QUICK_PASSING and asked.steps <= QUICK_STEPS


# Done for each learner anew: they write something of theirs, or measure the machine.  (What others
# have asked for with the same payload is else done once: `core.jobs.rules`.)
ALONE = frozenset(
    {
        "collect",
        "pack_work",
        "take_work",
        "download",
        "fetch_dataset",
        "tensorboard",
        "export",
        "backbone",
        "home",
        "home_page",
        "price",
        "convolution_time",
        "classifier_file",
    }
)

# Done where the app is: they read what was uploaded to it, or leave files that it gives out.
HOME = frozenset(
    {
        "collect",
        "download",
        "fetch_dataset",
        "pack_work",
        "take_work",
        "export",
        "backbone",
        "home",
        "home_page",
        "classifier_file",
    }
)

# Done in parts, so that others have their turn between two of them: kind → module.
DIVIDED = {"series": "core.transfer.several"}

# Small networks that a lesson trains, and what stands beside its trainings; the run log keeps what
# they come to.
EXPERIMENTS = frozenset(
    {
        "trick",
        "stack_race",
        "case_measures",
        "loss_slice",
        "batch_norm",
        "recompile",
        "outputs",
        "chapter_project",
        "shift",
        "between",
        "shortcut",
        "room",
        "doubtful",
        "planted",
    }
)

# What remains for good: a run in the log, files on this computer.  It is finished whether or not
# anybody waits for it.
KEPT = EXPERIMENTS | {
    "train",
    "series",
    "ideal",
    "ideals",
    "collect",
    "take_work",
    "download",
    "fetch_dataset",
}


def warm_up() -> None:
    """Import what training needs and run one tiny training, before the first click."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import numpy as np

    # Keras looks for them when it is imported, for wrappers and plots that nobody needs here: a
    # third of the time that it takes.
    with unseen("sklearn", "matplotlib"):
        import tensorflow as tf

    from core.transfer import engines, heads
    from core.transfer.loop import Trainer, batches

    engines.openvino_core()
    example = tf.TensorSpec([None, 16], tf.float32)
    trainer = Trainer(None, heads.mlp(16, 2), "adam", example=example)
    trainer.start(0)
    trainer.optimizer.set_rates(1e-3, 0)
    x, y = tf.zeros([8, 16]), tf.constant([0, 1] * 4)
    trainer.epoch(x, y, batches(np.arange(8), 4), None)
    trainer.probabilities(x)
