"""The playground's state: its recipe, and the run that is shown."""

from __future__ import annotations

import time

import streamlit as st

from core.transfer.recipe import SETTINGS, Recipe
from dashboard.kit.linked import Beside, Linked
from dashboard.shell import services

SHOWN = "pg_shown"  # session: the id of the run on screen
SIGHT = "pg_sight"  # session: what the outcome was last brought into sight for


def shown() -> str:
    """The id of the run on screen, "" for none."""
    run: str = st.session_state.get(SHOWN, "")
    return run


def _take(run: str) -> bool:
    st.session_state[SHOWN] = run
    return True


linked: Linked[Recipe] = Linked(
    "playground",
    SETTINGS,
    services.first_recipe,
    prefix="pg",
    beside={services.JOB: Beside(shown, _take)},
    others=("break",),
)
recipe, change, put, bound = linked.recipe, linked.change, linked.put, linked.bound


def show(run: str) -> None:
    """Put a run on screen, and into sight."""
    linked.touch()
    st.session_state[SHOWN] = run
    in_sight()


def in_sight() -> None:
    """Have the outcome scrolled to, should it stand elsewhere than what was pressed."""
    st.session_state[SIGHT] = f"{shown()} {time.time()}"


def reopen(run: str, old: Recipe) -> None:
    """Bring a run back: its result on screen, its recipe in the controls."""
    show(run)
    put(old)
