"""The freeze slider on the network itself: drag the boundary, the blocks follow at once.

Streamlit's own slider reports only on release and repaints nothing meanwhile.  This widget draws
the blocks once (`core.figures.network`) and recolours them while the boundary moves; Python hears
of it on release.  It is a slider for the keyboard and for screen readers as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from core.figures.network import HEAD_WIDTH, BlockView, network_svg
from core.figures.pen import Pen
from core.figures.signs import FLAME, SNOWFLAKE
from dashboard.components.component import component

_mount = component("freeze_strip")


@dataclass(frozen=True)
class StripState:
    """What the widget says while the boundary stands at one place."""

    cold: str  # over the frozen side; "" when nothing is frozen
    warm: str  # over the trained side
    spoken: str  # the same in one sentence, for screen readers and the keyboard
    read: tuple[tuple[bool, str], ...]  # the line below: (strong, text) pieces


@dataclass(frozen=True)
class Strip:
    """A network with its boundary, drawn and in words."""

    blocks: Sequence[BlockView]
    boundary: int  # number of leading frozen blocks
    states: Sequence[StripState]  # one for every place, len(blocks) + 1
    label: str  # what the slider sets
    hint: str  # the line below while nothing is pointed at
    head: str  # what the head is


def freeze_strip(strip: Strip, pen: Pen, key: str, on_move: Callable[[int], None]) -> None:
    """Draw a network; calls `on_move(boundary)` when the boundary was let go elsewhere."""
    colours = ("frozen", "trainable", "head", "quiet", "ground")
    data = {
        # Drawn once for a network and theme: the widget recolours it.
        "svg": network_svg(pen, strip.blocks, 0, label=strip.label, head=strip.head),
        "boundary": strip.boundary,
        "states": [asdict(state) for state in strip.states],
        "blocks": [f"{block.title}: {block.detail}" for block in strip.blocks],
        "head": strip.head,
        "hint": strip.hint,
        "label": strip.label,
        "palette": {name: getattr(pen.palette, name) for name in colours},
        "icons": {"ice": SNOWFLAKE, "fire": FLAME},
        "head_width": HEAD_WIDTH,
    }

    def moved() -> None:
        place = st.session_state[key].moved
        if isinstance(place, int) and 0 <= place <= len(strip.blocks):
            on_move(place)

    _mount(key=key, data=data, on_moved_change=moved, width="stretch", height="content")
