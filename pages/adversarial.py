"""The adversarial lab: pictures changed so little that people see nothing, and networks do."""

import streamlit as st

from dashboard import lesson
from dashboard.adversarial_page import attack, beyond, curve, defences, how, matrix, plane
from dashboard.i18n import _

st.title(_("Adversarial lab"), anchor=False)
lesson.page(
    "adversarial",
    {
        "attack": attack.draw,
        "how": how.draw,
        "curve": curve.draw,
        "matrix": matrix.draw,
        "defences": defences.draw,
        "slice": plane.draw,
        "beyond": beyond.draw,
    },
)
