"""VGG: two 3×3 against one 5×5, a stack to build by clicking, and where its parameters are."""

from __future__ import annotations

import streamlit as st

from core.figures.windows import windows_svg
from core.figures.work import Bar, Piece, work_bars
from core.transfer.recipe import Recipe
from core.zoo.describe import Description
from core.zoo.stack import FIRST, convolution
from core.zoo.steps import Layer
from dashboard.components import pick
from dashboard.kit import lesson, predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.networks import described
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.words import tick
from dashboard.shell.language import N_, _
from pages.architectures import networks, sections, vgg_stack

CHANNELS = (8, 16, 32, 64, 128, 256, 512)
WINDOWS, PLACE = "vgg_windows", "architectures/vgg"


def draw(part: Part) -> None:
    sections.draw(part, SECTIONS)
    lesson.try_it(
        Recipe(backbone="vgg16_edges", size=64),
        _("Train a head on a VGG16 that was retrained for edges"),
    )


def _windows(part: Part) -> None:
    controls, scene = stage.sides("vgg_windows", 1, 1)
    with controls:
        middle = pick.picked(WINDOWS)
        place = tuple(map(int, middle.split(":"))) if middle else None
        drawn = windows_svg(pen(), (place[0], place[1]) if place else None)
        pick.pick(drawn, WINDOWS, chosen=middle)
        st.caption(part.text("windows"))
    with scene:
        channels = st.select_slider(
            _("Channels in and out"), CHANNELS, value=FIRST, key="vgg_channels"
        )
        three, five, seven = (convolution(kernel, channels, channels) for kernel in (3, 5, 7))
        told = _asked(3 * convolution(3, FIRST, FIRST) / convolution(7, FIRST, FIRST))
        title = _(
            "Two 3×3 need {share}% fewer parameters than one 5×5",
            share=f"{100 * (1 - 2 * three / five):.1f}",
        )
        bars = [
            Bar(_("two 3×3"), [Piece(f"{three:,}", three, "trainable")] * 2),
            Bar(_("one 5×5"), [Piece(f"{five:,}", five, "quiet")]),
        ]
        if told:
            bars += [
                Bar(_("three 3×3"), [Piece(f"{three:,}", three, "trainable")] * 3),
                Bar(_("one 7×7"), [Piece(f"{seven:,}", seven, "quiet")]),
            ]
        show(work_bars(pen(), bars, title, _("parameters"), tick), key="vgg_pair", alt=title)
        part.say("pair")


def _asked(share: float) -> bool:
    """The prediction is about three and one 7×7; two and one 5×5 stand there first."""
    question = Question(
        _("Three 3×3 see as much as one 7×7. What share of its parameters do they need?"),
        pick=SHARE,
    )
    return predict.quick(f"{PLACE}/three", "vgg_three", question, _("Count it"), share)


def _where(part: Part) -> None:
    found = described("vgg16")
    if found is None:
        return
    total, macs = found["parameters_with_top"], found["macs_with_top"]
    dense = sum(layer["parameters"] for layer in found["top"])
    controls, scene = stage.sides("vgg_where")
    with controls:
        st.markdown(
            _(
                "VGG16: 13 convolutions, 3 fully connected layers, "
                "{count:# parameter|# parameters}.",
                count=f"{total:,}",
            )
        )
        question = Question(
            _("What share of them lies in the 3 fully connected layers?"), pick=SHARE
        )
        told = predict.quick(
            f"{PLACE}/dense", "vgg_dense", question, _("Count them"), dense / total
        )
        if told:
            part.say(
                "where",
                dense=f"{100 * dense / total:.0f}",
                convolutions=f"{100 * (1 - dense / total):.0f}",
                work=f"{100 * found['macs'] / macs:.0f}",
                left=f"{found['parameters']:,}",
            )
    with scene:
        if told:
            _shares(found, total, macs)
        else:
            _sides(found)


def _sides(found: Description) -> None:
    """What every layer hands on: the network, before anything is told of its parameters."""
    title = _("The maps of VGG16 get smaller, and their channels more")
    bars = [
        Bar(
            networks.shape(block["output"]),
            [Piece(str(block["output"][-1]), block["output"][-1], "quiet")],
        )
        for block in found["blocks"]
    ]
    show(work_bars(pen(), bars, title, _("channels")), key="vgg_maps", alt=title)


def _shares(found: Description, total: int, macs: int) -> None:
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


def _piece(layer: Layer, share: float) -> Piece:
    dense = layer["kind"] == "Dense"
    hover = _(
        "{layer}: {count:# parameter|# parameters}, {macs} MACs",
        layer=layer["name"],
        count=f"{layer['parameters']:,}",
        macs=f"{layer['macs']:,}",
    )
    return Piece(layer["name"], 100 * share, "head" if dense else "quiet", hover)


SECTIONS = {
    "windows": (N_("Two 3×3 or one 5×5?"), _windows),
    "stack": (N_("Build a stack"), vgg_stack.draw),
    "where": (N_("Where the parameters are"), _where),
}
