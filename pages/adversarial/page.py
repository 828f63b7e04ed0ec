"""The adversarial lab: pictures changed so little that people see nothing, and networks do."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.adversarial import attack, beyond, curve, defences, how, link, matrix, plane

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
