"""Photos from another room: one's own photos, and others of the same classes taken elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.datasets import library
from core.datasets.dataset import is_own
from core.experiments import room, shift
from dashboard.kit import choice, stage, trial, words
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.trial import Experiment, Found
from dashboard.shell import services, sitemap
from dashboard.shell.language import _, listed, translate
from dashboard.shell.names import as_written
from pages.holds import ways

KEY = "holds_room"
WAY = "tuned"  # whose loss is asked about
SMALL = 0.1  # where a loss is no small one any more
Runs = Sequence[Mapping[str, Any]]


def draw(part: Part) -> None:
    """Below the damage: what only photos that were taken elsewhere can tell."""
    st.subheader(_("Photos from another room"), anchor=False)
    part.say("room")
    mine = [name for name in services.ready_datasets() if is_own(name)]
    if not mine:
        _missing(_("You have no photos of your own here yet."))
        return
    left, right = stage.sides(KEY)
    with left:
        dataset = choice.dataset(mine, f"{KEY}_here")
        others = room.same_classes(dataset, mine)
        if not others:
            names = listed([as_written(name) for name in words.titles(dataset).values()])
            _missing(_("None of your other datasets has just these classes: {names}.", names=names))
            return
        other = st.selectbox(
            _("The other room"),
            others,
            format_func=lambda name: translate(library.get(name).title),
            key=f"{KEY}_there",
        )
        trial.experiment(
            part,
            Experiment(
                _question(),
                "room",
                payload(dataset, other),
                _("Train with the first, ask about both"),
                KEY,
                outcome=lambda found: outcome(found["runs"]),
                live=lambda runs, active: _picture({"runs": runs}),
                picture=_picture,
                told=partial(_told, part),
                scene=right,
            ),
        )


def payload(dataset: str, other: str) -> dict[str, Any]:
    """What the worker is asked for."""
    asked = shift.ways(room.base(dataset))
    return {
        "ways": {way: recipe.to_json() for way, recipe in asked.items()},
        "room": other,
        "seeds": room.SEEDS,
    }


def _missing(what: str) -> None:
    """What is not there, and where to get it."""
    st.markdown(what)
    st.caption(
        _(
            "Photograph the same things somewhere else, and add them as a dataset of its own whose "
            "classes have the same names."
        )
    )
    if sitemap.stands("dataset"):
        sitemap.link("dataset", _("To your dataset"), ":material/add_photo_alternate:")


def _question() -> Question:
    return Question(
        _("How many points does the fine-tuned network lose in the other room?"),
        {
            "none": _("none that show"),
            "few": _("fewer than {points}", points=round(100 * SMALL)),
            "many": _("{points} or more", points=round(100 * SMALL)),
        },
    )


def outcome(runs: Runs) -> str:
    """Which answer comes true: a loss shows where the intervals do not touch."""
    here, there = (room.right(runs, WAY, where) for where in (room.HERE, room.THERE))
    if not there[1] or not ways.fewer(here, there):
        return "none"
    return "many" if here[0] / here[1] - there[0] / there[1] >= SMALL else "few"


def _picture(found: Found) -> None:
    both = {
        way: (room.right(found["runs"], way, room.HERE), room.right(found["runs"], way, room.THERE))
        for way in ways.NAMES
    }
    ways.change(
        {way: pair for way, pair in both.items() if pair[0][1] and pair[1][1]},
        lambda told: _("From your test photos to the other room: {list}", list=told),
        f"{KEY}_ends",
        first=_("your test photos"),
        second=_("the other room"),
        share=_("photos right (95% interval)"),
    )


def _told(part: Part, found: Found, came: str) -> None:
    part.say("room_same" if came == "none" else "room_lost")
    run = found["runs"][0]
    part.say("room_how", here=run[room.HERE]["photos"], there=run[room.THERE]["photos"])
    if run["same"]:
        st.caption(
            _(
                "{count:# photo|# photos} of the other room left out: the network has learned "
                "from the very same.",
                count=run["same"],
            )
        )
