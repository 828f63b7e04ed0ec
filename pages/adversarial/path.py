"""An attack step by step: the figure, titled by what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.attack_path import attack_path
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.result import Moment
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.shell.language import _


def draw(curve: Sequence[Moment], attack: Attack, key: str, steps: int | None = None) -> None:
    """Draw rows {step, loss, confidence}; steps: how many there may still be."""
    targeted = attack.targeted
    found = {"steps": curve[-1]["step"], "share": percent(curve[-1]["confidence"])}
    title = (
        _("After {steps:# step|# steps} the network gives the target {share}", **found)
        if targeted
        else _("After {steps:# step|# steps} the network gives other answers {share}", **found)
    )
    figure = attack_path(pen(), curve, "", targeted=targeted, steps=steps)
    show(figure, key=key, alt=title, title=title)
