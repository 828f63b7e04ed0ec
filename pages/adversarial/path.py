"""An attack step by step: the figure, titled by what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.attack_path import PathTexts, attack_path
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.result import Moment
from dashboard.kit.bars import percent
from dashboard.kit.chart import show
from dashboard.shell import theme
from dashboard.shell.language import _


def draw(curve: Sequence[Moment], attack: Attack, key: str, steps: int | None = None) -> None:
    """Draw rows {step, loss, confidence}; steps: how many there may still be."""
    targeted = attack.targeted
    found = {"steps": curve[-1]["step"], "share": percent(curve[-1]["confidence"])}
    texts = PathTexts(
        title=_("After {steps:# step|# steps} the network gives the target {share}", **found)
        if targeted
        else _("After {steps:# step|# steps} the network gives other answers {share}", **found),
        step=_("Step"),
        confidence=_("Probability of the target") if targeted else _("Probability of the others"),
        loss=_("Loss of the target (nats)") if targeted else _("Loss of its own answer (nats)"),
    )
    show(attack_path(curve, texts, theme.palette(), steps=steps), key=key, alt=texts.title)
