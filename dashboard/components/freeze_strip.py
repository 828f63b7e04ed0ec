"""The freeze slider on the network itself: drag the boundary, the blocks follow at once.

Streamlit's own slider reports only on release and repaints nothing meanwhile.  This widget draws
the blocks once (`core.figures.network`) and recolours them while the boundary moves; Python hears
of it on release.  It is a slider for the keyboard and for screen readers as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

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


def freeze_strip(
    blocks: Sequence[BlockView],
    boundary: int,
    states: Sequence[StripState],
    pen: Pen,
    *,
    label: str,
    hint: str,
    head: str,
    key: str,
    on_move: Callable[[int], None],
) -> None:
    """Draw the network with its boundary; calls `on_move(boundary)` when it was let go elsewhere.

    boundary: number of leading frozen blocks.  states: one for every place, len(blocks) + 1.
    label: what the slider sets.  hint: the line below while nothing is pointed at.  head: what the
    head is, in words.
    """
    colours = ("frozen", "trainable", "head", "quiet", "ground")
    data: dict[str, Any] = {
        # Drawn once for a network and theme: the widget recolours it.
        "svg": network_svg(pen, blocks, 0, label=label, head=head),
        "boundary": boundary,
        "states": [asdict(state) for state in states],
        "blocks": [f"{block.title}: {block.detail}" for block in blocks],
        "head": head,
        "hint": hint,
        "label": label,
        "palette": {name: getattr(pen.palette, name) for name in colours},
        "icons": {"ice": SNOWFLAKE, "fire": FLAME},
        "head_width": HEAD_WIDTH,
    }

    def moved() -> None:
        place = st.session_state[key].moved
        if isinstance(place, int) and 0 <= place <= len(blocks):
            on_move(place)

    _mount(key=key, data=data, on_moved_change=moved, width="stretch", height="content")
