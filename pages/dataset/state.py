"""Which of the learner's own datasets the page is about; its id is in the URL."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.datasets import own
from dashboard.shell import services

DATA = "data"  # the URL parameter
_CHOSEN = "dataset_chosen"  # session: the id, so that it outlives a visit to another page


def mine() -> list[dict[str, Any]]:
    """The documents of this learner's datasets (`core.datasets.own`), newest first."""
    return own.listed(services.learner())


def chosen() -> dict[str, Any] | None:
    """The document of the dataset that the page is about: the one in the URL, the one chosen last,
    or the newest; None when the learner has none."""
    found = {said["id"]: said for said in mine()}
    for name in (st.query_params.get(DATA), st.session_state.get(_CHOSEN)):
        if name in found:
            st.session_state[_CHOSEN] = name
            return found[name]
    return next(iter(found.values()), None)


def choose(dataset: str) -> None:
    """Make the page about one of the datasets."""
    st.session_state[_CHOSEN] = dataset
    st.query_params[DATA] = dataset


def let_go() -> None:
    """The chosen dataset is gone."""
    st.session_state.pop(_CHOSEN, None)
    st.query_params.pop(DATA, None)
