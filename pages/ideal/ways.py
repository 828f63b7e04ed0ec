"""Raw pixels, total variation, Fourier and MACO under the same time: which one do others
recognise?"""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.imagine.ideal.recipe import DEFAULTS, Ideal, Term
from core.imagine.ideal.result import Result
from core.zoo import catalog
from dashboard.kit import ideal_words, predict, stage
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.shell.language import _, listed
from dashboard.shell.names import class_name
from pages.ideal import controls, making, sample, state, verdict
from pages.ideal.guess import Asked

KEY = "iways"
SECONDS = (2, 5, 10, 20, 30)
FIRST_SECONDS = 10
MOST_STEPS = 512  # where the time would allow more
SMOOTHER = 1.1  # times less total variation: the smallest difference that is told
WAYS = ("pixel", "tv", "fourier", "maco")
NOBODY = "nobody"
PINEAPPLE = 953


def draw(part: Part) -> None:
    backbone, target = state.recipe().backbone, state.target()
    left, right = stage.sides(KEY)
    with left:
        st.markdown(
            _(
                "Class **{name}**, network **{network}**: choose others in the studio.",
                name=class_name(target),
                network=ideal_words.network(backbone),
            )
        )
        weight = st.select_slider(
            _("λ: weight of the total variation"),
            controls.LAMBDAS,
            value=DEFAULTS["tv"]["tv"],
            format_func=lambda number: f"{number:g}",
            key=f"{KEY}_lambda",
        )
        seconds = st.select_slider(
            _("Seconds for each way"), SECONDS, FIRST_SECONDS, key=f"{KEY}_seconds"
        )
        guess = _question(backbone, target)
        named = _recipes(backbone, target, weight, state.recipe().seed)
        recipes = {_(ideal_words.WAYS[way]): recipe for way, recipe in named.items()}
        words = (_("Compare the four ways"), _("Compare again"))
        results = making.press_several(recipes, KEY, words, guess, right, seconds)
        if results is None:
            begun = making.begun(recipes, KEY, seconds)
            sample.draw(part, KEY, right, begun, lambda recipe: _(ideal_words.WAYS[recipe.param]))
            return
        if all(verdict.others(result) for result in results):
            guess.tell(_recognised(results))
    by_way = dict(zip(WAYS, results, strict=True))
    with left:
        smooth = _smoother(by_way, f"{backbone}-{target}-{weight:g}", weight)
    with right:
        for title, result in zip(recipes, results, strict=True):
            _numbers(title, result, smooth)
    _say(part, by_way, weight, smooth)
    with st.expander(_("Why is it noise, and why ask other networks?")):
        part.say("why")


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    """Another class by another network."""
    recipes = _recipes(sample.NETWORK, PINEAPPLE, DEFAULTS["tv"]["tv"], 3)
    every = [recipe.to_json() for recipe in recipes.values()]
    return {KEY: ("ideals", {"recipes": every, "seconds": 8})}


smaller = sample.smaller


def _recipes(backbone: str, target: int, weight: float, seed: int) -> dict[str, Ideal]:
    # In the network's own size: what works for single pixels would not survive being rescaled.
    size = catalog.get(backbone).native_size
    return {
        way: Ideal(
            backbone,
            (Term(index=target),),
            way,
            steps=MOST_STEPS,
            tv=weight if way == "tv" else None,
            size=size,
            seed=seed,
        )
        for way in WAYS
    }


def _smoother(by_way: dict[str, Result], about: str, weight: float) -> bool:
    """What λ leaves of the total variation, guessed first; whether it may be told."""
    if weight == 0:
        return True  # nothing asks for smoothness
    question = Question(
        _(
            "λ is {weight}. How much of the raw pixels’ total variation is left in the second "
            "picture?",
            weight=f"{weight:g}",
        ),
        pick=SHARE,
    )
    left = min(1.0, by_way["tv"]["tv"] / max(by_way["pixel"]["tv"], 1e-9))
    place = f"ideal/ways/smooth-{about}"
    return predict.quick(place, f"{KEY}_smooth", question, _("Show it"), round(left, 4))


def _question(backbone: str, target: int) -> Asked:
    """Which way another network will recognise."""
    choices = {way: _(ideal_words.WAYS[way]) for way in WAYS} | {NOBODY: _("None of them")}
    ask = _("Which picture will *another* network have among its first five answers?")
    question = Question(ask, choices, judge=lambda said, came: said in came)
    return Asked(f"ideal/ways/{backbone}-{target}", question)


def _recognised(results: list[Result]) -> list[str]:
    """The ways that another network recognises."""
    return [way for way, one in zip(WAYS, results, strict=True) if verdict.recognised(one)] or [
        NOBODY
    ]


def _numbers(title: str, result: Result, smooth: bool) -> None:
    """Of one way: probability by the network itself, rank by the others, and what it took;
    `smooth`: also its total variation."""
    st.markdown(" · ".join([f"**{title}**", *verdict.numbers(result)]))
    took = {"steps": result["steps"], "seconds": f"{result['seconds']['steps']:.1f}"}
    st.caption(
        _(
            "{steps:# step|# steps} in {seconds} s · total variation {tv}",
            tv=f"{result['tv']:.3f}",
            **took,
        )
        if smooth
        else _("{steps:# step|# steps} in {seconds} s", **took)
    )


def _say(part: Part, by_way: dict[str, Result], weight: float, told: bool) -> None:
    """The sentences that these measurements deserve; `told`: also about the total variation."""
    pixel, smooth = by_way["pixel"], by_way["tv"]
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
    if not told:
        pass  # it is being guessed
    elif weight == 0:
        alike = abs(smooth["tv"] - pixel["tv"]) < (SMOOTHER - 1) * pixel["tv"]
        part.say("zero" if alike else "zero_differs")
    elif pixel["tv"] >= SMOOTHER * smooth["tv"]:
        share = f"{pixel['tv'] / max(smooth['tv'], 1e-9):.1f}"
        part.say("smoother", times=share)
    else:
        part.say("rough", own=f"{smooth['tv']:.3f}", plain=f"{pixel['tv']:.3f}")
    if not verdict.others(by_way["fourier"]):
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
