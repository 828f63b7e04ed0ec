"""The studio: choose a class, press, and watch the image form."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from core.imagine.ideal.recipe import Ideal, Term
from core.messages import LabError
from dashboard.kit import ask, ideal_words, stage
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.ideal import controls, making, sample, start, state, verdict
from pages.ideal.guess import Asked

KEY = "ideal_studio"
PEACOCK = 84
FRAMES = 7  # of the example


def draw(part: Part) -> None:
    left, right = stage.sides(KEY)
    with left:
        recipe, button = controls.studio(part)
        try:
            recipe.check()
        except LabError as error:
            st.error(markdown(error.message))
            return
        state.linked.keep(recipe)
    guess = _question(recipe) if recipe.target is not None else None
    with button:
        # a doodle is a photo, too
        chosen = st.session_state[state.control("start", recipe.start)[0]]
        given = start.given(chosen, recipe, KEY)
        label = _("Make the ideal image: {name}", name=ideal_words.aim(recipe))
        result = making.press(recipe, given, KEY, label, guess, right)
        kept, begun = state.opened(recipe), ask.begun("ideal", making.payload(recipe, given), KEY)
        if result is None and kept and not begun:
            result = verdict.kept(kept)
        if guess is not None and result is not None and result["probability"] is not None:
            guess.tell(result["probability"])
    if result is None:
        sample.draw(part, KEY, right, begun)
        return
    making.finished(result, KEY, partial(verdict.headline, part, result), right)
    part.say("after")


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    """Another class by another network."""
    recipe = Ideal(sample.NETWORK, (Term(index=PEACOCK),), steps=192, size=160, seed=2)
    return {KEY: ("ideal", {"recipe": recipe.to_json()})}


def smaller(found: dict[str, Any]) -> dict[str, Any]:
    return sample.smaller(found, FRAMES)


def _question(recipe: Ideal) -> Asked:
    """How sure the network will be of its own picture: asked once for each network and way."""
    network = ideal_words.network(recipe.backbone)
    ask = _("How sure will {network} be of its own picture?", network=network)
    place = f"ideal/studio/{recipe.backbone}-{recipe.param}"
    return Asked(place, Question(ask, pick=SHARE))
