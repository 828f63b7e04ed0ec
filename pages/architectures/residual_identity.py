"""The branch turned down to nothing: the skip hands the photo on, a plain block loses it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.figures.gradient_norms import short
from core.images import from_text, resize, to_text
from dashboard.kit import ask, photo
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.architectures.residual_setting import NAMES

SIDE = 160  # pixels of the photo that is sent
SHARES = (0, 10, 25, 50, 100)  # percent of the branch
BLOCKS = (1, 2, 4, 8, 16)


def draw(part: Part) -> None:
    st.subheader(_("Turn the branch off"), anchor=False)
    part.say("identity")
    left, right = st.columns(2, gap="large")
    share = left.select_slider(
        _("How much of the branch counts"),
        SHARES,
        value=100,
        format_func=lambda percent: f"{percent}%",
        key="residual_share",
    )
    blocks = right.select_slider(_("Blocks in a row"), BLOCKS, value=2, key="residual_blocks")
    chosen = photo.current()
    found = ask.result(
        "identity",
        {
            "photo": to_text(resize(chosen.pixels[None], SIDE)[0]),
            "blocks": blocks,
            "share": share / 100,
        },
        _("Sending the photo through the blocks"),
    )
    if found is None:
        return
    before, residual, plain = st.columns(3, gap="medium")
    with before:
        st.markdown(f"**{_('what goes in')}**")
        _image(found["photo"], chosen.name)
    for place, stack in ((residual, "residual"), (plain, "plain")):
        with place:
            st.markdown(f"**{_('what comes out: {stack}', stack=_(NAMES[stack]))}**")
            _image(found[stack]["picture"], _(NAMES[stack]))
            st.caption(_difference(found[stack]))
    part.say(_piece(share, found))
    with st.expander(_("Another photo")):
        photo.picker("residual")


def _image(picture: str, alt: str) -> None:
    st.image(from_text(picture), alt=alt, width="stretch")


def _difference(one: dict[str, Any]) -> str:
    if one["difference"] == 0:
        return _("Largest difference to the photo: **0, exactly**")
    said = _(
        "Largest difference to the photo, whose values go from 0 to 1: **{difference}**",
        difference=short(one["difference"]),
    )
    if one["largest"] > 1:
        said += _(" (shown darker: values go up to {largest})", largest=short(one["largest"]))
    return said


def _piece(share: int, found: dict[str, Any]) -> str:
    if share:
        return "branch_on"
    exact = found["residual"]["difference"] == 0 and found["plain"]["largest"] == 0
    return "off_holds" if exact else "off_fails"
