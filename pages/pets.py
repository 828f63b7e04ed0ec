"""Pets and new domains: 37 breeds, and how far from photos transfer carries."""

import streamlit as st

from dashboard import lesson
from dashboard.i18n import _
from dashboard.pets_page import breeds, domains, drawings, pets, species

st.title(_("Pets and new domains"), anchor=False)
lesson.page(
    "pets",
    {
        "pets": pets.draw,
        "breeds": breeds.draw,
        "species": species.draw,
        "domains": domains.draw,
        "drawings": drawings.draw,
    },
)
