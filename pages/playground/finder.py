"""The learning-rate finder: its curve, and its advice beside what the slider says."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.figures.found_rate import found_rate
from core.messages import LabError
from core.transfer.recipe import Recipe
from dashboard.kit import ask, words
from dashboard.kit.chart import pen, show
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.playground import state
from pages.playground.controls import RATES

NEAR = 2.5  # a factor within which two rates say the same


def panel() -> None:
    """Closed until it is wanted."""
    recipe = state.recipe()
    if recipe.head == "probe":
        return
    opened = st.expander(
        _("Find a learning rate"), key="pg_finder", on_change="rerun", icon=":material/search:"
    )
    if not opened.open:
        return
    with opened:
        st.caption(
            _(
                "A few steps in which the rate grows from hardly anything to far too much: where "
                "does the loss fall, and where does it leap?"
            )
        )
        try:
            asked = recipe.but(lr=Recipe.lr, epochs=1, gradual=False, lp_ft=0).check()
        except LabError as error:
            st.warning(markdown(error.message), icon=":material/block:")
            return
        found = ask.on_press("find_rate", asked.to_json(), _("Try all rates"), "pg_find_rate")
        if found is not None:
            _told(recipe, found)


def _told(recipe: Recipe, found: dict[str, Any]) -> None:
    advice = found["advice"] and min(RATES, key=lambda rate: abs(rate / found["advice"] - 1))
    title = _finding(recipe.lr, advice)
    show(
        found_rate(pen(), found["rates"], found["losses"], title, chosen=recipe.lr, advice=advice),
        key="pg_found_rate",
        alt=_("The training loss while the learning rate grows. {finding}", finding=title),
    )
    if advice is None:
        return
    st.caption(
        _(
            "The advice: where the loss falls fastest, at most a tenth of the rate at which it is "
            "lowest."
        )
    )
    if advice != recipe.lr:
        st.button(
            _("Set the rate to {rate}", rate=words.rate(advice)),
            key="pg_take_rate",
            on_click=state.change,
            kwargs={"lr": advice},
        )


def _finding(chosen: float, advice: float | None) -> str:
    if advice is None:
        return _("The loss has hardly fallen at any rate")
    if 1 / NEAR <= chosen / advice <= NEAR:
        return _("The slider says about what the finder advises")
    if chosen > advice:
        return _("The slider is above what the finder advises")
    return _("The slider is below what the finder advises")
