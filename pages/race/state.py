"""Which race is on screen: one `Race` in the session, and the URL that says it."""

from __future__ import annotations

from dataclasses import fields

import streamlit as st

from core.messages import LabError, Message
from core.race import presets
from core.race.plan import Race
from dashboard.shell import address, services, session
from dashboard.shell.language import language

KIND = "race"
PAGE = "race"
RACE, WRITTEN, TOUCHED = "race_plan", "race_written", "race_touched"
PUT = "race_put"  # session: how often a race was put on the start line
INSIDE = "inside"  # the URL parameter: the id of the run whose inside is shown
NAMES = tuple(field.name for field in fields(Race))
CONTROL = "race_main"  # the key of the button that begins


def race() -> Race:
    return st.session_state[RACE]


def ready(preset: str) -> Race:
    """A preset on the photos that are on this machine."""
    return presets.fitted(presets.RACES[preset](services.first_recipe().dataset))


def preset_of(plan: Race) -> str:
    """Which preset a race is, "" for one of the learner's own."""
    return next((name for name in presets.PRESETS if ready(name) == plan), "")


def put(plan: Race) -> None:
    """Put a race on the start line; the page moves to it."""
    st.session_state[TOUCHED] = True
    st.session_state[RACE] = plan
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


def open_link() -> Message | None:
    """Take in the URL at first sight and when it was changed from outside; what is wrong with
    it."""
    asked = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    touched = st.session_state.pop(TOUCHED, False)
    if RACE not in st.session_state:
        st.session_state[RACE] = ready(presets.CHAPTER)
    back = session.stayed(PAGE)  # to an address without parameters: the chapter's race
    if touched or asked == st.session_state.get(WRITTEN, {}) or not (asked or back):
        return address.wrong_link(PAGE, None, over=touched)
    try:
        st.session_state[RACE] = Race.from_query(asked) if asked else ready(presets.CHAPTER)
    except LabError as error:
        return address.wrong_link(PAGE, error.message)
    return address.wrong_link(PAGE, None, over=True)


def write_url() -> None:
    """Say in the URL which race is on screen; the chapter's needs no words."""
    wanted = race().to_query() if preset_of(race()) != presets.CHAPTER else {}
    said = {name: st.query_params[name] for name in st.query_params if name not in NAMES} | wanted
    if wanted:
        said[session.LANGUAGE] = language()
    if said != st.query_params.to_dict():
        st.query_params.from_dict(said)
    st.session_state[WRITTEN] = wanted
