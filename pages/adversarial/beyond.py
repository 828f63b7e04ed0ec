"""A short, honest note on defences."""

from __future__ import annotations

import streamlit as st

from dashboard.kit import choice, lesson
from dashboard.kit.lesson import Part
from dashboard.shell.language import _


def draw(part: Part) -> None:
    part.say("numbers")
    kinds = {
        "training": _("Adversarial training"),
        "masking": _("Gradient masking"),
        "certified": _("Certified robustness"),
    }
    chosen = choice.one(_("A kind of defence"), kinds, "adversarial_defence")
    with st.container(border=True):
        part.say(chosen or "training")
    st.subheader(_("What it means when you fine-tune"), anchor=False)
    part.say("transfer")
    lesson.link("photo", "always", _("A network always answers something"))
