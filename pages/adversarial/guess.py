"""What is predicted of an attack before it runs: how many of its steps it needs."""

from __future__ import annotations

from core.imagine.attacks.recipe import Attack
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.adversarial.state import Made

EARLY, MIDDLE, LATE, NEVER, WORKS = "early", "middle", "late", "never", "works"
FEWEST = 4  # steps, below which only whether it succeeds is asked


def counted(attack: Attack) -> bool:
    """Whether the steps of an attack tell something: it stops as soon as it succeeds."""
    return attack.norm == "linf" and attack.steps >= FEWEST


def ends(attack: Attack) -> tuple[int, int]:
    """The last step that is early, and the last one of the middle."""
    return max(1, attack.steps // 10), attack.steps // 2


def question(attack: Attack) -> Question:
    if not counted(attack):
        works = {WORKS: _("Yes, it succeeds"), NEVER: _("No, the network holds")}
        return Question(_("Guess first: will the attack succeed?"), works)
    early, middle = ends(attack)
    choices = {
        EARLY: _("in {to:# step|# steps} at most", to=early),
        MIDDLE: _("in {low} to {high}", low=early + 1, high=middle),
        LATE: _("in {low} to {high}", low=middle + 1, high=attack.steps),
        NEVER: _("not in {steps:# step|# steps}", steps=attack.steps),
    }
    return Question(_("Guess first: how many steps will the attack need?"), choices, lines=True)


def came(made: Made) -> str:
    """Which choice came true."""
    attack = made.recipe
    if not made.result["success"]:
        return NEVER
    if not counted(attack):
        return WORKS
    early, middle = ends(attack)
    used = made.result["steps_used"]
    return EARLY if used <= early else MIDDLE if used <= middle else LATE
