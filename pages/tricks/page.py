"""Training tricks: each one moved by hand, predicted, then measured without and with."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _
from pages.tricks import batchnorm, dropout, optimizers, overfit, scale, start

st.title(_("Training tricks"), anchor=False)
lesson.page(
    "tricks",
    {
        "start": start.draw,
        "scale": scale.draw,
        "optimizers": optimizers.draw,
        "dropout": dropout.draw,
        "batchnorm": batchnorm.draw,
        "overfit": overfit.draw,
    },
)
