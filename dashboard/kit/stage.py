"""Cause and effect in one view: controls on the left, what they move on the right and in sight.

Where there is no room for both, what is moved comes first and the controls below it; what only
waits to be moved (`waits`) comes after them.  The styles stand in `dashboard/shell/layout.css`.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def sides(key: str, controls: int = 2, scene: int = 3) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two places: for the controls, and for what they move.  `controls` to `scene`: their widths.

    A keyboard reaches the controls first in either layout.
    """
    with st.container(key=f"stage_{key}"):
        left, right = st.columns([controls, scene], gap="large")
        return left, right.container(key=f"scene_{key}")


def waits(place: DeltaGenerator | None = None) -> None:
    """Mark what stands in a scene as no answer yet: an example, a photo before it is changed.  On a
    narrow screen the question and the button come before it."""
    (place or st).html('<i class="tll-waits"></i>')
