"""The guess before an image is made: once for each setting that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.kit import ask, guesses, measured, predict
from dashboard.kit.predict import Question


@dataclass(frozen=True)
class Asked:
    """A question, and the setting that it is about (`place`)."""

    place: str
    question: Question

    def press(self, asking: ask.Question, label: str, again: str, scene: DeltaGenerator) -> Any:
        """Ask, and `ask.press` behind it; what was answered once is not asked again."""
        kept = guesses.at(self.place)
        if asking.begun or (kept is not None and kept.came is not None):
            return ask.press(asking, label, primary=True, again=again, scene=scene)
        return measured.press(self.place, self.question, asking, label, again, scene)[1]

    def tell(self, came: Any) -> None:
        """The question once more, and how the guess did, with the image that it was about."""
        kept = guesses.at(self.place)
        if kept is not None and kept.came in (None, came):
            st.caption(self.question.ask)
            predict.answer(self.question, kept, came)
