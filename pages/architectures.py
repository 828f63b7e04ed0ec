"""Architectures."""

import streamlit as st

from dashboard import lesson
from dashboard.architectures_page import inception, network, residual, separable, table, vgg, which
from dashboard.i18n import _

st.title(_("Architectures"), anchor=False)
lesson.page(
    "architectures",
    {
        "table": table.draw,
        "network": network.draw,
        "vgg": vgg.draw,
        "residual": residual.draw,
        "inception": inception.draw,
        "separable": separable.draw,
        "which": which.draw,
    },
)
