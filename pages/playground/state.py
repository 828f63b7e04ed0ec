"""The playground's state: one recipe, the recipes before it, and the run that is shown.

The recipe is the single truth: widgets are filled from it and change it, the URL is written from
it, and nothing else remembers what a control stands at.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import streamlit as st

from core.datasets import library
from core.messages import LabError, Message
from core.transfer import mistakes
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from dashboard.shell import address, services, session
from dashboard.shell.language import language

RECIPE, PAST, WRITTEN, SHOWN = "pg_recipe", "pg_past", "pg_written", "pg_shown"
TOUCHED = "pg_touched"  # a control was used: the URL of this script run is the one before
NAMES = tuple(field.name for field in fields(Recipe))
PAGE = "playground"
MOST_UNDO = 50


def recipe() -> Recipe:
    """What the controls say now."""
    return st.session_state[RECIPE]


def change(**values: Any) -> None:
    """Set some fields, put right what they contradict, and remember how it was before."""
    put(after(recipe(), **values))


def put(new: Recipe) -> None:
    """Make `new` the recipe; the one before can be had back with `undo`."""
    st.session_state[TOUCHED] = True
    _put(new)


def _put(new: Recipe) -> None:
    if new != recipe():
        st.session_state[PAST] = [*st.session_state.get(PAST, []), recipe()][-MOST_UNDO:]
        st.session_state[RECIPE] = new


def undo() -> None:
    """Go back by one change."""
    st.session_state[TOUCHED] = True
    past = st.session_state.get(PAST, [])
    if past:
        st.session_state[RECIPE] = past[-1]
        st.session_state[PAST] = past[:-1]


def can_undo() -> bool:
    return bool(st.session_state.get(PAST))


def after(old: Recipe, **values: Any) -> Recipe:
    """The recipe with some fields changed and the rest made to fit (the change itself wins)."""
    new = old.but(**values)
    backbone = zoo.get(new.backbone)
    if new.backbone != old.backbone:
        weights = "random" if old.weights == "random" else backbone.trained_weights
        new = new.but(weights=weights, unfreeze=min(new.unfreeze, len(backbone.blocks)))
    if new.dataset != old.dataset:
        new = new.but(classes=())
    data = library.get(new.dataset)
    new = new.but(test_per_class=min(new.test_per_class, data.test_per_class))
    val = min(new.val_per_class, max(1, data.train_per_class // 4))
    new = new.but(
        val_per_class=val,
        per_class=min(new.per_class, data.train_per_class - val),
        size=new.size if new.scratch else max(new.size, backbone.min_size),
    )
    if new.head == "probe" and (new.unfreeze or new.scratch):
        asked_for_probe = values.get("head") == "probe"
        new = new.but(unfreeze=0, scratch=False) if asked_for_probe else new.but(head="mlp")
    if new.lp_ft and (new.scratch or not new.unfreeze):
        new = new.but(lp_ft=0)
    if new.fault not in mistakes.possible(new.backbone, new.scratch):
        new = new.but(fault="")
    room = data.test_per_class // mistakes.FAULTS[new.fault].tests
    new = new.but(test_per_class=min(new.test_per_class, room))
    total = new.per_class * len(new.class_names)
    while new.batch > total and new.batch > 1:
        new = new.but(batch=max(1, new.batch // 2))
    return new


# -- the URL ---------------------------------------------------------------------------------


def open_link() -> Message | None:
    """Take in the URL: at first sight, and when it was changed from outside (a link, “back”).

    Coming from another page without parameters means going on where one was; “back” to an address
    without parameters means the first settings.  Returns what is wrong with a link that cannot be
    followed; the recipe is then a sound one.
    """
    asked = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    job = st.query_params.get(services.JOB, "")
    touched = st.session_state.pop(TOUCHED, False)
    first = RECIPE not in st.session_state
    if first:
        st.session_state[RECIPE] = services.first_recipe()
    if touched or (asked, job) == st.session_state.get(WRITTEN, ({}, "")):
        return address.wrong_link(PAGE, None, over=touched)
    back = not first and session.stayed(PAGE)
    if job or back:
        st.session_state[SHOWN] = job
    if not asked and not back:
        return address.wrong_link(PAGE, None)
    try:
        wanted = Recipe.from_query(asked).check() if asked else services.first_recipe()
    except LabError as error:
        return address.wrong_link(PAGE, error.message)
    if first:
        st.session_state[RECIPE] = wanted
    else:
        _put(wanted)
    return address.wrong_link(PAGE, None, over=True)


def write_url() -> None:
    """Say in the URL what is on screen: the recipe, and the run that is shown.

    All in one, for every assignment would be an entry of its own in the browser's history.
    """
    wanted = recipe().to_query()
    said = {name: st.query_params[name] for name in st.query_params if name not in NAMES} | wanted
    if shown():
        said[services.JOB] = shown()
    if wanted or shown():  # a link that is shared opens in the same language
        said[session.LANGUAGE] = language()
    if said != st.query_params.to_dict():
        st.query_params.from_dict(said)
    st.session_state[WRITTEN] = (wanted, shown())


# -- the run that is shown -------------------------------------------------------------------


def shown() -> str:
    """The id of the run on screen, "" for none."""
    return st.session_state.get(SHOWN, "")


def show(run: str) -> None:
    st.session_state[TOUCHED] = True
    st.session_state[SHOWN] = run


def reopen(run: str, old: Recipe) -> None:
    """Bring a run back: its result on screen, its recipe in the controls."""
    show(run)
    put(old)
