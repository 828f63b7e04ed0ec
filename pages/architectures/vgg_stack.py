"""A stack of convolutions and poolings that grows by clicking, counted at every click."""

from __future__ import annotations

import streamlit as st

from core.figures.slabs import Slab, slabs_svg
from core.imagine import fields
from core.zoo import classifier
from core.zoo.stack import COLOURS, FIRST, KERNELS, POOL, SIDE, VGG16, Row, build
from dashboard.components import pick
from dashboard.kit import photo, stage
from dashboard.kit.chart import number_table, pen
from dashboard.kit.lesson import Part
from dashboard.kit.words import number
from dashboard.shell import theme
from dashboard.shell.language import _
from pages.architectures.networks import shape

STACK = "vgg_stack"  # session: the operations so far
PAST = "vgg_past"  # session: the stacks before it
DRAWING = "vgg_slabs"
BEGIN = ("conv3", "conv3", POOL)
LONGEST = len(VGG16)
WIDTHS = (8, 16, 32, 64)
GOAL_FIELD, GOAL_PARAMETERS = 48, 100_000  # of the small contest


def draw(part: Part) -> None:
    operations = st.session_state.setdefault(STACK, list(BEGIN))
    st.session_state.setdefault("vgg_first", FIRST)
    st.session_state.setdefault("vgg_doubling", True)
    controls, scene = stage.sides("vgg_stack", 2, 3)
    with controls:
        part.say("build")
        _buttons(operations)
        first = st.select_slider(_("Channels of the first convolution"), WIDTHS, key="vgg_first")
        doubling = st.toggle(_("Double the channels after every pooling"), key="vgg_doubling")
        goal = st.container()
    rows = build(operations, first, doubling)
    with scene:
        if not rows:
            st.info(_("Only the photo so far. Add a convolution."))
            return
        chosen = _drawing(rows)
        counted, seen = st.columns([2, 1], gap="medium")
        with counted:
            _numbers(rows)
        with seen:
            _seen(rows[chosen])
    with goal:
        _goal(part, rows)


def _buttons(operations: list[str]) -> None:
    full = len(operations) >= LONGEST
    flat = SIDE >> operations.count(POOL) < 2
    with st.container(horizontal=True, gap="small"):
        for label, operation, shut in (
            (_("3×3 conv"), "conv3", full),
            (_("5×5 conv"), "conv5", full),
            (_("Pooling"), POOL, full or flat),
        ):
            st.button(
                label,
                key=f"vgg_add_{operation}",
                icon=":material/add:",
                disabled=shut,
                on_click=_set,
                args=([*operations, operation],),
            )
        st.button(
            _("Undo"),
            key="vgg_undo",
            icon=":material/undo:",
            disabled=not st.session_state.get(PAST),
            on_click=_undo,
        )
        st.button(
            _("Start over"), key="vgg_reset", icon=":material/refresh:", on_click=_set, args=([],)
        )
        st.button(
            _("All of VGG16"),
            key="vgg_whole",
            icon=":material/layers:",
            on_click=_whole,
        )


def _set(operations: list[str]) -> None:
    st.session_state.setdefault(PAST, []).append(st.session_state[STACK])
    _show(operations)


def _undo() -> None:
    _show(st.session_state[PAST].pop())


def _show(operations: list[str]) -> None:
    st.session_state[STACK] = operations
    st.session_state.pop(f"{DRAWING}_picked", None)  # the newest one is looked at


def _whole() -> None:
    _set(list(VGG16))
    st.session_state["vgg_first"], st.session_state["vgg_doubling"] = FIRST, True


def _title(operation: str) -> str:
    if operation == POOL:
        return _("pool")
    return f"{KERNELS[operation]}×{KERNELS[operation]}"


def _drawing(rows: list[Row]) -> int:
    """The stack with its photo in front; returns the place of the row that is looked at."""
    picked = pick.picked(DRAWING)
    place = int(picked) if picked.isdecimal() else len(rows)
    place = min(max(place, 1), len(rows))
    slabs = [Slab(SIDE, COLOURS, _("photo"), _("the photo"), "quiet")]
    for row in rows:
        slabs.append(
            Slab(
                row.side,
                row.channels,
                _title(row.operation),
                _(
                    "{operation}: {shape}, {count:# parameter|# parameters}, sees {size} px",
                    operation=_title(row.operation),
                    shape=shape([row.side, row.side, row.channels]),
                    count=f"{row.parameters:,}",
                    size=row.field.size,
                ),
                "quiet" if row.operation == POOL else "trainable",
            )
        )
    svg = slabs_svg(pen(), slabs, _("The stack, from the photo to its last map"), place)
    pick.pick(svg, DRAWING, chosen=str(place))
    number_table(
        DRAWING,
        [
            {
                _("Layer"): f"{at}: {_title(row.operation)}",
                _("Output shape"): shape([row.side, row.side, row.channels]),
                _("Parameters"): row.parameters,
                _("Receptive field"): row.field.size,
            }
            for at, row in enumerate(rows, 1)
        ],
    )
    return place - 1


def _numbers(rows: list[Row]) -> None:
    last = rows[-1]
    parameters = sum(row.parameters for row in rows)
    with st.container(horizontal=True, gap="medium"):
        for label, value in (
            (_("Parameters"), number(parameters)),
            ("MACs", number(sum(row.macs for row in rows))),
            (_("Receptive field"), _("{count} px", count=last.field.size)),
            (_("Last map"), f"{last.side}²×{last.channels}"),
        ):
            st.metric(label, value, width="content")


def _goal(part: Part, rows: list[Row]) -> None:
    last, parameters = rows[-1], sum(row.parameters for row in rows)
    reached = last.field.size >= GOAL_FIELD and parameters <= GOAL_PARAMETERS
    part.say(
        "reached" if reached else "contest",
        field=GOAL_FIELD,
        parameters=f"{GOAL_PARAMETERS:,}",
        now=last.field.size,
        spent=f"{parameters:,}",
    )


def _seen(row: Row) -> None:
    view = classifier.view("vgg16", photo.current().pixels)
    box = fields.box(row.field.to_json(), (row.side // 2, row.side // 2), SIDE)
    st.image(
        fields.lit(view, box, theme.palette().head),
        alt=_("The part of the photo that one value in the middle of this map sees"),
        width="stretch",
    )
    st.caption(
        _(
            "What one value behind “{operation}” sees. Click another map.",
            operation=_title(row.operation),
        )
    )
