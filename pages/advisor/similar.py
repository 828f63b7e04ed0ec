"""The course's examples of similarity, each with the published results behind it, or with none."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from core.advise import evidence, rules
from core.figures.published import PublishedRow, published
from dashboard.components.pick import pick, picked
from dashboard.kit import choice, predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _, listed, translate
from pages.advisor import words

KEY = "advisor_examples"
FIRST = "breeds"

_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")


def draw(part: Part) -> None:
    left, right = stage.sides("advisor_similar", 2, 1)
    with left:
        pick(_cards(), KEY, chosen=picked(KEY, FIRST))
        st.caption(
            _("The number: points that ImageNet weights added at 1,000 photos. —: none published.")
        )
    example = evidence.EXAMPLES[picked(KEY, FIRST)]
    with right:
        _told(part, example)
    st.subheader(_("Nineteen published datasets"), anchor=False)
    _chart(part, example)


def _told(part: Part, example: evidence.Example) -> None:
    """What was published about an example."""
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


def _rows(full: bool, example: evidence.Example) -> list[PublishedRow]:
    """Every published dataset, with 1,000 photos or with all of them."""
    return [
        PublishedRow(
            row.name,
            translate(row.about),
            *((row.scratch_full, row.imagenet_full) if full else (row.scratch, row.imagenet)),
            chosen=row.name in example.rows,
        )
        for row in evidence.published().values()
    ]


def _helped(rows: Sequence[PublishedRow]) -> int:
    return sum(row.transfer - row.scratch >= evidence.EXCEPTION for row in rows)


def _predicted(few: int, many: int) -> bool:
    """Whether what all photos come to may be shown: asked first, of how many it still helps."""
    question = Question(
        _(
            "With 1,000 photos, ImageNet weights add a point or more on {few} of "
            "{count:# dataset|# datasets}. With all photos, up to hundreds of thousands?",
            few=few,
            count=len(evidence.published()),
        ),
        {"more": _("on more of them"), "same": _("on as many"), "fewer": _("on fewer")},
        reply=lambda said, came: _("With all photos it is {many}.", many=many),
    )
    came = "more" if many > few else "fewer" if many < few else "same"
    return predict.quick("advisor/similar/all", "advisor_all", question, _("Show me"), came)


def _chart(part: Part, example: evidence.Example) -> None:
    part.say("chart")
    few, many = _rows(False, example), _rows(True, example)
    rows, told = few, _predicted(_helped(few), _helped(many))
    if told:
        full = choice.one(
            _("Training photos"),
            {"1000": _("1,000 photos"), "full": _("all photos")},
            "advisor_published",
            label_visibility="collapsed",
        )
        rows = many if full == "full" else few
    title = _(
        "ImageNet weights added a point or more on {helped} of {count:# dataset|# datasets}",
        helped=_helped(rows),
        count=len(rows),
    )
    show(
        published(pen(), rows, ""),
        key="advisor_published_figure",
        alt=_("Both accuracies of every dataset as a line. {finding}", finding=title),
        title=title,
    )
    st.caption(_("Source: [{citation}]({url})", citation=evidence.CITATION, url=evidence.URL))
    part.say(
        "exceptions",
        names=listed(
            _("{arm} ({value})", arm=row.name, value=words.points(row.gain))
            for row in evidence.exceptions()
        ),
    )
    if told:
        every = evidence.published().values()
        part.say("many", shrunk=sum(row.shrinks for row in every), count=len(every))
