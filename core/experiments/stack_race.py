"""Train a plain and a residual stack on the same photos from the same first weights (heavy)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras

from core.experiments import gradients, small, stacks
from core.experiments.tricks.experiment import Arm, Plan, run
from core.statistics import wilson_interval
from core.work import RAN, SO_FAR, Cancelled, Document, Report, heard

PER_CLASS, VALIDATION = 100, 50  # photos
BATCH = 32


def race(
    depth: int,
    initializer: str,
    batch_norm: bool,
    seed: int,
    epochs: int,
    *,
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

    before = gradients.measure(depth, initializer, batch_norm, seed, False, on_done=on_done)
    photos = small.photos(PER_CLASS, VALIDATION, seed)

    def arm(name: str) -> Arm:
        return Arm(
            name,
            photos=lambda _seed: photos,
            model=lambda _seed: stacks.build(
                gradients.blocks_of(depth), name == "residual", initializer, batch_norm, seed
            ),
            optimizer=keras.optimizers.Adam,
        )

    plan = Plan([arm(name) for name in gradients.STACKS], epochs, seeds=1, batch=BATCH)
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
    tell = heard(report, cancelled)

    stack = (payload[name] for name in ("depth", "initializer", "batch_norm", "seed", "epochs"))
    return race(*stack, tell=tell, known=payload.get(SO_FAR, ()))
