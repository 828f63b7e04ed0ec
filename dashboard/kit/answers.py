"""What every network on this computer says about a photo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st

from core.zoo import catalog, classifier
from dashboard.kit import ask, photo

Answers = dict[str, Any]


def of(chosen: photo.Photo, words: str | None = None) -> Answers | None:
    """Every classifier's answer to a photo: id → answer; None while it is not there."""
    networks = classifier.available()
    return ask.result(
        "classify", {"photo": chosen.text, "backbones": networks, "top": 5}, words, chosen.digest
    )


def side_by_side(said: Answers) -> Iterator[tuple[str, dict[str, Any]]]:
    """Networks and their answers, each in a frame of its own below its title."""
    for place, (name, answer) in zip(st.columns(len(said)), said.items(), strict=True):
        with place, st.container(border=True):
            st.markdown(f"**{catalog.get(name).title}**")
            yield name, answer
