"""One photo before and after: where the network looks, and what its channels answer."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from core import images
from core.datasets import library
from core.imagine import saliency
from core.ramp import tinted
from core.transfer.recipe import Recipe
from dashboard.kit import ask, choice, gallery, networks, photo, words
from dashboard.kit.bars import percent
from dashboard.shell.language import _
from dashboard.shell.names import as_written

OFFERED = 11  # test photos to choose from
SHOWN = 320  # pixels a side of a heat map
_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")


def draw(recipe: Recipe, found: dict[str, Any], key: str) -> None:
    """Choose a photo and a block; Grad-CAM and feature maps of both states side by side."""
    st.subheader(_("One photo, before and after"), anchor=False)
    text = _choose(recipe, found, key)
    told = ask.result(
        "before_after_photo",
        {"recipe": recipe.to_json(), "photo": text},
        slot=f"{key}_photo",
    )
    if told is None:
        return
    drawn = [n for n, block in enumerate(told["blocks"], 1) if block["heat"][0] is not None]
    boundary = networks.behind(recipe.backbone, f"{key}_block", drawn[-1], drawn)
    block = told["blocks"][boundary - 1]
    name = words.titles(recipe.dataset)[recipe.class_names[told["target"]]]
    view = images.resize(images.from_text(told["view"])[None], SHOWN)[0]
    left, middle, right = st.columns(3, gap="medium")
    left.image(view, alt=_("The photo as the network sees it"), width="stretch")
    left.caption(_("The photo at {count} px", count=recipe.size))
    for column, when, heat, share in (
        (middle, _("before"), block["heat"][0], told["probability"][0]),
        (right, _("after"), block["heat"][1], told["probability"][1]),
    ):
        column.image(
            saliency.overlay(view, np.array(heat, np.float32)),
            alt=_("Grad-CAM for “{name}” {when}", name=name, when=when),
            width="stretch",
        )
        column.caption(
            _(
                "{when}: “{name}” gets {share}",
                when=when,
                name=as_written(name),
                share=percent(share),
            )
        )
    _maps(block)
    st.caption(
        _(
            "Grad-CAM for the answer of the trained network, and the channels of this block that "
            "answered most strongly before: the same channels below. Each map is scaled by itself."
        )
    )


def _choose(recipe: Recipe, found: dict[str, Any], key: str) -> str:
    """The photo as it travels: a test photo, or one of the learner's own."""
    ways = {"test": _("A test photo"), "own": _("A photo of mine")}
    way = choice.one(_("Photo"), ways, f"{key}_way", label_visibility="collapsed")
    if way == "own":
        return photo.picker(f"{key}_picker").text
    offered = found["map"]["index"][:OFFERED]
    chosen_key = f"{key}_chosen"
    picked = st.session_state.get(chosen_key)
    chosen = int(offered[0] if picked not in offered or picked is None else picked)
    cards = [
        gallery.Picture(
            gallery.photo(recipe.dataset, index),
            "",
            id=str(index),
            label=_("Test photo {number}", number=number),
        )
        for number, index in enumerate(offered, 1)
    ]
    gallery.choose(
        cards,
        gallery.at_least(64),
        f"{key}_cards",
        lambda picked: st.session_state.update({chosen_key: int(picked)}),
        chosen=str(chosen),
    )
    return images.to_text(library.photo(recipe.dataset, chosen))


def _maps(block: dict[str, Any]) -> None:
    rows = [f"<span></span>{''.join(f'<span>{_channel(one)}</span>' for one in block['channels'])}"]
    for when, maps in zip((_("before"), _("after")), block["maps"], strict=True):
        pictures = "".join(
            f'<img src="{tinted(picture)}" alt="{escape(_channel(one), quote=True)}">'
            for one, picture in zip(block["channels"], maps, strict=True)
        )
        rows.append(f"<span>{escape(when)}</span>{pictures}")
    st.html(f'<style>{_CSS}</style><div class="tll-inside">{"".join(rows)}</div>')


def _channel(number: int) -> str:
    return _("channel {number}", number=number)
