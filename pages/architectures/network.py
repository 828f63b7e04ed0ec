"""One network: the row of its blocks, one block as a drawing, one layer of it in numbers."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.figures.block import columns
from core.figures.network import BlockView, network_svg
from core.zoo import catalog, describe
from core.zoo.backbone import Backbone
from core.zoo.steps import steps
from dashboard.components import pick
from dashboard.kit import predict
from dashboard.kit.chart import number_table, pen
from dashboard.kit.lesson import Part
from dashboard.kit.networks import choose, counted, described
from dashboard.kit.predict import Question
from dashboard.kit.words import number
from dashboard.shell import address
from dashboard.shell.language import N_, _, listed, translate
from pages.architectures import block as drawing
from pages.architectures import networks, one_layer

SIDE_BY_SIDE = 2  # columns of boxes that leave room for the numbers beside them
TWICE = (96, 192)  # sides of photos, both counted
TIMES = {"1×": 1, "2×": 2, "4×": 4, "16×": 16}
PLACE = "architectures/network/twice"
COUNTED = {
    "BatchNormalization": N_("{count:# batch-norm layer|# batch-norm layers}"),
    "Add": N_("{count:# addition|# additions} where a skip connection or shortcut ends"),
    "Concatenate": N_("{count:# concatenation|# concatenations}"),
    "Multiply": N_("{count:# gate that scales|# gates that scale} channels"),
}


def draw(part: Part) -> None:
    left, right = st.columns([2, 3], gap="large", vertical_alignment="bottom")
    with left:
        chosen = _chosen()
    entry = catalog.get(chosen)
    found = described(chosen)
    if found is None:
        return
    with right:
        st.markdown(
            _(
                "**{year}** · **{depth}** layers deep · **{parameters}** parameters · **{macs}** "
                "MACs for a photo of {size} px",
                year=entry.year,
                depth=entry.depth,
                parameters=number(found["parameters_with_top"]),
                macs=number(found["macs_with_top"]),
                size=entry.native_size,
            )
        )
        st.caption(f"[{entry.citation}]({entry.url})")
    place = _row(entry, found)
    blocks = [*found["blocks"], _classifier(found)]
    _block(part, chosen, found, blocks[place], place)
    with st.expander(_("Every layer of this block as a table")):
        one_layer.table(blocks[place]["layers"])
    _asked(part, entry, found)
    holds = _holds(found)
    part.say("whole" if holds else "plain", network=entry.title, found=listed(holds))
    networks.try_it(chosen)


def _asked(part: Part, entry: Backbone, found: describe.Description) -> None:
    """Photos of twice the side: how much more work?"""
    counts = counted(entry.id)
    if counts is None:
        return
    less, more = (sum(block["macs"][str(size)] for block in counts["blocks"]) for size in TWICE)
    question = Question(
        _(
            "Photos of {more} px in place of {less} px: how many times the work?",
            less=TWICE[0],
            more=TWICE[1],
        ),
        {name: _("{count}×", count=name[:-1]) for name in TIMES},
    )
    nearest = min(TIMES, key=lambda name: abs(TIMES[name] - more / less))
    if predict.quick(PLACE, "network_size", question, _("Count it"), nearest):
        side = found["blocks"][-1]["output"][0]
        part.say("size", native=entry.native_size, side=side)


def _chosen() -> str:
    """The network of the selector; the URL holds it too."""
    name, key = networks.PARAMETER, networks.NETWORK
    chosen = address.choice(name, key, catalog.BACKBONES, lambda: networks.DEFAULT)
    choose(list(catalog.BACKBONES), **address.widget(name, key))
    return chosen or networks.DEFAULT


def _classifier(found: describe.Description) -> dict[str, Any]:
    """The published classifier in the form of a block."""
    top = found["top"]
    return {
        "layer": top[-1]["name"],
        "kind": "classifier",
        "output": top[-1]["output"],
        "parameters": sum(layer["parameters"] for layer in top),
        "macs": sum(layer["macs"] for layer in top),
        "receptive_field": top[-1]["receptive_field"],
        "layers": top,
    }


def _title(block: dict[str, Any]) -> str:
    return translate(block["title"]) if "title" in block else _("ImageNet classifier")


def _row(entry: Backbone, found: describe.Description) -> int:
    """The network as a row of blocks; returns the place of the chosen one."""
    blocks = found["blocks"]
    key = f"network_row_{entry.id}"
    place = int(pick.picked(key, str(int(blocks[0]["kind"] == "stem"))))
    views = [
        BlockView(
            translate(block["title"]),
            _(
                "{shape}, {count:# parameter|# parameters}",
                shape=networks.shape(block["output"]),
                count=f"{block['parameters']:,}",
            ),
            block["output"][0],
            block["parameters"],
        )
        for block in blocks
    ]
    svg = network_svg(
        pen(),
        views,
        None,
        label=_("The blocks of {network}", network=entry.title),
        head=_("ImageNet classifier"),
        chosen=place,
    )
    pick.pick(svg, key, chosen=str(place))
    number_table(
        key,
        [
            {
                _("Block"): translate(block["title"]),
                _("Output shape"): networks.shape(block["output"]),
                _("Parameters"): block["parameters"],
                "MACs": block["macs"],
            }
            for block in blocks
        ],
    )
    st.caption(
        _(
            "Click a block. The photo comes in on the left; a block is as high as the map it hands "
            "on, the bar below it grows with its parameters; purple is the classifier."
        )
    )
    return place


def _block(
    part: Part, network: str, found: describe.Description, block: dict[str, Any], place: int
) -> None:
    st.subheader(_title(block), anchor=False)
    everything = steps(block["layers"])
    key = f"network_block_{network}_{place}"
    heaviest = max(everything, key=lambda step: step.parameters)
    chosen = pick.picked(key, heaviest.id)
    label = _("What happens in the block {block}", block=_title(block))
    start = _("the photo") if place == 0 else _("block before")
    svg = drawing.svg(everything, label, start, chosen)
    step = next(step for step in everything if step.id == chosen)
    sizes = {layer["name"]: layer["output"] for layer in networks.layers(found)}
    reads = [sizes[layer] for layer in step.layers[0]["inputs"]]
    if columns(everything) <= SIDE_BY_SIDE:
        with st.container(key="wraps_box"):
            left, said, seen = st.columns([9, 8, 6], gap="medium")
    else:
        left = st.container()
        said, seen = st.columns([2, 1], gap="medium")
    with left:
        pick.pick(svg, key, chosen=chosen)
        number_table(key, drawing.numbers(everything))
    with said, st.container(border=True):
        one_layer.told(step, reads)
    with seen:
        one_layer.seen(network, step.last)
    st.caption(part.text("legend"))


def _holds(found: describe.Description) -> list[str]:
    """What a block boundary must not cut through, counted in the whole network."""
    kinds = [layer["kind"] for block in found["blocks"] for layer in block["layers"]]
    return [_(said, count=kinds.count(kind)) for kind, said in COUNTED.items() if kind in kinds]
