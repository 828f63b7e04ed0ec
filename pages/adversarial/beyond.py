"""A short, honest note on defences."""

from __future__ import annotations

import streamlit as st

from dashboard.kit import lesson
from dashboard.kit.lesson import Part
from dashboard.shell.language import _


def draw(part: Part) -> None:
    part.say("numbers")
    kinds = {
        "training": _("Adversarial training"),
        "masking": _("Gradient masking"),
        "certified": _("Certified robustness"),
    }
    chosen = st.segmented_control(
        _("A kind of defence"),
        list(kinds),
        format_func=kinds.__getitem__,
        default="training",
        required=True,
        key="adversarial_defence",
    )
    with st.container(border=True):
        part.say(chosen or "training")
    st.subheader(_("What it means when you fine-tune"), anchor=False)
    part.say("transfer")
    lesson.link("photo", "always", _("A network always answers something"))
