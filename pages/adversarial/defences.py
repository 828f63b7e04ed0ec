"""Simple defences: what undoes an attack, and what it costs on the clean photo."""

from __future__ import annotations

from typing import cast

import streamlit as st

from core import labels
from core.figures.defence_curve import defence_curve
from core.imagine.attacks.analyses.defences import DEFENCES, Defence, Defended, Row
from core.zoo import catalog
from dashboard.kit import ask, choice
from dashboard.kit.bars import bars
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, language, translate
from pages.adversarial import state
from pages.adversarial.state import Made

WIDTH = 390  # pixels of each picture with its answer


def draw(part: Part) -> None:
    made = state.needed("defences")
    if made is None:
        return
    if made.result["clean"]["index"] == made.result["adversarial"]["index"]:
        part.say("nothing")
        return
    name = choice.one(
        _("Defence"), DEFENCES, "defences_kind", lambda one: translate(one.title), default="jpeg"
    )
    words = _("Trying every amount")
    found = ask.result("attack_defend", made.asked(defence=name), words, "defences")
    if found is None:
        return
    st.fragment(_look)(part, made, name, cast(Defended, found))
    part.say("known")


def _look(part: Part, made: Made, name: str, found: Defended) -> None:
    rows, defence = found["rows"], DEFENCES[name]
    axis, amounts = translate(defence.amount), [defence.read(row["amount"]) for row in rows]
    at = st.select_slider(
        axis,
        range(len(rows)),
        value=min(first_that(rows) or 0, len(rows) - 1),
        format_func=amounts.__getitem__,
        key=f"defences_at_{name}",
    )
    row = rows[at]
    _pictures(made, defence, row, found)
    into = language()
    own = labels.name(found["clean"]["index"], into)
    wanted = labels.name(found["attacked"]["index"], into)
    title = finding(defence, rows)
    show(
        defence_curve(
            pen(), rows, title, amounts=(axis, amounts), answers=(own, wanted), chosen=at
        ),
        key="defences_curve",
        alt=title,
    )
    st.caption(_("Filled marks: this is the network’s first answer. Dotted line: the slider."))
    lost = [read for read, one in zip(amounts, rows, strict=True) if not one["kept"]]
    part.say(said_of(rows), amounts=", ".join(lost))


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
        return "fails"
    return "works" if all(row["kept"] for row in rows) else "price"
