"""What a worker can do with attacks (light; the heavy parts are imported inside).

Pictures travel as text (`core.images.to_text`).  Every payload with a ``recipe`` holds
`Attack.to_json`; ``photo`` is the learner's photo of any size, ``mask`` (optional) a picture of
the same shape whose pixels that are not black may change.  ``before`` and ``after`` are what task
``attack`` gave: the attacked network's 8-bit input, clean and changed.
"""

from __future__ import annotations

import time
from itertools import count
from typing import Any

import numpy as np

from core.images import from_text, to_text
from core.imagine.attacks.recipe import Attack
from core.work import Cancelled, Document, Report, Stop, Task, look_up, steps

TOLD_EVERY = 0.3  # seconds between two pictures on the way


def ready(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Compile the attack on ``payload["backbones"]``, so that the first press is answered at
    once."""
    from core.imagine.attacks.run import run

    attack = Attack.of(backbones=tuple(payload["backbones"]), steps=1)
    run(attack, np.zeros((64, 64, 3), np.uint8))
    return {}


def attack(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Attack ``payload["photo"]``: the result of `core.imagine.attacks.run.run`.

    Events: ``{"kind": "attack", "step", "steps", "confidence", "image"}``, the picture on the way
    a few times a second.  Cancelled, the result is ``{"before", "after", "curve", "recipe"}`` of
    the last step.
    """
    from core.imagine.attacks.run import run

    recipe = Attack.from_json(payload["recipe"]).check()
    photo = from_text(payload["photo"])
    on_step = _teller(recipe, photo, report, cancelled)
    return run(recipe, photo, mask_of(payload), on_step)


def mask_of(payload: Document) -> np.ndarray | None:
    """The mask of a payload, bool [h, w]; None without one."""
    text = payload.get("mask")
    return (from_text(text).max(2) > 0) if text else None


def _teller(recipe: Attack, photo: np.ndarray, report: Report, cancelled: Cancelled) -> Any:
    from core.zoo import classifier

    before = to_text(classifier.view(recipe.backbones[0], photo))
    curve: list[Document] = []
    told = 0.0

    def on_step(step: int, pictures: np.ndarray, loss: np.ndarray, confidence: np.ndarray) -> None:
        nonlocal told
        known = float(loss[0]) if np.isfinite(loss[0]) else None
        curve.append({"step": step, "loss": known, "confidence": float(confidence[0])})
        if cancelled():
            raise Stop(
                {
                    "before": before,
                    "after": to_text(pictures[0]),
                    "curve": curve,
                    "recipe": recipe.to_json(),
                }
            )
        if (now := time.monotonic()) - told > TOLD_EVERY:
            told = now
            report(
                {
                    "kind": "attack",
                    "step": step,
                    "steps": recipe.steps,
                    "confidence": float(confidence[0]),
                    "image": to_text(pictures[0]),
                }
            )

    look_up(cancelled)
    return on_step


def control(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Shuffled changes of the size of the attack's, shown to ``payload["backbone"]``: the result of
    `core.imagine.attacks.control.control`, ``example`` as text.  A ``mask`` has the size of
    ``before`` here."""
    from core.imagine.attacks.control import control as run

    before, after = from_text(payload["before"]), from_text(payload["after"])
    found = run(before, after, payload["backbone"], mask_of(payload), seed=payload.get("seed", 0))
    return found | {"example": to_text(found["example"])}


def sweep(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The epsilon curve of ``recipe``: ``{"rows": ...}`` of `core.imagine.attacks.sweep.sweep`, for
    ``payload["photo"]`` or, without one, for all labelled sample photos."""
    from core.datasets.samples import samples
    from core.imagine.attacks.run import region_of
    from core.imagine.attacks.sweep import PHOTOS
    from core.imagine.attacks.sweep import sweep as run
    from core.zoo import classifier

    recipe, mask = Attack.from_json(payload["recipe"]), mask_of(payload)
    if payload.get("photo"):
        photos = [from_text(payload["photo"])]
    else:
        photos, mask = [s.pixels() for s in samples() if s.labelled == "imagenet"], None
    region = None if mask is None else region_of(mask, photos[0], recipe)
    views = np.stack([classifier.view(recipe.backbones[0], photo) for photo in photos])
    on_done = steps(report, cancelled, "attack")
    total = -(-len(views) // PHOTOS) * (recipe.steps + 1)
    done = count()

    def on_step(*_: Any) -> None:
        on_done(next(done), total)

    return {"rows": run(recipe, views, region, on_step=on_step)}


def matrix(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The transfer matrix of ``recipe`` on ``photo``: ``{"networks": [...], "rows": [...]}`` of
    `core.imagine.attacks.matrix.matrix`, ``before`` and ``after`` as text.

    ``payload["own"]`` (optional) lists recipes of trainings; each row then has ``own``, the
    verdicts of `core.imagine.attacks.own.verdicts`, in that order.
    """
    from core.imagine.attacks.matrix import matrix as run
    from core.imagine.attacks.own import verdicts
    from core.transfer.recipe import Recipe
    from core.zoo import classifier

    rows = run(
        Attack.from_json(payload["recipe"]),
        from_text(payload["photo"]),
        mask_of(payload),
        on_done=steps(report, cancelled, "attack"),
    )
    pairs = [(row["before"], row["after"]) for row in rows]
    own = [
        verdicts(Recipe.from_json(recipe), pairs, report, cancelled)
        for recipe in payload.get("own", [])
    ]
    return {
        "networks": classifier.available(),
        "rows": [
            row
            | {"before": to_text(row["before"]), "after": to_text(row["after"])}
            | {"own": [said[number] for said in own]}
            for number, row in enumerate(rows)
        ],
    }


def defend(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What ``payload["backbone"]`` says of ``before`` and ``after`` behind ``payload["defence"]``:
    the result of `core.imagine.attacks.defences.measure`."""
    from core.imagine.attacks.defences import measure

    before, after = from_text(payload["before"]), from_text(payload["after"])
    return measure(before, after, payload["backbone"], payload["defence"])


def plane(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The decisions of ``payload["backbone"]`` in the plane through ``before`` and ``after``: the
    result of `core.imagine.attacks.plane.plane`."""
    from core.imagine.attacks.plane import plane as run

    return run(
        from_text(payload["before"]),
        from_text(payload["after"]),
        payload["backbone"],
        payload.get("seed", 0),
        on_done=steps(report, cancelled, "look"),
    )


TASKS: dict[str, Task] = {
    "attack": attack,
    "attack_ready": ready,
    "attack_control": control,
    "attack_sweep": sweep,
    "attack_matrix": matrix,
    "attack_defend": defend,
    "attack_plane": plane,
}
