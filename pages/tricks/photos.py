"""Small photos for the toys, from those that every machine has."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.datasets import samples
from core.images import resize

SIDE = 32


@st.cache_data(show_spinner=False)
def small() -> np.ndarray:
    """The labelled sample photos at CIFAR-10’s size: uint8 [40, 32, 32, 3]."""
    labelled = [entry for entry in samples.samples() if entry.labelled]
    return np.concatenate([resize(entry.pixels()[None], SIDE) for entry in labelled])
