"""What every network on this machine says about the photo, side by side."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.zoo import catalog, classifier
from dashboard import ask, lesson, photo, sitemap
from dashboard.bars import bars
from dashboard.i18n import _, translate
from dashboard.lesson import Part

Answers = dict[str, Any]
NEXT = ("ideal", "adversarial")  # pages that go on with this photo


def of(chosen: photo.Photo, words: str | None = None) -> Answers | None:
    """Every classifier's answer to a photo: id → answer; None while it is not there."""
    networks = classifier.available()
    return ask.result(
        "classify", {"photo": chosen.text, "backbones": networks, "top": 5}, words, chosen.digest
    )


def draw(part: Part) -> None:
    photo.choose(photo.current())  # what is shown here is what the next pages open with
    answers = of(photo.current())
    if answers is None:
        return
    for place, (name, answer) in zip(st.columns(len(answers)), answers.items(), strict=True):
        with place, st.container(border=True):
            entry = catalog.get(name)
            st.markdown(f"**{entry.title}**")
            st.caption(translate(entry.source_task))
            bars(answer["predictions"])
    first = {answer["predictions"][0]["index"] for answer in answers.values()}
    if len(answers) > 1:
        part.say("agree" if len(first) == 1 else "differ")
    absent = [entry.title for entry in catalog.BACKBONES.values() if entry.id not in answers]
    with st.expander(_("Why not the other networks?")):
        part.say("others", names=", ".join(absent))
    lesson.link("why", "walk", _("Walk this photo through a network, block by block"))
    for name in NEXT:
        if sitemap.stands(name):
            title, icon = sitemap.TITLES[name]
            sitemap.link(name, _(title), icon)
