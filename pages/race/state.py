"""Which race is on screen, and whose inside."""

from __future__ import annotations

import streamlit as st

from core.race import presets
from core.race.plan import SETTINGS, Race
from dashboard.kit.linked import Linked
from dashboard.shell import services

KIND = "race"
PUT = "race_put"  # session: how often a race was put on the start line
INSIDE = "inside"  # the URL parameter: the id of the run whose inside is shown
CONTROL = "race_main"  # the key of the button that begins


def ready(preset: str) -> Race:
    """A preset on the photos that are on this computer."""
    return presets.RACES[preset](services.first_recipe().dataset).fitted()


linked: Linked[Race] = Linked("race", SETTINGS, lambda: ready(presets.CHAPTER), others=(INSIDE,))
race = linked.recipe


def preset_of(plan: Race) -> str:
    """Which preset a race is, "" for one of the learner's own."""
    return next((name for name in presets.PRESETS if ready(name) == plan), "")


def put(plan: Race) -> None:
    """Put a race on the start line; the page moves to it."""
    linked.put(plan)
    st.session_state[PUT] = st.session_state.get(PUT, 0) + 1


def moved() -> str:
    """A mark that is another one each time a race was put on the start line; "" before."""
    return str(st.session_state.get(PUT, ""))


def look_inside(run: str) -> None:
    """Show what training changed in a run of the log; "" goes back to the race."""
    if run:
        st.query_params[INSIDE] = run
    else:
        st.query_params.pop(INSIDE, None)
