"""The adversarial lab: pictures changed so little that people see nothing, and networks do."""

import streamlit as st

from dashboard import lesson
from dashboard.adversarial_page import attack, beyond, curve, defences, how, link, matrix, plane
from dashboard.i18n import _
from dashboard.names import markdown

st.title(_("Adversarial lab"), anchor=False)
wrong = link.open_link()
if wrong is not None:
    st.warning(markdown(wrong), icon=":material/link_off:")
lesson.page(
    link.PAGE,
    {
        "attack": attack.draw,
        "how": how.draw,
        "curve": curve.draw,
        "matrix": matrix.draw,
        "defences": defences.draw,
        "slice": plane.draw,
        "beyond": beyond.draw,
    },
    made=link.made,
)
