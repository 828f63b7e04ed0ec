"""Pets and new domains: 37 breeds, and how far from photos transfer carries."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _
from pages.pets import breeds, domains, drawings, pets, species

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
