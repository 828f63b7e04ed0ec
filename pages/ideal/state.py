"""The studio's recipe: the same for all parts of the page, remembered, and in the URL."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.imagine.ideal.recipe import Ideal, Term
from core.messages import LabError, Message, choose_from, msg
from core.runs.store import Run
from core.zoo import catalog as zoo
from core.zoo import classifier
from dashboard.kit import ideal_link, lesson
from dashboard.shell import address, services, session
from dashboard.shell.language import language

RECIPE, OPENED, WRITTEN = "ideal_recipe", "ideal_opened", "ideal_written"
PAGE = "ideal"
SETTING = "ideal"  # where the learner's recipe is remembered
FIRSTS = "ideal_firsts"  # session: control -> where it stood when it was first drawn
TIMES = "ideal_times"  # session: how often the controls were filled anew


def recipe() -> Ideal:
    """The recipe of the studio."""
    if RECIPE not in st.session_state:
        st.session_state[RECIPE] = _remembered()
    return st.session_state[RECIPE]


def _remembered() -> Ideal:
    kept = services.setting(SETTING)
    if kept is None:
        return Ideal()
    try:
        known = Ideal.from_json(kept).check()
    except (LabError, TypeError):  # an older version wrote it
        return Ideal()
    return known if known.backbone in classifier.available() else Ideal()


def put(new: Ideal) -> None:
    """Make `new` the recipe; call it before the controls are drawn."""
    networks = classifier.available()  # one that made an image in the gallery may be gone
    st.session_state[RECIPE] = new if new.backbone in networks else new.but(backbone=networks[0])
    st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1
    st.session_state[FIRSTS] = {}


def control(name: str, value: Any) -> tuple[str, Any]:
    """The key of one of the studio's controls, and the value that it starts from.

    The value goes to the widget as its default.  Written into the session's state instead, it is
    lost where two script runs follow each other faster than the browser draws, and the browser
    then reports the least value as if it had been chosen.
    """
    key = f"istudio_{st.session_state.get(TIMES, 0)}_{name}"
    return key, st.session_state.setdefault(FIRSTS, {}).setdefault(name, value)


def keep(new: Ideal) -> None:
    """What the controls say now: remembered, and written into the URL."""
    if new != recipe():
        address.wrong_link(PAGE, None, over=True)
    st.session_state[RECIPE] = new
    if new.to_json() != services.setting(SETTING, Ideal().to_json()):
        services.remember(SETTING, new.to_json())
    wanted = ideal_link.to_query(new)
    said = {
        name: st.query_params[name] for name in st.query_params if name not in ideal_link.NAMES
    } | wanted
    if wanted:  # a link that is shared opens in the same language
        said[session.LANGUAGE] = language()
    if said != st.query_params.to_dict():
        st.query_params.from_dict(said)  # all in one: a single entry in the browser's history
    st.session_state[WRITTEN] = wanted


def open_link() -> Message | None:
    """Take in a URL that names another recipe, also by “back”; what is wrong with it, should it
    be."""
    asked = {name: st.query_params[name] for name in ideal_link.NAMES if name in st.query_params}
    back = session.stayed(PAGE)  # to an address without parameters: the first recipe
    if asked == st.session_state.get(WRITTEN, {}) or not (asked or back):
        return address.wrong_link(PAGE, None)
    st.session_state[WRITTEN] = asked
    try:
        wanted = ideal_link.from_query(asked)
        if wanted.backbone not in classifier.available():
            raise LabError(
                msg(
                    "{backbone} has no ImageNet classifier on this machine. Choose from: {valid}.",
                    backbone=zoo.get(wanted.backbone).title,
                    valid=choose_from(classifier.available()),
                )
            )
    except LabError as error:
        return address.wrong_link(PAGE, error.message)
    put(wanted)
    return address.wrong_link(PAGE, None, over=True)


def open_in_studio(made: Ideal, run: Run | None = None) -> None:
    """Go to the studio with a recipe, and with the kept picture of a run."""
    put(made)
    st.session_state[OPENED] = run
    lesson.go("ideal", "studio")


def opened(current: Ideal) -> Run | None:
    """The run that was opened from the gallery, while its recipe is the current one."""
    run = st.session_state.get(OPENED)
    same = isinstance(run, Run) and Ideal.from_json(run.recipe) == current
    return run if same else None


def target() -> int:
    """The class of the studio's recipe; a Siamese cat where it has none."""
    found = recipe().target
    return Term().index if found is None else found
