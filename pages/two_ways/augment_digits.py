"""Does the label stay true?  Digits turned and mirrored, read by the nearest neighbour."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.datasets import library
from core.experiments import turned
from dashboard.kit import choice, gallery, predict, stage
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _

SHOWN = 8  # of each digit
ASKED = 6  # the digit of the question
TRUE = 0.9  # from this share on a label counts as still true


def draw(part: Part) -> None:
    data = library.load("digits")
    part.say("label", known=f"{data.train:,}", asked=len(data.labels) - data.train)
    controls, scene = stage.sides("digits")
    with controls:
        digit = choice.one(_("Digit"), range(10), "augment_digit", 6)
        degrees = st.slider(_("Turn, degrees"), -180, 180, 0, 10, key="augment_turn")
        mirrored = st.toggle(_("Mirror"), key="augment_mirror")
        _upside_down()
    with scene:
        _read(part, digit, degrees, mirrored)


def _upside_down() -> None:
    """A question about a digit that nobody draws by chance."""
    kept, every = turned.read(180.0, mirrored=False).still_right(ASKED)
    predict.quick(
        f"two_ways/augment/turned-{ASKED}",
        "augment_turned",
        Question(
            _("Turn every {digit} by 180°. What share is still read as {digit}?", digit=ASKED),
            pick=predict.SHARE,
        ),
        _("Turn them"),
        kept / every,
    )


def _read(part: Part, digit: int, degrees: int, mirrored: bool) -> None:
    reading = turned.read(float(degrees), mirrored)
    these = reading.true == digit
    figures = [
        gallery.Picture(
            gallery.png(255 - pixels),
            _("A {digit}, read as {said}", digit=digit, said=said),
            answer=f"→ {said}",
            right=said == digit,
        )
        for pixels, said in zip(
            reading.pixels[these][:SHOWN], reading.said[these][:SHOWN], strict=True
        )
    ]
    gallery.rows(figures, gallery.across(SHOWN // 2), "pixels")
    kept, every = reading.still_right(digit)
    if kept >= TRUE * every:
        part.say("stays", right=kept, all=every, digit=digit)
        return
    wrong = reading.said[these & (reading.said != digit)]
    other = int(np.bincount(wrong).argmax())
    count, _every = reading.share(digit, other)
    part.say("breaks", right=kept, all=every, digit=digit, other=other, other_count=count)
