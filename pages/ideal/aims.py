"""What is predicted of the other aims, and what the networks' answers say about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.result import Result
from dashboard.kit import ideal_words
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.shell.language import _
from dashboard.shell.names import class_name
from pages.ideal import verdict
from pages.ideal.guess import Asked

ALL, SOME, NEITHER = "all", "some", "none"


def question(kind: str, recipe: Ideal) -> Asked:
    """Of two classes: which are seen; of what is no class: how sure the network is all the same."""
    network = ideal_words.network(recipe.backbone)
    place = f"ideal/objectives/{kind}-{recipe.backbone}-{recipe.start}"
    if kind == "mix":
        ask = _("Which of the two will {network} have among its first five?", network=network)
        choices = {ALL: _("Both"), SOME: _("Only one"), NEITHER: _("Neither")}
        return Asked(place, Question(ask, choices))
    ask = _(
        "No class is raised here. How sure will {network} be of its first answer all the same?",
        network=network,
    )
    return Asked(place, Question(ask, pick=SHARE))


def tell(part: Part, kind: str, guess: Asked, result: Result, said: Mapping[str, Any]) -> None:
    """How the guess did by the answers of every network, and the finding in a sentence."""
    own = said[result["recipe"]["backbone"]]["predictions"]
    if kind != "mix":
        first = own[0]
        guess.tell(round(first["probability"], 4))
        part.say(
            "sure" if first["probability"] >= verdict.SURE else "unsure",
            name=class_name(first["index"]),
            share=percent(first["probability"]),
        )
        return
    terms = [term for term in Ideal.from_json(result["recipe"]).objective if term.weight > 0]
    top = {one["index"] for one in own[: verdict.TOP]}
    seen = [term for term in terms if term.index in top]
    came = ALL if seen == terms else SOME if seen else NEITHER
    guess.tell(came)
    part.say(f"mixed_{came}", names=_("”, “").join(class_name(term.index) for term in seen))
