"""The studio: choose a class, press, and watch the image form."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.messages import LabError
from dashboard.kit import ask, ideal_words
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.ideal import controls, making, start, state, verdict

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
    result = making.press(recipe, given, KEY, label)
    kept = state.opened(recipe)
    if result is None and kept and not ask.begun("ideal", making.payload(recipe, given), KEY):
        result = verdict.kept(kept)
    if result is not None:
        making.finished(result, KEY, partial(verdict.headline, part, result))
        part.say("after")
