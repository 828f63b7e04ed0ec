"""What every network on this machine says about the photo, side by side."""

from __future__ import annotations

import streamlit as st

from core.zoo import catalog
from dashboard.kit import answers, lesson, photo
from dashboard.kit.bars import bars
from dashboard.kit.lesson import Part
from dashboard.shell import sitemap
from dashboard.shell.language import _, translate

NEXT = ("ideal", "adversarial")  # pages that go on with this photo


def draw(part: Part) -> None:
    photo.choose(photo.current())  # what is shown here is what the next pages open with
    said = answers.of(photo.current())
    if said is None:
        return
    for name, answer in answers.side_by_side(said):
        st.caption(translate(catalog.get(name).source_task))
        bars(answer["predictions"])
    first = {answer["predictions"][0]["index"] for answer in said.values()}
    if len(said) > 1:
        part.say("agree" if len(first) == 1 else "differ")
    absent = [entry.title for entry in catalog.BACKBONES.values() if entry.id not in said]
    with st.expander(_("Why not the other networks?")):
        part.say("others", names=", ".join(absent))
    lesson.link("why", "walk", _("Walk this photo through a network, block by block"))
    for name in NEXT:
        if sitemap.stands(name):
            title, icon = sitemap.TITLES[name]
            sitemap.link(name, _(title), icon)
