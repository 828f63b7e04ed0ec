"""A network that grows in three ways at once, and what the growth costs and buys (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log10

import plotly.graph_objects as go

from core.figures.frame import NARROW, axis, framed
from core.figures.palette import Palette, faded

WIDTH, HEIGHT = 760, 330
GROUNDS = (90, 300)  # where the base and the grown network stand
TALLEST, LARGEST = 170.0, 160.0  # pixels: of a block, of the photo
PHOTO_X, BLOCKS_X = 4, 190


@dataclass(frozen=True)
class Extent:
    """A network: side of its photo in pixels, channels of every block from front to back."""

    side: int
    channels: tuple[int, ...]


@dataclass(frozen=True)
class ScaledTexts:
    """Every word in the drawing, in the reader's language."""

    label: str  # the picture in words
    base: tuple[str, str]  # below the base's photo, and below its blocks
    grown: tuple[str, str]


def scaled_svg(
    grown: Extent, base: Extent, most: Extent, texts: ScaledTexts, palette: Palette
) -> str:
    """The base above, the grown network below it, on one scale: the photo as a square, every
    block as a bar as tall as its channels.

    most: the largest network that will be drawn, which sets the scale.
    """
    step = (WIDTH - BLOCKS_X - 16) / len(most.channels)
    per_channel = TALLEST / max(most.channels)
    per_pixel = LARGEST / most.side
    parts = []
    for extent, words, ground, colour in (
        (base, texts.base, GROUNDS[0], palette.ink),
        (grown, texts.grown, GROUNDS[1], palette.head),
    ):
        side = extent.side * per_pixel
        style = f'fill="{faded(colour, 0.2)}" stroke="{colour}" stroke-width="1.4"'
        parts.append(
            f'<rect x="{PHOTO_X}" y="{ground - side:.1f}" width="{side:.1f}" height="{side:.1f}" '
            f'rx="4" {style}/>'
        )
        for place, count in enumerate(extent.channels):
            tall = count * per_channel
            parts.append(
                f'<rect x="{BLOCKS_X + place * step:.1f}" y="{ground - tall:.1f}" '
                f'width="{step * 0.72:.1f}" height="{tall:.1f}" rx="2" {style}/>'
            )
        parts += [
            f'<text x="{x}" y="{ground + 20}" font-size="15" fill="{palette.ink}">'
            f"{escape(said)}</text>"
            for x, said in zip((PHOTO_X, BLOCKS_X), words, strict=True)
        ]
    return (
        f'<svg class="scaled" role="img" aria-label="{escape(texts.label, quote=True)}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'style="max-width:100%;height:auto;display:block" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


@dataclass(frozen=True)
class Point:
    """A published network: its work in billions of MACs, its top-1 accuracy in percent."""

    name: str
    macs: float
    top1: float


@dataclass(frozen=True)
class BoughtTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    macs: str  # axes, with their units
    top1: str
    here: str  # at the line of the network that is drawn


def bought(points: Sequence[Point], macs: float, texts: BoughtTexts, palette: Palette) -> go.Figure:
    """Published accuracy over published work, on a log axis; a line at the work `macs`."""
    figure = go.Figure(
        go.Scatter(
            x=[point.macs for point in points],
            y=[point.top1 for point in points],
            mode="lines+markers+text",
            text=[point.name for point in points],
            textposition="bottom right",
            textfont={"color": palette.ink, "size": 12},
            line={"color": palette.quiet, "width": 1.5},
            marker={"color": palette.ink, "size": 8},
            hovertemplate="%{text}: %{x} · %{y:.1f}<extra></extra>",
        )
    )
    figure.add_vline(x=macs, line={"color": palette.head, "width": 2, "dash": "dash"})
    figure.add_annotation(
        x=log10(macs),  # where annotations stand on a log axis
        y=1,
        yref="paper",
        text=texts.here,
        font={"color": palette.head, "size": 13},
        showarrow=False,
        xanchor="left",
        yanchor="top",
        xshift=4,
    )
    low, high = (edge(*[point.macs for point in points], macs) for edge in (min, max))
    ticks = [tick for tick in (0.3, 0.5, 1, 2, 5, 10, 20, 40) if low * 0.8 <= tick <= high * 1.3]
    figure.update_xaxes(
        axis(texts.macs, palette, type="log", tickvals=ticks, ticktext=[f"{t:g}" for t in ticks])
    )
    figure.update_yaxes(axis(texts.top1, palette, range=[75.5, 86]))
    return framed(figure, texts.title, palette, height=330, columns=NARROW, showlegend=False)
