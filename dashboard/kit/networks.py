"""A network of the zoo on a page: chosen, counted, layer by layer, drawn with its boundary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.experiments import depth
from core.figures.layer_cut import layer_cut_svg
from core.figures.network import BlockView, network_svg
from core.figures.signs import FLAME, SNOWFLAKE, inline
from core.messages import Message
from core.transfer import count
from core.transfer.recipe import Recipe
from core.zoo import catalog, describe, facts
from dashboard.kit import ask, words
from dashboard.kit.chart import drawing, pen
from dashboard.shell.language import _, translate

Facts = dict[str, Any]


def counted(backbone: str) -> Facts | None:
    """The facts of a network; asks the worker to count it where that was not done yet."""
    return facts.read(backbone) or ask.result(
        "facts", {"backbone": backbone}, _("Counting the network"), f"facts_{backbone}"
    )


def described(backbone: str) -> dict[str, Any] | None:
    """A network layer by layer; asks the worker to describe it where that was not done yet."""
    found = describe.read(backbone)
    if found is None:
        words = _("Building {network} and counting its layers", network=catalog.get(backbone).title)
        asked = ask.result("describe", {"backbones": [backbone]}, words, f"describe_{backbone}")
        found = asked[backbone] if asked else None
    return found


def choose(names: Sequence[str], key: str, first: str = "", label: str = "", **layout: Any) -> str:
    """One of some networks by its title; `first`, or the first of them, until somebody chooses."""
    chosen: str = st.selectbox(
        label or _("Network"),
        names,
        names.index(first) if first else 0,
        format_func=lambda name: catalog.get(name).title,
        key=key,
        **layout,
    )
    return chosen


def behind(backbone: str, key: str, first: int, places: Sequence[int] = ()) -> int:
    """A boundary of a network, named by the block in front of it; `places`: if not every one."""
    blocks = catalog.get(backbone).blocks
    chosen: int = st.select_slider(
        _("Behind which block"),
        places or range(1, len(blocks) + 1),
        first,
        format_func=lambda place: f"{place}: {translate(blocks[place - 1].title)}",
        key=key,
    )
    return chosen


def block_of(label: str, backbone: str, places: Sequence[int], first: int, key: str) -> int:
    """The place of a block of a network, chosen by its title."""
    blocks = catalog.get(backbone).blocks
    chosen: int = st.select_slider(
        label, places, first, format_func=lambda place: translate(blocks[place].title), key=key
    )
    return chosen


def network(recipe: Recipe, found: Facts, key: str = "network") -> None:
    """The recipe's network: frozen and unfrozen blocks, the new head, and what that counts to.
    `key` tells apart two of one page."""
    drawing(_svg(recipe, found), key=key, rows=_rows(recipe, found))
    st.markdown(learning(recipe, found))


def _rows(recipe: Recipe, found: Facts) -> list[dict[str, Any]]:
    """A row for each block, and for the head."""
    backbone = catalog.get(recipe.backbone)
    rows: list[dict[str, Any]] = [
        {
            _("Block"): translate(block.title),
            _("Parameters"): entry["parameters"],
            _("State"): _("frozen") if place < recipe.boundary else _("unfrozen, learns on"),
        }
        for place, (block, entry) in enumerate(zip(backbone.blocks, found["blocks"], strict=True))
    ]
    head = count.head_parameters(recipe.head, found["features"], recipe.outputs)
    new = {_("Block"): _("New head"), _("Parameters"): head, _("State"): _("learns from zero")}
    return [*rows, new]


def learning(recipe: Recipe, found: Facts) -> str:
    """How many parameters learn, in one sentence."""
    trained, every = count.trainable(recipe, found), count.total(recipe, found)
    return _(
        "**{learning}** of {total} parameters learn ({share}).",
        learning=words.number(trained),
        total=words.number(every),
        share=f"{trained / every:.0%}" if trained > 0.095 * every else f"{trained / every:.1%}",
    )


def _svg(recipe: Recipe, found: Facts) -> str:
    backbone = catalog.get(recipe.backbone)
    views = []
    for block, entry in zip(backbone.blocks, found["blocks"], strict=True):
        side = facts.output_shapes({"blocks": [entry]}, backbone.native_size)[0][0]
        detail = _("{count:# parameter|# parameters}", count=words.number(entry["parameters"]))
        views.append(BlockView(translate(block.title), detail, side, entry["parameters"]))
    return network_svg(
        pen(),
        views,
        recipe.boundary,
        label=_(
            "{network}: {frozen:# frozen block|# frozen blocks}, {unfrozen:# unfrozen block|# "
            "unfrozen blocks}, a new head",
            network=backbone.title,
            frozen=recipe.boundary,
            unfrozen=recipe.unfreeze,
        ),
        head=_("New head"),
    )


def cut(backbone: str, found: dict[str, Any], last: int) -> tuple[depth.Cut, list[str]]:
    """Draw a described network layer by layer with its `last` layers unfrozen; the cut, and the
    names of the blocks."""
    opened = depth.cut(found, last)
    names = [translate(Message.from_json(block["title"])) for block in found["blocks"]]
    label = _(
        "{network} layer by layer: the last {last} are unfrozen",
        network=catalog.get(backbone).title,
        last=last,
    )
    rows = [
        {
            _("Block"): title,
            _("Layers"): len(block),
            _("Unfrozen"): sum(layer.trained for layer in block),
            _("Parameters that learn"): sum(layer.parameters for layer in block if layer.trained),
        }
        for title, block in zip(names, opened.blocks, strict=True)
    ]
    drawing(layer_cut_svg(pen(), opened, names, label), key=f"cut_{backbone}", rows=rows)
    return opened, names


def legend() -> None:
    """What the three colours and the signs mean."""
    st.markdown(
        '<span class="tll-kind" style="color:var(--tll-frozen)">■ {ice} {cold}</span> &nbsp; '
        '<span class="tll-kind" style="color:var(--tll-trainable)">■ {fire} {warm}</span> &nbsp; '
        '<span class="tll-kind" style="color:var(--tll-head)">■ {new}</span>'.format(
            ice=inline(SNOWFLAKE, "frozen"),
            cold=_("frozen"),
            fire=inline(FLAME, "trainable"),
            warm=_("unfrozen, learns on"),
            new=_("new head, learns from zero"),
        ),
        unsafe_allow_html=True,
    )
