"""What the learner writes about their photos: before the study a prediction, later a reflection."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.kit import writing
from dashboard.shell import services
from dashboard.shell.language import _

PREDICTION, REFLECTION = "prediction", "reflection"
_WORDS = "study_words"  # setting: {dataset: {"prediction", "reflection"}}


def words(dataset: str, learner: str = "") -> dict[str, str]:
    """What was written about these photos.  `learner`: where no page is being drawn."""
    everything = services.store().get_setting(learner or services.learner(), _WORDS, {})
    return dict(everything.get(dataset, {}))


def field(dataset: str, which: str) -> str:
    """The key of the field in the session."""
    return f"study_{which}_{dataset}"


def ask(dataset: str, which: str, label: str, example: str, height: int) -> None:
    """The field to write in, in pixels so high; what it holds is kept."""
    writing.field(
        label,
        words(dataset).get(which, ""),
        field(dataset, which),
        partial(_keep, dataset, which),
        height=height,
        placeholder=example,
    )


def shown(dataset: str) -> None:
    """The prediction as it was written."""
    st.markdown(f"**{_('Your prediction')}**")
    st.text(words(dataset).get(PREDICTION) or _("none was written"))


def _keep(dataset: str, which: str, text: str) -> None:
    own = words(dataset) | {which: text}
    services.remember(_WORDS, services.setting(_WORDS, {}) | {dataset: own})
