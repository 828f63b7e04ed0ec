"""The equivalent Keras program, to read, copy and run elsewhere."""

from __future__ import annotations

import streamlit as st

from core.transfer import program
from core.transfer.recipe import Recipe
from dashboard.kit import download
from dashboard.shell.language import _, translate


def panel(recipe: Recipe) -> None:
    """The program of a recipe and a button that saves it."""
    text = program.write(recipe, translate)
    st.caption(
        _(
            "The same choices as a plain Keras program: the same photos, the same network, the "
            "same training. Its random numbers differ, so its result will differ a little."
        )
    )
    download.offer(_("Save as a file"), text, "transfer_learning.py", "pg_code_save")
    st.code(text, language="python", line_numbers=True, height=420)
