"""The cats-and-dogs project: the chapter's two stages, from the photos to the last prediction."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _
from pages.cats_dogs import compare, gallery, photos, programme, stages, test

st.title(_("Cats and dogs"), anchor=False)
lesson.page(
    "cats_dogs",
    {
        "photos": photos.draw,
        "programme": programme.draw,
        "stages": stages.draw,
        "test": test.draw,
        "compare": compare.draw,
        "gallery": gallery.draw,
    },
)
