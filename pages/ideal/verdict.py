"""What networks say about a finished image, read back from its PNG; the sentence it deserves."""

from __future__ import annotations

from typing import cast

import streamlit as st

from core import images
from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.result import Result
from core.runs import record
from core.runs.store import Run
from dashboard.kit import answers, ideal_words, photo
from dashboard.kit.bars import bars, percent
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from dashboard.shell.names import class_name

SURE = 0.5  # a probability from which a network is said to be convinced
TOP = 5  # ranks that count as recognised


def others(result: Result) -> dict[str, int]:
    """Rank of the class by every network that had no part in the image; empty when stopped."""
    own = result["recipe"]["backbone"]
    return {name: said["rank"] for name, said in result["judged_by"].items() if name != own}


def own(result: Result) -> float:
    """The class's probability by the network itself; nothing without a class."""
    return result["probability"] or 0.0


def kept(run: Run) -> Result:
    """The result that a run of the log was made from, but for its frames."""
    return cast(Result, record.image_of(run))


def recognised(result: Result) -> int:
    """How many other networks have the class among their first `TOP`."""
    return sum(rank <= TOP for rank in others(result).values())


def piece(result: Result) -> str:
    """Which sentence the measurement deserves."""
    if result["class"] is None:
        return "no_class"
    if own(result) < SURE:
        return "not_yet"
    if not others(result):
        return "unjudged"
    return "recognised" if recognised(result) else "only_itself"


def picture(result: Result) -> photo.Photo:
    """The finished PNG as a photo that networks can be asked about."""
    return photo.Photo("", "", images.from_text(result["png"]))


def numbers(result: Result) -> list[str]:
    """Probability by the network itself, rank by the others, in Markdown."""
    lines = [_("by itself: **{share}**", share=percent(own(result)))]
    for name, rank in others(result).items():
        told = ideal_words.network(name)
        lines.append(_("{network}: rank **{rank}**", network=told, rank=f"{rank:,}"))
    return lines


def headline(part: Part, result: Result) -> None:
    """The finding in one sentence."""
    recipe = Ideal.from_json(result["recipe"])
    ranks = others(result)
    best = min(ranks, key=ranks.__getitem__, default="")
    part.say(
        piece(result),
        name=ideal_words.aim(recipe),
        network=ideal_words.network(recipe.backbone),
        share=percent(own(result)),
        judge=ideal_words.network(best) if best else "",
        rank=f"{ranks[best]:,}" if best else "",
        steps=result["steps"],
    )
    if result["stopped"]:
        st.caption(
            _("Stopped at step {done} of {total}.", done=result["steps"], total=recipe.steps)
        )


def networks(result: Result) -> None:
    """The first answers of every network to the PNG, the class in bold."""
    recipe = Ideal.from_json(result["recipe"])
    said = answers.of(picture(result), _("Asking every network about the image"))
    if said is None:
        return
    own, judge = _("made this image"), _("had no part in it: a judge")
    for name, answer in answers.side_by_side(said):
        st.caption(own if name == recipe.backbone else judge)
        bars(answer["predictions"], marked=result["class"])
        if name in result["judged_by"]:
            aim, rank = class_name(result["class"] or 0), result["judged_by"][name]["rank"]
            st.caption(_("“{name}”: rank {rank} of 1,000", name=aim, rank=f"{rank:,}"))
