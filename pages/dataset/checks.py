"""What the checks found in the chosen dataset, with pictures, and how it is split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from core.datasets.checks import told
from core.datasets.checks.check import GOOD, NOTE, PROBLEM, Check
from core.figures.class_parts import class_parts
from dashboard.kit import predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.gallery import Picture
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.shell.language import N_, _
from dashboard.shell.names import as_written, in_plot, markdown
from pages.dataset import flawed, pictures, plan, state

Source = Callable[[int], str]  # a photo's place in the dataset → its picture as a data URL

MARKS = {
    PROBLEM: (":red[:material/error:]", N_("Look at this first")),
    NOTE: (":orange[:material/info:]", N_("Good to know")),
    GOOD: (":green[:material/check_circle:]", N_("In order")),
}
SHOWN = 24  # photos of a check
VALIDATION = 0.2  # of what is not for the test, as the study takes it


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    return {flawed.KEY: ("checked_example", {})}


def draw(part: Part) -> None:
    said = state.chosen()
    if said is None:
        flawed.draw(part, listed)
        return
    found = told.checks(said)
    left, right = stage.sides("checks")
    with left:
        st.markdown(f"**{as_written(said['title'])}**")
        if not _sure(said):
            found = [check for check in found if check.id != told.TEST]
        _verdict(part, found)
    with right:
        _split(said)
    _parts(part, said)
    listed(said, found, lambda index: pictures.url(said["id"], index))


def _sure(said: dict[str, Any]) -> bool:
    """Whether it was predicted what the test part can tell; asked of one dataset."""
    low, _high = told.precision(said)
    question = Question(
        _(
            "Guess first: {share} of your {total:# test photo|# test photos} are right. How low "
            "can the true rate still be?",
            share=f"{told.EXPECTED:.0%}",
            total=said["test_per_class"] * len(said["counts"]),
        ),
        pick=SHARE,
    )
    place = f"dataset/checks/test-{said['id']}"
    return predict.quick(place, "checks_test", question, _("Show"), round(low, 4), once=True)


def listed(said: dict[str, Any], found: Sequence[Check], source: Source) -> None:
    """Checks one below the other, what to look at first at the top, with their photos."""
    for name, (mark, title) in MARKS.items():
        group = [check for check in found if check.state == name]
        if not group:
            continue
        st.markdown(f"#### {mark} {_(title)}")
        if name == GOOD:
            st.markdown("\n".join(f"- {markdown(check.message)}" for check in group))
            continue
        for check in group:
            _check(said, check, source)


def _verdict(part: Part, found: list[Check]) -> None:
    states = [check.state for check in found]
    problems, notes = states.count(PROBLEM), states.count(NOTE)
    if problems:
        part.say("problems", count=problems)
    elif notes:
        part.say("notes", count=notes)
    else:
        part.say("clean")


def _check(said: dict[str, Any], check: Check, source: Source) -> None:
    with st.container(border=True):
        st.markdown(f"**{markdown(check.message)}**")
        if check.advice:
            st.markdown(markdown(check.advice))
        if check.photos:
            with st.expander(
                _("Show them"), expanded=check.state == PROBLEM or check.id == "alike"
            ):
                _photos(said, check.photos[:SHOWN], source)


def _photos(said: dict[str, Any], photos: Sequence[dict[str, Any]], source: Source) -> None:
    """Those that can be shown in a row; of the others, why they cannot."""
    for photo in photos:
        if "reason" in photo:
            where = as_written(_where(photo["class"], photo["file"]))
            st.caption(f"**{where}**: {markdown(photo['reason'])}")
    shown = [_picture(said, photo, source) for photo in photos if "reason" not in photo]
    if shown:
        pictures.row(shown)


def _picture(said: dict[str, Any], photo: dict[str, Any], source: Source) -> Picture:
    if "picture" in photo:
        files = " · ".join(_where(name, file) for name, file in photo["files"])
        return pictures.picture(f"data:image/jpeg;base64,{photo['picture']}", files, files)
    if "pair" in photo:
        files = " · ".join(_path(said, index) for index in photo["pair"])
        one, other = (_of(said, index, source) for index in photo["pair"])
        return replace(one, below=files, beside=other)
    return replace(_of(said, photo["index"], source), below=said["names"][photo["index"]])


def _where(name: str, file: str) -> str:
    """Where a file lies: its path, or its class where it was given alone."""
    return file if "/" in file else f"{name}/{file}"


def _of(said: dict[str, Any], index: int, source: Source) -> Picture:
    return pictures.picture(source(index), _path(said, index))


def _path(said: dict[str, Any], index: int) -> str:
    return f"{said['class_titles'][said['labels'][index]]}/{said['names'][index]}"


def _divided(said: dict[str, Any]) -> tuple[int, int, int]:
    """How many photos of each class train, validate and test."""
    pool = said["train_per_class"]
    val = max(1, round(VALIDATION * pool))
    return pool - val, val, said["test_per_class"]


def _split(said: dict[str, Any]) -> None:
    """The figure of what each class has, and how it is divided."""
    train, val, test = _divided(said)
    counts = said["counts"]
    least, enough = told.ASSIGNMENT, sum(count >= told.ASSIGNMENT for count in counts)
    title = (
        _("Every class has the {least} photos of the assignment", least=least)
        if enough == len(counts)
        else _(
            "{enough} of {all} classes have the {least} photos of the assignment",
            enough=enough,
            all=len(counts),
            least=least,
        )
    )
    parts = {
        "train": [train] * len(counts),
        "val": [val] * len(counts),
        "test": [test] * len(counts),
        "rest": [count - train - val - test for count in counts],
    }
    names = [in_plot(name) for name in said["class_titles"]]
    figure = class_parts(pen(), parts, title, names, least)
    show(figure, key="checks_split", alt=plan.split(train, val, test))


def _parts(part: Part, said: dict[str, Any]) -> None:
    """What the parts are for."""
    train, val, test = _divided(said)
    part.say(
        "made" if said["own_test"] else "split", train=train, val=val, test=test, seed=said["seed"]
    )
    part.say("cut" if said["recorded"] else "together")
    for note in said["notes"]:
        st.caption(markdown(note))
