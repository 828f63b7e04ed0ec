"""One channel large: its map, and on the photo what one place of the map sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st
from PIL import Image

from core import images
from core.figures.field_view import Field, field_view
from core.imagine import fields
from core.ramp import source, tinted
from core.zoo import catalog
from dashboard.components.pick import pick, picked
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.why import maps

PATCH = 200  # pixels a side of the enlarged patch
OPACITY = 0.6


@dataclass(frozen=True)
class Look:
    """A place of a channel's map, and the box of the view that it sees."""

    walked: maps.Walk
    behind: maps.Told  # the block it stands behind
    told: maps.Told
    place: list[int]  # row, column
    size: int  # pixels a side of the view

    @property
    def box(self) -> fields.Box:
        return fields.box(self.behind["field"], self.place, self.size)


def large(part: Part, network: str, walked: maps.Walk, boundary: int, told: maps.Told) -> None:
    """The photo, the map with the chosen place, the patch that this place sees, and numbers."""
    behind = walked["boundaries"][boundary - 1]
    key = f"walk_map_{network}_{boundary}_{told['channel']}"
    place = _place(picked(key), behind["output"][:2], told["peak"])
    look = Look(walked, behind, told, place, catalog.get(network).native_size)
    pictures, patch = st.columns([9, 5], gap="medium")
    with pictures:
        over = st.toggle(_("Lay the map over the photo"), key="walk_over")
        row, column = place
        pick(_pictures(look, over), key, chosen=f"{row}:{column}")
    with patch:
        st.markdown(
            _("**This patch excites the channel most.**")
            if place == told["peak"]
            else _("**This is what the chosen place sees.**")
        )
        st.image(
            _patch(walked["view"], look.box),
            alt=_("The patch of the photo that this place sees, enlarged"),
            width=PATCH,
        )
        st.caption(f"{maps.seen(behind['field'], look.size)} · {_numbers(look)}")
    if _at_edge(told["peak"], behind["output"][:2]):
        part.say("edge")


def _pictures(look: Look, over: bool) -> str:
    return field_view(
        pen(),
        source(look.walked["view"]),
        tinted(look.told["map"]),
        Field(look.behind["output"][:2], look.place, look.box, look.size),
        overlay=OPACITY if over else 0,
        label=_(
            "The photo with the field of one place of channel {channel}, and the map of this "
            "channel beside it",
            channel=look.told["channel"],
        ),
    )


def _numbers(look: Look) -> str:
    largest = f"{look.told['largest']:.3g}"
    if look.behind["rectified"]:
        return _(
            "Largest answer {largest}; silent at {share} of the places",
            largest=largest,
            share=percent(look.told["silent"]),
        )
    return _(
        "Largest answer {largest}; this block ends without ReLU, so answers below zero pass on, "
        "too",
        largest=largest,
    )


def _place(said: str, shape: Sequence[int], peak: list[int]) -> list[int]:
    """The place that was clicked, or the one where the channel answers most."""
    row, _colon, column = said.partition(":")
    if row.isdigit() and column.isdigit() and int(row) < shape[0] and int(column) < shape[1]:
        return [int(row), int(column)]
    return peak


def _at_edge(peak: Sequence[int], shape: Sequence[int]) -> bool:
    return any(place in (0, side - 1) for place, side in zip(peak, shape, strict=True))


def _patch(view: str, box: fields.Box) -> np.ndarray:
    """The pixels in a box of the view, enlarged so that they can be counted."""
    left, top, right, bottom = box
    pixels = images.from_text(view)[top:bottom, left:right]
    height, width = pixels.shape[:2]
    share = 2 * PATCH / max(height, width)
    size = (max(1, round(width * share)), max(1, round(height * share)))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.NEAREST))
