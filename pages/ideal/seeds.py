"""Several images at once that differ only in their seed: is there one ideal, or many?"""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.imagine.ideal.recipe import Ideal, Term
from core.imagine.ideal.result import Result
from dashboard.kit import choice, stage
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from dashboard.shell.names import class_name
from pages.ideal import making, sample, state, verdict
from pages.ideal.guess import Asked

KEY = "iseeds"
VOLCANO = 980
STEPS = (16, 32, 64, 96, 128, 192, 256)


def draw(part: Part) -> None:
    studio = state.recipe()
    left, right = stage.sides(KEY)
    with left:
        count = choice.one(_("Images"), (2, 4, 6), f"{KEY}_count", 4)
        steps = st.select_slider(_("Steps"), STEPS, 96, key=f"{KEY}_steps")
        plain = Ideal(
            studio.backbone,
            (Term(index=state.target()),),
            studio.param,
            steps=steps,
            size=studio.size,
            rate=studio.rate,
            coarse=studio.coarse,
        )
        guess = _question(plain, count)
        recipes = {_title(seed): plain.but(seed=seed) for seed in range(1, count + 1)}
        name = class_name(state.target())
        label = _("Make {count:# image|# images}: {name}", count=count, name=name)
        words = (label, _("Make them again"))
        results = making.press_several(recipes, KEY, words, guess, right)
        if results is None:
            begun = making.begun(recipes, KEY)
            sample.draw(part, KEY, right, begun, lambda recipe: _title(recipe.seed))
            return
        if all(verdict.others(result) for result in results):
            guess.tell(_luck(results))
        _say(part, results)
    for place, result in zip(st.columns(count), results, strict=True):
        with place:
            _one(result)


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    """Another class by another network."""
    plain = Ideal(sample.NETWORK, (Term(index=VOLCANO),), steps=96, size=128)
    recipes = [plain.but(seed=seed).to_json() for seed in range(11, 15)]
    return {KEY: ("ideals", {"recipes": recipes, "seconds": None})}


smaller = sample.smaller


def _title(seed: int) -> str:
    return _("Seed {seed}", seed=seed)


def _question(recipe: Ideal, count: int) -> Asked:
    """How many of the images another network will recognise."""
    choices = {"none": _("Not one"), "some": _("Some of them"), "all": _("All of them")}
    ask = _("How many of the {count} will another network have among its first five?", count=count)
    place = f"ideal/seeds/{recipe.backbone}-{recipe.param}-{recipe.target}-{count}"
    return Asked(place, Question(ask, choices))


def _luck(results: list[Result]) -> str:
    known = sum(verdict.recognised(result) > 0 for result in results)
    return "all" if known == len(results) else "none" if known == 0 else "some"


def _one(result: Result) -> None:
    recipe = Ideal.from_json(result["recipe"])
    st.markdown("  \n".join([f"**{_title(recipe.seed)}**", *verdict.numbers(result)]))
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
