"""What is reused: one network, two tasks; levels of features; the human analogies; the claims."""

from __future__ import annotations

from itertools import pairwise

import streamlit as st

from core.environment import cores
from core.figures.flow import Arrow, Box, flow_svg
from core.figures.tiles import grid
from core.transfer import count
from core.zoo import catalog
from core.zoo.network import Network
from dashboard.components.pick import pick, picked
from dashboard.kit import choice, lesson, networks, photo, predict, stage, trial
from dashboard.kit.chart import pen
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.why import gap, maps

LEVELS = {"low": 1, "mid": 5, "high": 9}  # block of SqueezeNet whose maps stand for a level
SHOWN = 6
CLASSES, NEAR = 10, 0.05  # of the question: how many, and how far off is right
ACROSS = 3
WIDE = 1.3  # columns
APART = 1.62


def draw(part: Part) -> None:
    left, right = stage.sides("idea", 1, 1)
    level = picked("idea_picture", "low").removesuffix("_new")
    with left:
        pick(_picture(level), "idea_picture", chosen=picked("idea_picture", "low"))
        st.caption(_("Click a box."))
    with right:
        part.say(level)
        if level in LEVELS:
            _maps(LEVELS[level])
    with left:
        _copied(part)
    part.say("load")
    st.subheader(_("As people do"), anchor=False)
    _analogy(part)
    st.subheader(_("From scratch or with transfer?"), anchor=False)
    part.say("claims", **_measured(part))
    with st.expander(_("How many photos does ImageNet have?")):
        part.say("slip")
    lesson.try_it(gap.recipes()["transfer"], _("Try it: a new head from a few photos"))


def _picture(level: str) -> str:
    """The source task's network, and the target task's that takes over its blocks."""

    def box(name: str, title: str, detail: str, column: float, row: int, tone: str) -> Box:
        return Box(
            name,
            title,
            detail,
            column,
            row,
            tone,
            WIDE,
            pick=True,
            chosen=name.removesuffix("_new") == level,
            frozen=tone == "frozen",
        )

    shared = {
        "low": (_("Low-level features"), _("edges, colours")),
        "mid": (_("Mid-level features"), _("textures, shapes")),
        "high": (_("High-level features"), _("parts of things")),
    }
    boxes = [
        box("data", _("Source: ImageNet"), _("1.28 million photos"), 0, 0, "quiet"),
        box("data_new", _("Target: your task"), _("a few hundred photos"), APART, 0, "quiet"),
        box("head", _("Classifier"), _("1,000 classes"), 0, 4, "quiet"),
        box("head_new", _("New head"), _("your classes; learns"), APART, 4, "head"),
    ]
    for row, (name, (title, detail)) in enumerate(shared.items(), start=1):
        boxes.append(box(name, title, detail, 0, row, "quiet"))
        boxes.append(box(f"{name}_new", title, detail, APART, row, "frozen"))
    order = ("data", *shared, "head")
    arrows = [
        Arrow(f"{start}{end}", f"{after}{end}")
        for end in ("", "_new")
        for start, after in pairwise(order)
    ]
    arrows += [
        Arrow(name, f"{name}_new", tone="frozen", dashed=True, label=_("copy")) for name in shared
    ]
    return flow_svg(
        pen(),
        boxes,
        arrows,
        _(
            "Two networks side by side: the low-, mid- and high-level features that one learned "
            "from ImageNet are copied and frozen in the other, which gets a new head"
        ),
    )


def _copied(part: Part) -> None:
    """How much of the new network is not new at all."""
    facts = networks.counted(maps.FIRST)
    if facts is None:
        return
    kept = sum(block["parameters"] for block in facts["blocks"])
    new = count.head_parameters("linear", facts["features"], CLASSES)
    question = Question(
        _(
            "{network} gets a new linear head for {classes} classes. Which share of all its "
            "weights is copied?",
            network=catalog.get(maps.FIRST).title,
            classes=CLASSES,
        ),
        pick=predict.SHARE,
        near=NEAR,
    )
    came = kept / (kept + new)
    if predict.quick("why/idea/copied", "idea_copied", question, _("Count"), came):
        part.say("copied", kept=f"{kept:,}", new=f"{new:,}")


def _maps(boundary: int) -> None:
    """What this level answers to the photo, in SqueezeNet."""
    chosen = photo.current()
    backbone = catalog.get(maps.FIRST)
    walked = maps.of(chosen, Network(maps.FIRST), "idea")
    if walked is None:
        return
    behind = walked["boundaries"][boundary - 1]
    pick(grid(maps.tiles(behind["channels"][:SHOWN], pick=False), ACROSS), "idea_maps")
    st.caption(
        _(
            "“{photo}” in {network}: the strongest maps behind block {block} of {all}. Bright is a "
            "strong answer. Each place {seen}.",
            photo=chosen.name,
            network=backbone.title,
            block=boundary,
            all=len(backbone.blocks),
            seen=maps.seen(behind["field"], backbone.native_size),
        )
    )


def _analogy(part: Part) -> None:
    names = {
        "piano": _("Piano → organ"),
        "english": _("English → Spanish"),
        "car": _("Car → truck"),
        "network": _("Photos → your photos"),
    }
    chosen = choice.one(_("If you can do this, you learn that faster"), names, "idea_analogy")
    part.say(chosen)


def _measured(part: Part) -> dict[str, str]:
    """The last column of the table: what the part “gap” has measured."""
    found = trial.results(trial.standing(part, gap.of(part, gap.recipes())))
    hardware = _("this computer’s processor, {count:# core|# cores}", count=cores())
    if found is None:
        rest = _("measure it in the next part")
        return {"images": rest, "time": rest, "hardware": hardware, "overfitting": rest}
    runs = (found["scratch"], found["transfer"])
    classes = len(gap.recipes()["transfer"].class_names)
    return {
        "images": _("{count:# photo|# photos} for both", count=gap.START * classes),
        "hardware": hardware,
        "time": " / ".join(gap.took(run) for run in runs),
        "overfitting": _(
            "gap of {scratch} against {transfer:# point|# points}",
            scratch=f"{100 * (runs[0]['train_accuracy'] - runs[0]['val_accuracy']):.0f}",
            transfer=f"{100 * (runs[1]['train_accuracy'] - runs[1]['val_accuracy']):.0f}",
        ),
    }
