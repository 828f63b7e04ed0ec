"""All networks: a chart of size, accuracy and work, and the table behind it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.figures.accuracy_cost import NetworkDot, accuracy_cost
from core.runs.store import Run
from core.zoo import catalog, describe
from core.zoo.backbone import Backbone
from core.zoo.network import Network
from dashboard.kit import predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import EVEN, Question
from dashboard.kit.words import number
from dashboard.shell.language import _, listed, translate
from pages.architectures import networks

CHART, TABLE = "table_chart", "table_rows"
ALIKE, PLACE = ("resnet50", "inception_v3"), "architectures/table/work"
LEVEL = 1.2  # ratio of works up to which they are about the same


def draw(part: Part) -> None:
    found = networks.all_described("table")
    if found is None:
        return
    controls, scene = stage.sides("table", 2, 5)
    with scene:
        _chart(found)
    with controls:
        st.caption(part.text("chart"))
        _asked(part, found)
    _table(found)
    st.caption(part.text("table"))
    part.say("reading")
    parameters = {name: one["parameters_with_top"] for name, one in found.items()}
    titles = [catalog.get(name).title for name in catalog.differing(parameters)]
    if titles:
        part.say("differing", networks=listed(titles))
    networks.try_it("squeezenet")


def _asked(part: Part, found: networks.Descriptions) -> None:
    """As many parameters: as much work?"""
    first, second = (found[name] for name in ALIKE)
    titles = {name: catalog.get(name).title for name in ALIKE}
    ratio = second["macs_with_top"] / first["macs_with_top"]
    came = EVEN if 1 / LEVEL <= ratio <= LEVEL else ALIKE[ratio > 1]
    question = Question(
        _(
            "{first} and {second} have about as many parameters. Which needs more work (MACs) for "
            "one photo? {first} reads {small} px, {second} {large} px.",
            first=titles[ALIKE[0]],
            second=titles[ALIKE[1]],
            small=catalog.get(ALIKE[0]).native_size,
            large=catalog.get(ALIKE[1]).native_size,
        ),
        titles | {EVEN: _("about the same")},
        lines=True,
    )
    if predict.quick(PLACE, "table_work", question, _("Count it"), came):
        part.say(
            "counted",
            first=titles[ALIKE[0]],
            second=titles[ALIKE[1]],
            less=number(first["macs_with_top"]),
            more=number(second["macs_with_top"]),
            times=f"{ratio:.1f}",
        )


def _chart(found: networks.Descriptions) -> None:
    dots = []
    for entry in catalog.BACKBONES.values():
        one = found[entry.id]
        hover = _(
            "{network} ({year}): {parameters} parameters, {macs} MACs",
            network=entry.title,
            year=entry.year,
            parameters=number(one["parameters_with_top"]),
            macs=number(one["macs_with_top"]),
        )
        dots.append(
            NetworkDot(
                entry.id,
                entry.title,
                one["parameters_with_top"],
                one["macs_with_top"],
                entry.published_top5,
                hover,
            )
        )
    rated = [dot for dot in dots if dot.top5 is not None]
    best = max(rated, key=lambda dot: dot.top5 or 0)
    largest = max(rated, key=lambda dot: dot.parameters)
    title = (
        _(
            "{best} is ahead with {top5}% and {ratio} times fewer parameters than {largest}",
            best=best.title,
            top5=best.top5,
            ratio=f"{largest.parameters / best.parameters:.1f}",
            largest=largest.title,
        )
        if best.parameters < largest.parameters
        else _("{best} is the largest and is ahead with {top5}%", best=best.title, top5=best.top5)
    )
    show(
        accuracy_cost(pen(), dots, title),
        key=CHART,
        alt=title,
        on_select=_from_chart,
        selection_mode="points",
    )


def _from_chart() -> None:
    points = st.session_state[CHART]["selection"]["points"]
    if points:
        given = points[0]["customdata"]
        networks.open_network(given["0"] if isinstance(given, dict) else given[0])


def _from_table() -> None:
    rows = st.session_state[TABLE]["selection"]["rows"]
    if rows:
        networks.open_network(list(catalog.BACKBONES)[rows[0]])


def _table(found: networks.Descriptions) -> None:
    own = networks.newest_runs()
    rows = [_table_row(entry, found[entry.id], own) for entry in catalog.BACKBONES.values()]
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    course = _("The table in chapter 5")
    deep = _("Layers with weights on the longest way from photo to answer")
    counted = _("Millions, with the ImageNet classifier, counted from the built network")
    makers = _("Its makers’ or Keras’ table")
    macs = _("Billions of multiply-accumulates for one photo of its own size, counted")
    top5 = _("Published accuracy on ImageNet’s validation photos")
    newest = _("Test accuracy of your newest training with it")
    st.dataframe(
        rows,
        column_config={
            "network": text(_("Network"), pinned=True),
            "year": number(_("Year"), format="%d"),
            "depth": number(_("Layers"), help=deep),
            "counted": number(_("Parameters (M)"), help=counted, format="%.2f"),
            "macs": number(_("MACs (B)"), help=macs, format="%.2f"),
            "top5": number(_("Top-5 (%)"), help=top5, format="%.1f"),
            "special": text(_("What is special"), width="medium"),
            "published": number(_("Parameters, published (M)"), help=makers, format="%.1f"),
            "course": number(_("Parameters, chapter (M)"), help=course, format="%.1f"),
            "course_top5": number(_("Top-5, chapter"), help=course, format="%.1f"),
            "own": text(_("Your newest run"), help=newest),
            "weights": text(_("Weights here")),
            "task": text(_("What they were trained for"), width="medium"),
        },
        hide_index=True,
        width="stretch",
        height="content",
        placeholder="–",
        key=TABLE,
        on_select=_from_table,
        selection_mode="single-row",
    )


def _table_row(entry: Backbone, one: describe.Description, own: dict[str, Run]) -> dict[str, Any]:
    told = entry.course
    ready = Network(entry.id).ready
    return {
        "network": entry.title,
        "year": entry.year,
        "depth": entry.depth,
        "counted": one["parameters_with_top"] / 1e6,
        "macs": one["macs_with_top"] / 1e9,
        "top5": entry.published_top5,
        "special": translate(entry.special),
        "published": entry.published_parameters,
        "course": told and told.parameters,
        "course_top5": told and told.top5,
        "own": networks.accuracy(own[entry.id]) if entry.id in own else None,
        "weights": _("trained") if ready else _("only random ones"),
        "task": translate(entry.source_task),
    }
