"""The course's examples of similarity, each with the published results behind it, or with none."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from core.advise import evidence, rules
from core.figures.published import PublishedRow, published
from dashboard.components.pick import pick, picked
from dashboard.kit import choice
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, translate
from pages.advisor import words

KEY = "advisor_examples"
FIRST = "breeds"

_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")


def draw(part: Part) -> None:
    pick(_cards(), KEY, chosen=picked(KEY, FIRST))
    st.caption(
        _("Right: points that ImageNet weights added at 1,000 photos (published), “—” for none.")
    )
    example = evidence.EXAMPLES[picked(KEY, FIRST)]
    rows = evidence.published()
    for name in example.rows:
        row = rows[name]
        part.say(
            "exception" if row.gain < evidence.EXCEPTION else "helps",
            name=row.name,
            about=translate(row.about),
            scratch=f"{row.scratch:g}",
            imagenet=f"{row.imagenet:g}",
            gain=words.points(row.gain),
        )
    if not example.rows:
        part.say("none")
    piece = {"medical": "medical", "xray": "medical", "microscope": "microscope"}.get(example.id)
    if piece:
        tissue, retina = (words.points(rows[name].gain) for name in ("Camelyon", "Retinopathy"))
        part.say(piece, tissue=tissue, retina=retina)
    st.subheader(_("Nineteen published datasets"), anchor=False)
    _chart(part, example)


def _cards() -> str:
    chosen = picked(KEY, FIRST)
    columns = []
    for similarity in rules.SIMILARITIES:
        cards = "".join(
            _card(example, example.id == chosen)
            for example in evidence.EXAMPLES.values()
            if example.similarity == similarity
        )
        columns.append(f"<div><h3>{escape(words.similarity(similarity))}</h3>{cards}</div>")
    return f'<style>{_CSS}</style><div class="adv-ex">{"".join(columns)}</div>'


def _card(example: evidence.Example, on: bool) -> str:
    gains = [evidence.published()[name].gain for name in example.rows]
    said = " / ".join(
        f'<b class="{"bad" if gain < evidence.EXCEPTION else ""}">{words.points(gain)}</b>'
        for gain in gains
    )
    none = '<b class="no">—</b>'
    return (
        f'<div class="e{" on" if on else ""}" data-pick="{example.id}">'
        f"<span>{escape(translate(example.title))}</span><span>{said or none}</span></div>"
    )


def _chart(part: Part, example: evidence.Example) -> None:
    part.say("chart")
    full = choice.one(
        _("Training photos"),
        {"1000": _("1,000 photos"), "full": _("all photos")},
        "advisor_published",
        label_visibility="collapsed",
    )
    every = list(evidence.published().values())
    rows = [
        PublishedRow(
            row.name,
            translate(row.about),
            *(
                (row.scratch, row.imagenet)
                if full == "1000"
                else (row.scratch_full, row.imagenet_full)
            ),
            chosen=row.name in example.rows,
        )
        for row in every
    ]
    helped = sum(row.transfer - row.scratch >= evidence.EXCEPTION for row in rows)
    title = _(
        "ImageNet weights added a point or more on {helped} of {count:# dataset|# datasets}",
        helped=helped,
        count=len(rows),
    )
    show(
        published(pen(), rows, title),
        key="advisor_published_figure",
        alt=_("Both accuracies of every dataset as a line. {finding}", finding=title),
    )
    st.caption(_("Source: [{citation}]({url})", citation=evidence.CITATION, url=evidence.URL))
    part.say(
        "exceptions",
        names=", ".join(f"{row.name} ({words.points(row.gain)})" for row in evidence.exceptions()),
        shrunk=sum(row.shrinks for row in every),
        count=len(every),
    )
