"""The lab's words: goals, budgets, sources."""

from __future__ import annotations

import re

from core.imagine.answers import Answer
from core.imagine.attacks.goal import CLASS, LEAST, SECOND, UNTARGETED
from core.imagine.attacks.method import Method
from core.imagine.attacks.norms import NORMS
from core.imagine.attacks.recipe import Attack
from dashboard.kit.bars import percent
from dashboard.shell.language import N_, _
from dashboard.shell.names import class_name

GOALS = {
    CLASS: N_("A class I choose"),
    SECOND: N_("Its second-best answer"),
    LEAST: N_("Its least likely answer"),
    UNTARGETED: N_("Any other answer"),
}


def budget(attack: Attack) -> str:
    """A budget as people read it."""
    return NORMS[attack.norm].form.format(attack.budget)


def answer(said: Answer) -> str:
    """A network's first answer, and how sure it is."""
    return f"{class_name(said['index'])} {percent(said['probability'])}"


def source(method: Method) -> str:
    """Who has invented a method and when, as a link."""
    who = re.match(r".*?\d{4}", method.citation)
    return f"[{who[0] if who else method.citation}]({method.url})"


def to_do(attack: Attack) -> str:
    """What the button does."""
    if attack.goal == CLASS:
        name = class_name(attack.target)
        return _("Make the network see “{name}”", name=name)
    return {
        SECOND: _("Make its second answer the first"),
        LEAST: _("Make its least likely answer the first"),
        UNTARGETED: _("Make the network leave its answer"),
    }[attack.goal]
