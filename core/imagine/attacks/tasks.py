"""What a worker can do with attacks: make them, and whatever `analyses` ask of them (light).

Pictures travel as text (`core.images.to_text`).  Every payload with a ``recipe`` holds
`Attack.to_json`; ``photo`` is the learner's photo of any size, ``mask`` (optional) a picture of
the same shape whose pixels that are not black may change.  ``before`` and ``after`` are what task
``attack`` gave: the attacked network's 8-bit input, clean and changed.
"""

from __future__ import annotations

import time
from importlib import import_module
from pkgutil import iter_modules

import numpy as np

from core.images import from_text, to_text
from core.imagine.attacks import analyses
from core.imagine.attacks.problem import OnStep
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.result import Moment, Partial
from core.imagine.attacks.run import mask_of, run
from core.work import Cancelled, Document, Report, Stop, Task, look_up
from core.zoo import classifier

TOLD_EVERY = 0.3  # seconds between two pictures on the way


def ready(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Compile the attack on ``payload["backbones"]``, so that the first press is answered at
    once."""
    attack = Attack.of(backbones=tuple(payload["backbones"]), steps=1)
    run(attack, np.zeros((64, 64, 3), np.uint8))
    return {}


def attack(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Attack ``payload["photo"]``: a `Result`.

    Events: ``{"kind": "attack", "step", "steps", "confidence", "image"}``, the picture on the way
    a few times a second.  Cancelled, the result is the `Partial` of the last step.
    """
    recipe = Attack.from_json(payload["recipe"]).check()
    photo = from_text(payload["photo"])
    return {**run(recipe, photo, mask_of(payload), _teller(recipe, photo, report, cancelled))}


def _teller(recipe: Attack, photo: np.ndarray, report: Report, cancelled: Cancelled) -> OnStep:
    before = to_text(classifier.view(recipe.backbones[0], photo))
    curve: list[Moment] = []
    told = 0.0

    def on_step(step: int, pictures: np.ndarray, loss: np.ndarray, confidence: np.ndarray) -> None:
        nonlocal told
        known = float(loss[0]) if np.isfinite(loss[0]) else None
        curve.append({"step": step, "loss": known, "confidence": float(confidence[0])})
        if cancelled():
            after, done = to_text(pictures[0]), recipe.to_json()
            made: Partial = {"before": before, "after": after, "curve": curve, "recipe": done}
            raise Stop({**made})
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
for _file in iter_modules(analyses.__path__):
    TASKS |= getattr(import_module(f"{analyses.__name__}.{_file.name}"), "TASKS", {})
