"""The studio: choose a class, press, and watch the image form."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.imagine.ideal.recipe import Ideal
from core.messages import LabError
from dashboard.kit import ask, ideal_words
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.ideal import controls, making, start, state, verdict
from pages.ideal.guess import Asked

KEY = "ideal_studio"


def draw(part: Part) -> None:
    recipe = controls.studio(part)
    try:
        recipe.check()
    except LabError as error:
        st.error(markdown(error.message))
        return
    state.linked.keep(recipe)
    chosen = st.session_state[state.control("start", recipe.start)[0]]  # a doodle is a photo, too
    given = start.given(chosen, recipe, KEY)
    label = _("Make the ideal image: {name}", name=ideal_words.aim(recipe))
    guess = _question(recipe) if recipe.target is not None else None
    result = making.press(recipe, given, KEY, label, guess)
    kept = state.opened(recipe)
    if result is None and kept and not ask.begun("ideal", making.payload(recipe, given), KEY):
        result = verdict.kept(kept)
    if result is not None:
        if guess is not None and result["probability"] is not None:
            guess.tell(result["probability"])
        making.finished(result, KEY, partial(verdict.headline, part, result))
        part.say("after")


def _question(recipe: Ideal) -> Asked:
    """How sure the network will be of its own picture: asked once for each network and way."""
    network = ideal_words.network(recipe.backbone)
    ask = _("How sure will {network} be of its own picture?", network=network)
    place = f"ideal/studio/{recipe.backbone}-{recipe.param}"
    return Asked(place, KEY, Question(ask, pick=SHARE))
