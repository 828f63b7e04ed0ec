"""The branches of a real module on the learner’s photo, and who fills the concatenated output."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from core.figures.tiles import Row, Tile, rows
from core.ramp import tinted
from core.zoo import catalog, weights
from core.zoo.steps import Layer, steps
from dashboard.kit import ask, choice, photo, stage
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.kit.networks import block_of, described
from dashboard.shell.language import _
from pages.architectures.branch_names import branch

NETWORKS = ("squeezenet", "inception_v3")
PHOTO = 140  # pixels
LEADS = 0.12  # a branch holds this much more of the strongest channels than of all channels


def draw(part: Part) -> None:
    controls, scene = stage.sides("inception_photo", 1, 2)
    with controls:
        part.say("photo")
        network, place = _choices()
    chosen = photo.current()
    found = described(network)
    if found is None:
        return
    with scene:
        told = ask.result(
            "branches",
            {"photo": chosen.text, "backbone": network, "number": place},
            _("Sending the photo through every branch"),
            "inception_photo",
        )
        if told is None:
            return
        _shown(part, network, found["blocks"][place]["layers"], told)


def _shown(part: Part, network: str, layers: list[Layer], told: dict[str, Any]) -> None:
    every = steps(layers)
    names = [branch(every, one["layer"]) for one in told["branches"]]
    if told["weights"] == weights.RANDOM:
        part.say("untrained", network=catalog.get(network).title)
    total = told["output"][-1]
    shares = [one["channels"] / total for one in told["branches"]]
    _strip(names, shares, total)
    lines = [
        _line(name, one, share, total)
        for name, one, share in zip(names, told["branches"], shares, strict=True)
    ]
    st.html(rows(lines))
    _leader(part, names, told, shares)


def _line(name: str, one: dict[str, Any], share: float, total: int) -> Row:
    said = (
        _("{count} of {total} channels", count=one["channels"], total=total),
        _("{share} silent", share=percent(one["silent"])),
    )
    tiles = [
        Tile(
            str(strong["channel"]),
            tinted(strong["map"]),
            _("Branch {name}, channel {channel}", name=name, channel=strong["channel"]),
            pick=False,
        )
        for strong in one["strongest"]
    ]
    return Row(name, said, tiles, share)


def _choices() -> tuple[str, int]:
    chosen = photo.current()
    st.image(chosen.pixels, alt=_("The chosen photo: {name}", name=chosen.name), width=PHOTO)
    titles = {name: catalog.get(name).title for name in NETWORKS}
    network = choice.one(_("Network"), titles, "inception_photo_network")
    places = range(1, len(catalog.get(network).blocks))
    key = f"inception_photo_{network}"
    place = block_of(_("Module"), network, places, 2, key)
    with st.expander(_("Another photo")):
        photo.picker("inception_photo")
    return network, place


def _strip(names: list[str], shares: list[float], total: int) -> None:
    """The concatenated output: every branch as wide as its channels."""
    pieces = "".join(
        f'<div style="flex:{share:.4f}" title="{escape(name, quote=True)}">{escape(name)}</div>'
        for name, share in zip(names, shares, strict=True)
    )
    st.html(
        "<style>.tll-concat{display:flex;gap:3px;margin:.2rem 0 .4rem}.tll-concat div{min-width:0;"
        "overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding:.35rem .5rem;"
        "border:1.5px solid var(--tll-right);border-radius:6px;font-size:.85rem;"
        "background:color-mix(in srgb,var(--tll-right) 12%,transparent)}</style>"
        f'<div class="tll-concat">{pieces}</div>'
    )
    st.caption(_("The concatenated output: {total} channels, branch behind branch.", total=total))


def _leader(part: Part, names: list[str], told: dict[str, Any], shares: list[float]) -> None:
    """Whether some branch holds more of the strongest channels than its size would give it."""
    of = told["compared"]
    over = [one["among"] / of - share for one, share in zip(told["branches"], shares, strict=True)]
    most = max(range(len(over)), key=over.__getitem__)
    part.say(
        "leads" if over[most] > LEADS else "even",
        branch=names[most],
        among=told["branches"][most]["among"],
        compared=of,
        share=percent(shares[most]),
    )
