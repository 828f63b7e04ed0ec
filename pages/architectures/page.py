"""Architectures."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _
from pages.architectures import inception, network, residual, separable, table, vgg, which

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
