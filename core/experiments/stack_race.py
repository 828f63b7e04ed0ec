"""Train a plain and a residual stack on the same photos from the same first weights (heavy)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import keras

from core.experiments import gradients, small, stacks
from core.experiments.tricks.experiment import Arm, Plan, run
from core.statistics import wilson_interval
from core.work import RAN, SO_FAR, Cancelled, Document, Report, heard

PER_CLASS, VALIDATION = 100, 50  # photos
BATCH = 32


@dataclass(frozen=True)
class Stack:
    """What both stacks share: how many layers, how they begin, and how long they learn."""

    depth: int
    initializer: str
    batch_norm: bool
    seed: int
    epochs: int


def race(
    stack: Stack,
    tell: Callable[[dict[str, Any]], None],
    known: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Adam at Keras' own learning rate for both; `tell` hears of every step and may raise to stop;
    `known` as in `tricks.experiment.run`.

    The result is that of `tricks.experiment.run`, and ``stacks``: for each of `gradients.STACKS`
    what its gradients were before training (``gradient``, a verdict), and at the end the
    validation ``accuracy`` with its 95 % interval ``low``, ``high``, and ``learnt``: whether that
    lies above guessing.
    """

    def on_done(done: int, total: int) -> None:
        tell({"kind": "phase", "phase": "measure", "done": done, "total": total})

    def on_row(told: dict[str, Any]) -> None:
        tell({"kind": "epoch", "epoch": told["done"], "epochs": told["total"], **told})

    depth, begins = stack.depth, (stack.initializer, stack.batch_norm, stack.seed)
    before = gradients.measure(depth, *begins, False, on_done=on_done)
    photos = small.photos(PER_CLASS, VALIDATION, stack.seed)

    def arm(name: str) -> Arm:
        return Arm(
            name,
            photos=lambda _seed: photos,
            model=lambda _seed: stacks.build(
                gradients.blocks_of(depth), name == "residual", *begins
            ),
            optimizer=keras.optimizers.Adam,
        )

    plan = Plan([arm(name) for name in gradients.STACKS], stack.epochs, seeds=1, batch=BATCH)
    ran = run(plan, on_row, lambda told: tell({"kind": RAN, **told}), known)
    count = len(photos.y_val)
    ends = {}
    for one in ran["runs"]:
        right = one["final"]["validation"]
        low, high = wilson_interval(round(right * count), count)
        ends[one["arm"]] = {
            "gradient": gradients.verdict(before[one["arm"]]),
            "accuracy": right,
            "low": low,
            "high": high,
            "learnt": low > 1 / photos.classes,
        }
    return ran | {"stacks": ends}


def stack_race_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Train a plain and a residual stack on the same photos."""
    stack = Stack(**{field.name: payload[field.name] for field in fields(Stack)})
    return race(stack, heard(report, cancelled), payload.get(SO_FAR, ()))
