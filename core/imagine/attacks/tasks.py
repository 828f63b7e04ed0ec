"""What a worker can do with attacks (light; the heavy parts are imported inside).

Pictures travel as text (`core.images.to_text`).  Every payload with a ``recipe`` holds
`Attack.to_json`; ``photo`` is the learner's photo of any size, ``mask`` (optional) a picture of
the same shape whose pixels that are not black may change.  ``before`` and ``after`` are what task
``attack`` gave: the attacked network's 8-bit input, clean and changed.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from core.images import from_text, to_text
from core.imagine.attacks.recipe import Attack
from core.jobs.state import Cancelled as Stop
from core.jobs.steps import Cancelled, Document, Report, Task, look_up

TOLD_EVERY = 0.3  # seconds between two pictures on the way


def ready(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Compile the attack on ``payload["backbones"]``, so that the first press is answered at
    once."""
    from core.imagine.attacks.victim import victim
    from core.zoo import classifier

    network = victim(tuple(payload["backbones"]))
    picture = np.zeros([1, network.size, network.size, 3], np.uint8)
    attack = Attack.of(backbones=network.backbones, steps=1)
    from core.imagine.attacks.run import run

    run(attack, picture[0])
    return {"networks": classifier.available()}


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


TASKS: dict[str, Task] = {"attack": attack, "attack_ready": ready}
