"""The transfer matrix: a picture made to fool one network, shown to all the others (heavy)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core import images
from core.imagine.attacks import signs
from core.imagine.attacks.judge import judge
from core.imagine.attacks.problem import OnStep
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.run import make, problem_of, region_of
from core.zoo import classifier

OnDone = Callable[[int, int], None]  # done, total; may raise to stop


def rows_of(attack: Attack) -> list[tuple[str, ...]]:
    """What the attack is made on: every network that can name ImageNet classes here, and all of
    them together where the method can fool several at once."""
    names = classifier.available()
    together = [tuple(names)] if attack.norm == "linf" and len(names) > 1 else []
    return [*((name,) for name in names), *together]


def matrix(
    attack: Attack,
    photo: np.ndarray,
    region: np.ndarray | None = None,
    rows: Sequence[tuple[str, ...]] | None = None,
    on_done: OnDone = lambda done, total: None,
) -> list[dict[str, Any]]:
    """Make the attack on each of `rows` for a photo uint8 [h, w, 3] and judge it by every network.

    One row each: ``made_on`` (the networks), ``before`` and ``after`` (uint8 [size, size, 3]) and
    what `judge.judge` says, with one verdict a network in ``judged_by``.
    """
    out = []
    rows = rows_of(attack) if rows is None else rows
    for done, names in enumerate(rows):
        on_done(done, len(rows))
        mine = replace(attack, backbones=names)
        before = classifier.view(names[0], photo)
        allowed = None if region is None else region_of(region, photo, mine)
        made = _made(mine, before, allowed, lambda *_, done=done: on_done(done, len(rows)))
        after = images.from_text(images.to_text(made))
        out.append(
            {"made_on": list(names), "before": before, "after": after} | judge(before, after, mine)
        )
    return out


def _made(
    attack: Attack, before: np.ndarray, region: np.ndarray | None, on_step: OnStep
) -> np.ndarray:
    """The attacked picture uint8 [size, size, 3]; sign attacks use all their steps.

    One that stops as soon as its own network is fooled hardly carries over.  Measured on twelve
    photos, untargeted, 16/255, ten steps with momentum, from EfficientNet-Lite0: SqueezeNet is
    fooled by 1 when the attack stops early, by 10 when it goes on.
    """
    if attack.check().norm != "linf":
        return make(attack, before[None], region, on_step).pictures[0]
    problem = problem_of(attack, before[None], region, on_step)
    return signs.make(problem, stop_when_sure=False).pictures[0]
