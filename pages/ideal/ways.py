"""Raw pixels, total variation and Fourier under the same time: which one do others recognise?"""

from __future__ import annotations

import streamlit as st

from core.imagine.ideal.recipe import DEFAULTS, Ideal, Term
from core.imagine.ideal.result import Result
from core.zoo import catalog
from dashboard.kit import ideal_words
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _, listed
from dashboard.shell.names import class_name
from pages.ideal import controls, making, state, verdict
from pages.ideal.guess import Asked

KEY = "iways"
SECONDS = (2, 5, 10, 20, 30)
FIRST_SECONDS = 10
MOST_STEPS = 512  # where the time would allow more
SMOOTHER = 1.1  # times less total variation: the smallest difference that is told
WAYS = ("pixel", "tv", "fourier")
NOBODY = "nobody"


def draw(part: Part) -> None:
    backbone, target = state.recipe().backbone, state.target()
    st.markdown(
        _(
            "Class **{name}**, network **{network}**: choose others in the studio.",
            name=class_name(target),
            network=ideal_words.network(backbone),
        )
    )
    left, right = st.columns(2, gap="large")
    weight = left.select_slider(
        _("λ: weight of the total variation"),
        controls.LAMBDAS,
        value=DEFAULTS["tv"]["tv"],
        format_func=lambda number: f"{number:g}",
        key=f"{KEY}_lambda",
    )
    seconds = right.select_slider(
        _("Seconds for each way"), SECONDS, FIRST_SECONDS, key=f"{KEY}_seconds"
    )
    # In the network's own size: what works for single pixels would not survive being rescaled.
    size = catalog.get(backbone).native_size
    recipes = {
        _(ideal_words.WAYS[way]): Ideal(
            backbone,
            (Term(index=target),),
            way,
            steps=MOST_STEPS,
            tv=weight if way == "tv" else None,
            size=size,
            seed=state.recipe().seed,
        )
        for way in WAYS
    }
    label, again = _("Compare the three ways"), _("Compare again")
    guess = _question(backbone, target)
    results = making.press_several(recipes, KEY, label, again, guess, seconds)
    if results is None:
        return
    if all(verdict.others(result) for result in results):
        guess.tell(_recognised(results))
    for place, result in zip(st.columns(len(WAYS), gap="medium"), results, strict=True):
        with place:
            _numbers(result)
    _say(part, dict(zip(WAYS, results, strict=True)), weight)
    with st.expander(_("Why is it noise, and why ask other networks?")):
        part.say("why")


def _question(backbone: str, target: int) -> Asked:
    """Which way another network will recognise."""
    choices = {way: _(ideal_words.WAYS[way]) for way in WAYS} | {NOBODY: _("None of them")}
    ask = _("Which picture will *another* network have among its first five answers?")
    question = Question(ask, choices, judge=lambda said, came: said in came)
    return Asked(f"ideal/ways/{backbone}-{target}", KEY, question)


def _recognised(results: list[Result]) -> list[str]:
    """The ways that another network recognises."""
    return [way for way, one in zip(WAYS, results, strict=True) if verdict.recognised(one)] or [
        NOBODY
    ]


def _numbers(result: Result) -> None:
    """Probability by the network itself, rank by the others, and what it took."""
    verdict.numbers(result)
    st.caption(
        _(
            "{steps:# step|# steps} in {seconds} s · total variation {tv}",
            steps=result["steps"],
            seconds=f"{result['seconds']['steps']:.1f}",
            tv=f"{result['tv']:.3f}",
        )
    )


def _say(part: Part, by_way: dict[str, Result], weight: float) -> None:
    """The sentences that these measurements deserve."""
    pixel, smooth, fourier = (by_way[way] for way in WAYS)
    values = {
        "share": percent(verdict.own(pixel)),
        "name": class_name(state.target()),
    }
    sure = verdict.own(pixel) >= verdict.SURE
    ranks = verdict.others(pixel)
    if sure and ranks and not verdict.recognised(pixel):
        part.say("noise", rank=f"{min(ranks.values()):,}", **values)
    elif sure and ranks:
        part.say("noise_recognised", **values)
    elif not sure:
        part.say("noise_not_yet", **values)
    if weight == 0:
        alike = abs(smooth["tv"] - pixel["tv"]) < (SMOOTHER - 1) * pixel["tv"]
        part.say("zero" if alike else "zero_differs")
    elif pixel["tv"] >= SMOOTHER * smooth["tv"]:
        share = f"{pixel['tv'] / max(smooth['tv'], 1e-9):.1f}"
        part.say("smoother", times=share)
    else:
        part.say("rough", own=f"{smooth['tv']:.3f}", plain=f"{pixel['tv']:.3f}")
    if not verdict.others(fourier):
        return
    best = {way: min(verdict.others(result).values()) for way, result in by_way.items()}
    rank = min(best.values())
    first = [_(ideal_words.WAYS[way]) for way in WAYS if best[way] == rank]
    part.say(
        "nobody" if rank > verdict.TOP else "somebody",
        way=listed(first),
        ways=len(first),
        rank=f"{rank:,}",
    )
