"""A short, honest note on defences."""

from __future__ import annotations

import streamlit as st

from core.figures.known_bars import Known, known_bars
from dashboard.kit import choice, lesson, predict, stage
from dashboard.kit.chart import pen, show
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
        part.say("numbers" if told else "ahead")
    with right:
        _published(told)
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


def _published(told: bool) -> None:
    """The published figures; of the attack only once it was guessed."""
    title = (
        _("Hardly one of the attacked photos is still named correctly")
        if told
        else _("Without an attack, three photos of four are named correctly")
    )
    rows = [
        Known(_("no attack"), CLEAN),
        Known(_("PGD attack"), ATTACKED if told else None, chosen=True),
    ]
    figure = known_bars(pen(), rows, "", _("named correctly (published)"))
    show(figure, key="beyond_published", alt=title, title=title)
