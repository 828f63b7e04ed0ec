"""Several images at once that differ only in their seed: is there one ideal, or many?"""

from __future__ import annotations

import streamlit as st

from core.imagine.ideal.recipe import Ideal, Term
from core.imagine.ideal.result import Result
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from dashboard.shell.names import class_name
from pages.ideal import making, state, verdict
from pages.ideal.guess import Asked

KEY = "iseeds"
STEPS = (16, 32, 64, 96, 128, 192, 256)


def draw(part: Part) -> None:
    studio = state.recipe()
    left, right = st.columns(2, gap="large")
    count = left.segmented_control(
        _("Images"), [2, 4, 6], default=4, required=True, key=f"{KEY}_count", wrap=True
    )
    steps = right.select_slider(_("Steps"), STEPS, 96, key=f"{KEY}_steps")
    plain = Ideal(
        studio.backbone,
        (Term(index=state.target()),),
        studio.param,
        steps=steps,
        size=studio.size,
        rate=studio.rate,
        coarse=studio.coarse,
    )
    seeds = range(1, count + 1)
    guess = _question(plain, count)
    results = making.press_several(
        {_("Seed {seed}", seed=seed): plain.but(seed=seed) for seed in seeds},
        KEY,
        _(
            "Make {count:# image|# images}: {name}",
            count=count,
            name=class_name(state.target()),
        ),
        _("Make them again"),
        guess,
    )
    if results is None:
        return
    if all(verdict.others(result) for result in results):
        guess.tell(_luck(results))
    for place, result in zip(st.columns(count), results, strict=True):
        with place:
            _one(result)
    _say(part, results)


def _question(recipe: Ideal, count: int) -> Asked:
    """How many of the images another network will recognise."""
    choices = {"none": _("Not one"), "some": _("Some of them"), "all": _("All of them")}
    ask = _("How many of the {count} will another network have among its first five?", count=count)
    place = f"ideal/seeds/{recipe.backbone}-{recipe.param}-{recipe.target}-{count}"
    return Asked(place, KEY, Question(ask, choices))


def _luck(results: list[Result]) -> str:
    known = sum(verdict.recognised(result) > 0 for result in results)
    return "all" if known == len(results) else "none" if known == 0 else "some"


def _one(result: Result) -> None:
    recipe = Ideal.from_json(result["recipe"])
    verdict.numbers(result)
    st.button(
        _("Open in the studio"),
        key=f"{KEY}_open_{recipe.seed}",
        on_click=state.open_in_studio,
        args=(recipe,),
    )


def _say(part: Part, results: list[Result]) -> None:
    count = len(results)
    sure = sum(verdict.own(result) >= verdict.SURE for result in results)
    known = sum(verdict.recognised(result) > 0 for result in results)
    judged = any(verdict.others(result) for result in results)
    part.say("sure" if sure == count else "unsure", sure=sure, count=count)
    if judged:
        part.say(_luck(results), known=known, count=count)
