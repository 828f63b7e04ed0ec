"""The learner's own drawings of two things, told apart by a network that has seen only photos."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from core import labels
from core.datasets import library
from core.images import from_text, to_text
from dashboard.kit import choice, doodle, example, pressed, trial
from dashboard.kit.gallery import Picture, choose, each, marked, png, rows
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.trial import Experiment, Found
from dashboard.shell.language import _, language

KEPT = "pets_drawings"  # session: [{"id", "kind" 0 or 1, "text" (PNG in base64)}, …]
GONE = "pets_drawings_gone"  # session: the drawing deleted last, and where it was
NEXT = "pets_drawings_next"  # session: the number of the canvas
KEY = "drawn"
EXAMPLE = (3, 8)  # digits
FEWEST, WANTED = 3, 5  # drawings of each thing
MOST = 24
SIDE, CANVAS, PICTURE = 224, 300, 92  # pixels


def draw(part: Part) -> None:
    kept = st.session_state.setdefault(KEPT, [])
    names = _names()
    with st.container(horizontal=True, gap="large"):
        with st.container(width=CANVAS + 20):
            _canvas(names, len(kept))
        with st.container(width=420):
            for kind, name in enumerate(names):
                _row(kind, name, kept)
            _undo(kept)
            part.say("delete")
    counts = Counter(drawing["kind"] for drawing in kept)
    fewest = min(counts[0], counts[1])
    if fewest < FEWEST:
        part.say("more", least=FEWEST, wanted=WANTED)
        _example(part)
        return
    payload = {
        "photo": [drawing["text"] for drawing in kept],
        "labels": [drawing["kind"] for drawing in kept],
    }
    asked = Question(
        _("Your prediction: how many of your drawings will be named right?"), pick=SHARE
    )
    trial.experiment(
        part,
        Experiment(
            asked,
            "drawings",
            payload,
            _("How well does the network tell them apart?"),
            KEY,
            outcome=lambda found: round(found["right"] / len(kept), 4),
            live=lambda runs, active: None,
            picture=lambda found: None,
            told=lambda found, came: _findings(part, kept, names, found),
        ),
    )


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    """Handwritten threes and eights, dark on white as drawings are."""
    every = library.load("digits")
    texts, labels = [], []
    for at in range(WANTED):
        for kind, digit in enumerate(EXAMPLE):
            place = np.flatnonzero(every.labels == digit)[at]
            texts.append(to_text(255 - every.images[place]))
            labels.append(kind)
    return {KEY: ("drawings", {"photo": texts, "labels": labels})}


def _example(part: Part) -> None:
    shown = example.of(part, KEY)
    if shown is None:
        return
    asked = shown.asked["payload"]
    pairs = zip(asked["photo"], asked["labels"], strict=True)
    drawn = [{"text": text, "kind": kind} for text, kind in pairs]
    with example.framed(shown, _("Handwritten threes and eights.")):
        _findings(part, drawn, [str(digit) for digit in EXAMPLE], shown.found)


def _names() -> list[str]:
    places = st.columns(2)
    given = (_("cat"), _("fish"))
    typed = [
        place.text_input(
            _("Thing {number}", number=number + 1),
            value=given[number],
            max_chars=20,
            key=f"drawn_name_{number}_{language()}",
        )
        for number, place in enumerate(places)
    ]
    return [text.strip() or usual for text, usual in zip(typed, given, strict=True)]


def _canvas(names: list[str], count: int) -> None:
    kind = choice.one(
        _("What are you drawing?"), (0, 1), "drawn_kind", 0, lambda number: names[number]
    )
    number = st.session_state.setdefault(NEXT, 0)
    label = _("White paper: draw “{thing}” here", thing=names[kind])
    drawn = doodle.drawn("drawn", str(number), CANVAS, label, 8, "#000000")
    pressed.button(
        _("Keep this drawing"),
        "drawn_keep",
        _keep,
        drawn,
        kind,
        icon=":material/add:",
        disabled=drawn is None or count >= MOST,
        type="secondary" if drawn is None else "primary",
    )


def _keep(drawn: np.ndarray | None, kind: int) -> None:
    if drawn is None:
        return
    add(np.asarray(Image.fromarray(drawn).resize((SIDE, SIDE))), kind)
    st.session_state[NEXT] += 1  # an empty canvas


def add(pixels: np.ndarray, kind: int) -> None:
    """Keep a drawing uint8 [h, w, 3] in the session, of the first or second thing (0, 1)."""
    kept = st.session_state.setdefault(KEPT, [])
    number = st.session_state["drawn_count"] = st.session_state.get("drawn_count", 0) + 1
    kept.append({"id": str(number), "kind": kind, "text": to_text(pixels)})
    st.session_state.pop(GONE, None)


def _row(kind: int, name: str, kept: list[dict[str, Any]]) -> None:
    """The thumbnails of one thing; a click deletes one."""
    mine = [drawing for drawing in kept if drawing["kind"] == kind]
    st.markdown(_("**{name}**: {count} of {wanted}", name=name, count=len(mine), wanted=WANTED))
    drawn = [
        Picture(_source(drawing["text"]), name, id=drawing["id"], label=_("Delete"))
        for drawing in mine
    ]
    if drawn:
        choose(drawn, each(PICTURE), f"drawn_{kind}", _delete, kind="framed")


def _delete(identity: str) -> None:
    kept = st.session_state.get(KEPT, [])
    for at, drawing in enumerate(kept):
        if drawing["id"] == identity:
            st.session_state[GONE] = (at, kept.pop(at))
            return


def _undo(kept: list[dict[str, Any]]) -> None:
    if GONE in st.session_state:
        st.button(_("Undo"), icon=":material/undo:", key="drawn_undo", on_click=_put_back)


def _put_back() -> None:
    at, drawing = st.session_state.pop(GONE)
    st.session_state[KEPT].insert(at, drawing)


@st.cache_data(scope="session", max_entries=200, show_spinner=False)
def _source(text: str) -> str:
    return png(np.asarray(Image.fromarray(from_text(text)).resize((PICTURE * 2, PICTURE * 2))))


def _findings(part: Part, kept: list[dict[str, Any]], names: list[str], found: Found) -> None:
    total = len(kept)
    most = max(Counter(drawing["kind"] for drawing in kept).values()) / total
    low, high = found["interval"]
    values = {
        "right": found["right"],
        "total": total,
        "low": f"{low:.0%}",
        "high": f"{high:.0%}",
        "guess": f"{most:.0%}",
    }
    part.say("tells" if low > most else "open", **values)
    _judged(kept, names, found)
    part.say("how")
    answers = Counter(answer["index"] for answer in found["answers"])
    said = _(", ").join(
        _("{arm} ({value})", arm=labels.name(index, language()), value=count)
        for index, count in answers.most_common(3)
    )
    part.say("imagenet", said=said)


def _judged(kept: list[dict[str, Any]], names: list[str], found: Found) -> None:
    """Every drawing with what it was named, and what ImageNet calls it."""
    pictures = []
    for at, drawing in enumerate(kept):
        other = kept[found["nearest"][at]]
        right = other["kind"] == drawing["kind"]
        answer = found["answers"][at]
        called = labels.name(answer["index"], language())
        pictures.append(
            Picture(
                _source(drawing["text"]),
                names[drawing["kind"]],
                f"\n{_('ImageNet: {name}', name=called)} {answer['probability']:.0%}",
                marked(right, names[other["kind"]]),
                right,
            )
        )
    rows(pictures, each(PICTURE), "square framed")
