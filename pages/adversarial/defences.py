"""Simple defences: what undoes an attack, and what it costs on the clean photo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from core.figures.defence_curve import defence_curve
from core.imagine.attacks.analyses.defences import DEFENCES, Defence, Defended, Row
from core.zoo import catalog
from dashboard.kit import ask, choice, measured, predict, stage
from dashboard.kit.ask import Place
from dashboard.kit.bars import bars
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _, listed, translate
from dashboard.shell.names import class_name
from pages.adversarial import other, shown, state
from pages.adversarial.state import Made

WIDTH = 228  # pixels of each picture with its answer: two beside each other on the stage
WORKS, PRICE, FAILS = "works", "price", "fails"


def examples() -> dict[str, Any]:
    return {"defences": other.example("defend", defence="bits")}


def draw(part: Part) -> None:
    made = state.needed()
    if made is not None and made.result["clean"]["index"] == made.result["adversarial"]["index"]:
        part.say("nothing")
        return
    titles = {name: translate(one.title) for name, one in DEFENCES.items()}
    left, right = stage.sides("defences")
    with left:
        name = choice.one(_("Defence"), titles, "defences_kind", "jpeg")
    found = None
    if made is not None:
        asked, words = made.asked(defence=name), _("Trying every amount")
        found = ask.result("attack_defend", asked, words, "defences")
    if made is None or found is None or not _told(made, name, cast(Defended, found), left):
        with right:
            if made is not None:
                shown.pair(made)
            measured.shown(part, "defences", _example, other.differs())
        return
    _look(part, made, name, cast(Defended, found), left, right)
    part.say("known")


def _told(made: Made, name: str, found: Defended, left: Place) -> bool:
    """The question about this defence."""
    question = Question(
        _("Guess first: what does “{defence}” do?", defence=translate(DEFENCES[name].title)),
        {
            WORKS: _("It undoes the attack and costs the clean photo nothing"),
            PRICE: _("It undoes the attack, but some amounts spoil the clean photo"),
            FAILS: _("It does not undo the attack without spoiling the clean photo"),
        },
        lines=True,
    )
    place = f"adversarial/defences/{name}-{made.id[:12]}"
    with left:
        label = _("Try every amount")
        return predict.quick(place, f"defences_{name}", question, label, said_of(found["rows"]))


def _look(part: Part, made: Made, name: str, found: Defended, left: Place, right: Place) -> None:
    rows, defence = found["rows"], DEFENCES[name]
    amounts = [defence.read(row["amount"]) for row in rows]
    with left:
        at = st.select_slider(
            translate(defence.amount),
            range(len(rows)),
            value=min(first_that(rows) or 0, len(rows) - 1),
            format_func=amounts.__getitem__,
            key=f"defences_at_{name}",
        )
        lost = [read for read, one in zip(amounts, rows, strict=True) if not one["kept"]]
        part.say(said_of(rows), amounts=listed(lost))
    with right:
        _pictures(made, defence, rows[at], found)
        _curve(name, found, at)


def _curve(name: str, found: Defended, at: int | None) -> None:
    rows, defence = found["rows"], DEFENCES[name]
    axis, amounts = translate(defence.amount), [defence.read(row["amount"]) for row in rows]
    answers = class_name(found["clean"]["index"]), class_name(found["attacked"]["index"])
    title = finding(defence, rows)
    figure = defence_curve(pen(), rows, "", amounts=(axis, amounts), answers=answers, chosen=at)
    show(figure, key="defences_curve", alt=title, title=title)
    st.caption(
        _("Filled marks: this is the network’s first answer.")
        if at is None
        else _("Filled marks: this is the network’s first answer. Dotted line: the slider.")
    )


def _example(found: Mapping[str, Any]) -> None:
    _curve("bits", cast(Defended, found), None)


def _pictures(made: Made, defence: Defence, row: Row, found: Defended) -> None:
    """Both pictures behind the defence, and the answers to them."""
    own = found["clean"]["index"]
    pair = st.container(horizontal=True, gap="medium")  # below each other where it is narrow
    for title, picture, answer, verdict in zip(
        (_("The clean photo, behind the defence"), _("The attacked picture, behind the defence")),
        (made.before, made.after),
        (row["clean"], row["attacked"]),
        (_clean_verdict(row), _attack_verdict(row)),
        strict=True,
    ):
        with pair.container(width=WIDTH):
            st.markdown(f"**{title}**")
            left, right = st.columns([1, 1], gap="small", vertical_alignment="center")
            left.image(defence.apply(picture, row["amount"]), alt=title, width="stretch")
            with right:
                st.caption(catalog.get(made.recipe.backbones[0]).title)
                bars([answer], marked=own)
                st.markdown(verdict)


def _clean_verdict(row: Row) -> str:
    if row["kept"]:
        return f":green[:material/check_circle: {_('as before')}]"
    return f":red[:material/cancel: {_('another answer: this is the price')}]"


def _attack_verdict(row: Row) -> str:
    if row["undone"]:
        return f":green[:material/check_circle: {_('undone: the first answer is back')}]"
    if row["survives"]:
        return f":red[:material/cancel: {_('the attack survives')}]"
    return f":orange[:material/help: {_('neither: a third answer')}]"


def first_that(rows: list[Row]) -> int | None:
    """The weakest amount that undoes the attack and keeps the clean photo's answer."""
    return next((k for k, row in enumerate(rows) if row["undone"] and row["kept"]), None)


def finding(defence: Defence, rows: list[Row]) -> str:
    works = [row for row in rows if row["undone"] and row["kept"]]
    values = {"defence": translate(defence.title), "all": len(rows)}
    if works:
        return _(
            "{defence}: {count} of {all} amounts undo the attack and leave the clean photo’s "
            "answer; the weakest is {amount}",
            count=len(works),
            amount=defence.read(works[0]["amount"]),
            **values,
        )
    if any(row["undone"] for row in rows):
        return _(
            "{defence}: what undoes the attack changes the clean photo’s answer, too", **values
        )
    return _("{defence}: none of {all} amounts brings the first answer back", **values)


def said_of(rows: list[Row]) -> str:
    """Which piece of the lesson the measurement chooses."""
    if first_that(rows) is None:
        return FAILS
    return WORKS if all(row["kept"] for row in rows) else PRICE
