"""The brush: only what is painted may change."""

from __future__ import annotations

import numpy as np
import streamlit as st
from PIL import Image

from core.zoo import classifier
from dashboard.kit import paint
from dashboard.kit.photo import Photo
from dashboard.shell import theme
from dashboard.shell.language import _

PAINT = "adversarial_paint"  # session: whether the brush is wanted
WIDGET = "adversarial_paint_toggle"
ACROSS = 448  # pixels of the canvas, about


def toggle() -> None:
    """Whether the brush is wanted; kept when the page is left."""
    st.session_state[WIDGET] = wanted()
    st.toggle(
        _("Only where I paint"),
        key=WIDGET,
        on_change=_toggled,
        help=_("Choose with a brush which pixels may change."),
    )


def wanted() -> bool:
    """Whether only what is painted may change."""
    return bool(st.session_state.get(PAINT, False))


def draw(chosen: Photo, network: str) -> np.ndarray | None:
    """The canvas over what `network` sees, and the painted place: bool [size, size]; None while
    nothing is painted."""
    view = classifier.view(network, chosen.pixels)
    size = len(view)
    scale = max(1, round(ACROSS / size))
    drawn = paint.over(
        "adversarial",
        f"{network}_{chosen.digest[:12]}",
        np.asarray(Image.fromarray(view).resize((size * scale, size * scale))),
        _("The photo: paint where pixels may change"),
        f"{theme.palette().wrong}99",
        (8, 120, 40),
    )
    painted = None if drawn is None else inside(drawn, scale)
    if painted is None or not painted.any():
        st.markdown(_("Nothing is painted yet. Paint where pixels may change."))
        return None
    st.markdown(
        _(
            "{share} of the picture may change: {count} of {all} pixels.",
            share=f"{painted.mean():.0%}",
            count=int(painted.sum()),
            all=painted.size,
        )
    )
    return painted


def _toggled() -> None:
    st.session_state[PAINT] = st.session_state[WIDGET]


def inside(drawn: np.ndarray, scale: int) -> np.ndarray:
    """Pixels that are painted wholly: bool [size, size] of a drawing RGBA [size × scale, …, 4]."""
    size = len(drawn) // scale
    blocks = drawn[..., 3].reshape(size, scale, size, scale)
    return np.asarray((blocks > 0).all((1, 3)))
