"""A short, honest note on defences."""

from __future__ import annotations

import streamlit as st

from dashboard.kit import choice, lesson, predict, stage
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _

CLEAN, ATTACKED = 0.7613, 0.0004  # right, as MadryLab publishes it (the lesson says where)


def draw(part: Part) -> None:
    left, right = stage.sides("beyond", 1, 1)
    question = Question(
        _(
            "Guess first: a ResNet-50 names {clean} of the ImageNet photos correctly. Of how many "
            "is it still right after a PGD attack with ε = 4/255?",
            clean=f"{CLEAN:.0%}",
        ),
        pick=predict.SHARE,
    )
    with left:
        told = predict.quick("adversarial/beyond/pgd", "beyond", question, _("Show"), ATTACKED)
    with right:
        part.say("numbers" if told else "ahead")
    kinds = {
        "training": _("Adversarial training"),
        "masking": _("Gradient masking"),
        "certified": _("Certified robustness"),
    }
    chosen = choice.one(_("A kind of defence"), kinds, "adversarial_defence")
    with st.container(border=True):
        part.say(chosen)
    st.subheader(_("What it means when you fine-tune"), anchor=False)
    part.say("transfer")
    lesson.link("photo", "always", _("A network always answers something"))
