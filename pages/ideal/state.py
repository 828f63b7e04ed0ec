"""The studio's recipe, and how its controls start from it."""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

from core.imagine.ideal.recipe import SETTINGS, Ideal, Term
from core.runs.store import Run
from core.zoo import classifier
from dashboard.kit import lesson
from dashboard.kit.linked import Linked

T = TypeVar("T")
OPENED = "ideal_opened"  # session: the run that was opened from the gallery
FIRSTS = "ideal_firsts"  # session: key of a control -> where it stood when it was first drawn


linked: Linked[Ideal] = Linked(
    "ideal",
    SETTINGS,
    Ideal,
    lambda recipe: classifier.check([recipe.backbone]),
    remembered=Ideal.to_json,
)
recipe = linked.recipe


def put(new: Ideal) -> None:
    """Make `new` the recipe; call it before the controls are drawn."""
    networks = classifier.available()  # one that made an image in the gallery may be gone
    linked.put(new if new.backbone in networks else new.but(backbone=networks[0]))


def control(name: str, value: T) -> tuple[str, T]:
    """The key of one of the studio's controls, and the value that it starts from.

    The value goes to the widget as its default.  Written into the session's state instead, it is
    lost where two script runs follow each other faster than the browser draws, and the browser
    then reports the least value as if it had been chosen.
    """
    key = f"istudio_{linked.times()}_{name}"
    first: T = st.session_state.setdefault(FIRSTS, {}).setdefault(key, value)
    return key, first


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
