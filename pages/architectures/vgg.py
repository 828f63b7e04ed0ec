"""VGG: two 3×3 against one 5×5, a stack to build by clicking, and where its parameters are."""

from __future__ import annotations

import streamlit as st

from core.figures.windows import windows_svg
from core.figures.work import Bar, Piece, work_bars
from core.transfer.recipe import Recipe
from core.zoo.stack import FIRST, convolution
from core.zoo.steps import Layer
from dashboard.components import pick
from dashboard.kit import lesson
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.networks import described
from dashboard.shell.language import _
from pages.architectures import networks, vgg_stack

CHANNELS = (8, 16, 32, 64, 128, 256, 512)
WINDOWS = "vgg_windows"


def draw(part: Part) -> None:
    _windows(part)
    st.divider()
    vgg_stack.draw(part)
    st.divider()
    _where(part)
    lesson.try_it(
        Recipe(backbone="vgg16_edges", size=64),
        _("Train a head on a VGG16 that was retrained for edges"),
    )


def _windows(part: Part) -> None:
    st.subheader(_("Two 3×3 or one 5×5?"), anchor=False)
    drawing, counted = st.columns(2, gap="large")
    with drawing:
        middle = pick.picked(WINDOWS)
        place = tuple(map(int, middle.split(":"))) if middle else None
        drawn = windows_svg(pen(), (place[0], place[1]) if place else None)
        pick.pick(drawn, WINDOWS, chosen=middle)
        st.caption(part.text("windows"))
    with counted:
        channels = st.select_slider(
            _("Channels in and out"), CHANNELS, value=FIRST, key="vgg_channels"
        )
        three, five = convolution(3, channels, channels), convolution(5, channels, channels)
        part.say("pair", channels=channels, two=f"{2 * three:,}", one=f"{five:,}")
    title = _(
        "Two 3×3 need {share}% fewer parameters than one 5×5",
        share=f"{100 * (1 - 2 * three / five):.1f}",
    )
    bars = [
        Bar(_("two 3×3"), [Piece(f"{three:,}", three, "trainable")] * 2),
        Bar(_("one 5×5"), [Piece(f"{five:,}", five, "quiet")]),
    ]
    show(work_bars(pen(), bars, title, _("parameters")), key="vgg_pair", alt=title)


def _where(part: Part) -> None:
    found = described("vgg16")
    if found is None:
        return
    total, macs = found["parameters_with_top"], found["macs_with_top"]
    st.subheader(
        _("Where the {count:# parameter|# parameters} are", count=f"{total:,}"), anchor=False
    )
    layers = [layer for layer in networks.layers(found) if layer["parameters"]]
    most = max(layers, key=lambda layer: layer["parameters"])
    title = _(
        "{layer} alone holds {share}% of the parameters and does {work}% of the work",
        layer=most["name"],
        share=f"{100 * most['parameters'] / total:.0f}",
        work=f"{100 * most['macs'] / macs:.1f}",
    )
    bars = [
        Bar(label, [_piece(layer, layer[field] / whole) for layer in layers])
        for label, field, whole in (
            (_("parameters"), "parameters", total),
            ("MACs", "macs", macs),
        )
    ]
    work = _("share of the whole network (%)")
    show(work_bars(pen(), bars, title, work), key="vgg_where", alt=title)
    dense = sum(layer["parameters"] for layer in found["top"])
    part.say(
        "where",
        dense=f"{100 * dense / total:.0f}",
        convolutions=f"{100 * (1 - dense / total):.0f}",
        work=f"{100 * found['macs'] / macs:.0f}",
        left=f"{found['parameters']:,}",
    )


def _piece(layer: Layer, share: float) -> Piece:
    dense = layer["kind"] == "Dense"
    hover = _(
        "{layer}: {count:# parameter|# parameters}, {macs} MACs",
        layer=layer["name"],
        count=f"{layer['parameters']:,}",
        macs=f"{layer['macs']:,}",
    )
    return Piece(layer["name"], 100 * share, "head" if dense else "quiet", hover)
