"""The transfer matrix: a picture made to fool one network, shown to all the others (light)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypedDict

import numpy as np

from core.images import from_text, to_text
from core.imagine.attacks.analyses.own import OwnVerdict, verdicts
from core.imagine.attacks.judge import judge
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.result import Judged
from core.imagine.attacks.run import make, mask_of, region_of
from core.transfer.recipe import Recipe
from core.work import Cancelled, Document, Report, steps
from core.zoo import classifier


class Row(Judged):
    """The attack made on one network or on all; pictures as text."""

    made_on: list[str]
    before: str
    after: str
    own: list[OwnVerdict]  # by the learner's own trainings


class Matrix(TypedDict):
    networks: list[str]
    rows: list[Row]


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
    on_done: Callable[[int, int], None] = lambda done, total: None,
) -> list[Row]:
    """Make the attack on each of `rows_of` for a photo uint8 [h, w, 3]; every network judges.

    Sign attacks use all their steps: one that stops as soon as its own network is fooled hardly
    carries over.  Measured on twelve photos, untargeted, 16/255, ten steps with momentum, from
    EfficientNet-Lite0: SqueezeNet is fooled by 1 when the attack stops early, by 10 when it goes
    on.  on_done: done, total; may raise to stop.
    """
    out: list[Row] = []
    rows, early = rows_of(attack), attack.check().norm != "linf"
    for done, names in enumerate(rows):
        on_done(done, len(rows))
        mine = replace(attack, backbones=names)
        before = classifier.view(names[0], photo)
        allowed = region_of(region, photo, mine)
        found = make(
            mine, before[None], allowed, lambda *_, done=done: on_done(done, len(rows)), early
        )
        after = found.pictures[0]
        out.append(
            {
                "made_on": list(names),
                "before": to_text(before),
                "after": to_text(after),
                "own": [],
                **judge(before, after, mine),
            }
        )
    return out


def attack_matrix_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The transfer matrix of ``recipe`` on ``photo``.

    ``payload["own"]`` (optional) lists recipes of trainings; each row then has ``own``, their
    verdicts in that order.
    """
    rows = matrix(
        Attack.from_json(payload["recipe"]),
        from_text(payload["photo"]),
        mask_of(payload),
        on_done=steps(report, cancelled, "attack"),
    )
    pairs = [(from_text(row["before"]), from_text(row["after"])) for row in rows]
    own = [
        verdicts(Recipe.from_json(recipe), pairs, report, cancelled)
        for recipe in payload.get("own", [])
    ]
    for number, row in enumerate(rows):
        row["own"] = [said[number] for said in own]
    return {"networks": classifier.available(), "rows": rows}
