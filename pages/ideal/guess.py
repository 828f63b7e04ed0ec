"""The guess before an image is made: once for each setting that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.kit import guesses, predict
from dashboard.kit.predict import Question


@dataclass(frozen=True)
class Asked:
    """A question, and the setting that it is about (`place`)."""

    place: str
    key: str
    question: Question

    def ready(self, begun: bool) -> bool:
        """Ask; whether the button may be pressed.  What was answered once is not asked again."""
        kept = guesses.at(self.place)
        if begun or (kept is not None and kept.came is not None):
            return True
        return predict.asked(self.place, self.key, self.question, begun) is not None

    def tell(self, came: Any) -> None:
        """The question once more, and how the guess did, with the image that it was about."""
        kept = guesses.at(self.place)
        if kept is not None and kept.came in (None, came):
            st.caption(self.question.ask)
            predict.answer(self.question, kept, came)
