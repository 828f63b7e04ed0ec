"""Two ways."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _
from pages.two_ways import augment, batchnorm, code, layers, next, rates, ways

st.title(_("Two ways"), anchor=False)
lesson.page(
    "two_ways",
    {
        "ways": ways.draw,
        "rates": rates.draw,
        "layers": layers.draw,
        "batchnorm": batchnorm.draw,
        "augment": augment.draw,
        "code": code.draw,
        "next": next.draw,
    },
)
