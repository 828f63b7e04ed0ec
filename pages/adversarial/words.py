"""The lab's words: methods, goals, budgets."""

from __future__ import annotations

import re

from core import labels
from core.imagine.attacks.recipe import CLASS, LEAST, METHODS, SECOND, UNTARGETED, Attack
from dashboard.shell.language import N_, _, language

METHOD_SENTENCES = {
    "fgsm": N_("One step of the whole budget in the sign of the gradient: the quickest attack."),
    "pgd": N_("Many small steps along the gradient’s sign, clipped to the budget after each one."),
    "deepfool": N_("The shortest way over the nearest border, wherever it leads; no target."),
    "one_pixel": N_(
        "Changes a few pixels as much as it likes. It uses no gradient, only the answers."
    ),
    "carlini_wagner": N_("Searches for the smallest change of all that still reaches the target."),
    "patch": N_("A small square that may look like anything, as if a sticker lay on the photo."),
}
GOALS = {
    CLASS: N_("A class I choose"),
    SECOND: N_("Its second-best answer"),
    LEAST: N_("Its least likely answer"),
    UNTARGETED: N_("Any other answer"),
}
BUDGETS = {
    "linf": N_("Budget, epsilon (L∞)"),
    "l2": N_("Budget, length (L2)"),
    "pixels": N_("Budget, pixels"),
    "area": N_("Budget, area"),
}
BUDGET_HELP = {
    "linf": N_("The most by which any colour value may change, in steps of 255."),
    "l2": N_("How long the whole change may be, with colours from 0 to 1."),
    "pixels": N_("How many pixels may change, as much as they like."),
    "area": N_("How much of the picture the patch may cover."),
}
STOPS: dict[str, tuple[float, ...]] = {
    "linf": (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64),
    "l2": (0.5, 1, 1.5, 2, 3, 5, 8, 12, 20, 35, 50),
    "pixels": (1, 2, 3, 5, 10, 20, 35, 50, 75, 100),
    "area": (1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50),
}


def budget(norm: str, value: float) -> str:
    """A budget as people read it."""
    if norm == "linf":
        return f"{value:g}/255"
    return f"{value:g} %" if norm == "area" else f"{value:g}"


def stops(name: str) -> tuple[float, ...]:
    """Budgets that a slider offers, up to the largest that makes sense for the method."""
    facts = METHODS[name]
    return tuple(stop for stop in STOPS[facts.norm] if stop <= facts.highest)


def method(name: str) -> str:
    return METHODS[name].title


def source(name: str) -> str:
    """Who has invented a method and when, as a link."""
    facts = METHODS[name]
    who = re.match(r".*?\d{4}", facts.citation)
    return f"[{who[0] if who else facts.citation}]({facts.url})"


def to_do(attack: Attack) -> str:
    """What the button does."""
    if attack.goal == CLASS:
        name = labels.name(attack.target, language())
        return _("Make the network see “{name}”", name=name)
    return {
        SECOND: _("Make its second answer the first"),
        LEAST: _("Make its least likely answer the first"),
        UNTARGETED: _("Make the network leave its answer"),
    }[attack.goal]
