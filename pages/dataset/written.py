"""What the learner writes about their photos: before the study a prediction, later a reflection."""

from __future__ import annotations

import streamlit as st

from dashboard.shell import services
from dashboard.shell.language import _

LONGEST = 2000  # characters
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
    known = words(dataset).get(which, "")
    st.text_area(
        label,
        known,
        max_chars=max(LONGEST, len(known)),  # of two computers together
        height=height,
        key=field(dataset, which),
        placeholder=example,
        on_change=_keep,
        args=(dataset, which),
    )


def shown(dataset: str) -> None:
    """The prediction as it was written."""
    st.markdown(f"**{_('Your prediction')}**")
    st.text(words(dataset).get(PREDICTION) or _("none was written"))


def _keep(dataset: str, which: str) -> None:
    own = words(dataset) | {which: st.session_state[field(dataset, which)]}
    services.remember(_WORDS, services.setting(_WORDS, {}) | {dataset: own})
