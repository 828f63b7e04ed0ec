"""Does the label stay true?  Digits turned and mirrored, read by the nearest neighbour."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.datasets import library
from core.experiments import turned
from dashboard.kit import choice, gallery
from dashboard.kit.lesson import Part
from dashboard.shell.language import _

SHOWN = 8  # of each digit
TRUE = 0.9  # from this share on a label counts as still true


def draw(part: Part) -> None:
    data = library.load("digits")
    part.say("label", known=f"{data.train:,}", asked=len(data.labels) - data.train)
    digit = choice.one(_("Digit"), range(10), "augment_digit", default=6)
    left, right = st.columns([3, 1], gap="medium", vertical_alignment="bottom")
    degrees = left.slider(_("Turn, degrees"), -180, 180, 180, 10, key="augment_turn")
    mirrored = right.toggle(_("Mirror"), key="augment_mirror")
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
    gallery.rows(figures, gallery.across(SHOWN), "pixels")
    kept, every = reading.still_right(digit)
    if kept >= TRUE * every:
        part.say("stays", right=kept, all=every, digit=digit)
        return
    wrong = reading.said[these & (reading.said != digit)]
    other = int(np.bincount(wrong).argmax())
    count, _every = reading.share(digit, other)
    part.say("breaks", right=kept, all=every, digit=digit, other=other, other_count=count)
