"""How the photos of each class are divided: one bar a class, a segment for every part (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette, faded

PARTS = ("train", "val", "test", "rest")


@dataclass(frozen=True)
class PartTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    photos: str
    parts: Mapping[str, str]  # names of PARTS
    wanted: str  # at the line of `least`


def class_parts(
    names: Sequence[str],
    counts: Mapping[str, Sequence[int]],
    texts: PartTexts,
    palette: Palette,
    *,
    least: int,
) -> go.Figure:
    """Stacked bars of photos per class.

    counts: part -> photos of every class, in the order of `names`; parts without photos are left
    out.  least: a number of photos that is asked for, drawn as a line.
    """
    look = {
        "train": (palette.trainable, ""),
        "val": (palette.trainable, "/"),
        "test": (palette.head, "x"),
        "rest": (faded(palette.quiet, 0.35), ""),
    }
    figure = go.Figure()
    for part in PARTS:
        values = list(counts.get(part, ()))
        if not any(values):
            continue
        colour, pattern = look[part]
        figure.add_trace(
            go.Bar(
                y=list(names),
                x=values,
                name=texts.parts[part],
                orientation="h",
                marker={
                    "color": colour,
                    "pattern": {
                        "shape": pattern,
                        "fillmode": "overlay",
                        "fgcolor": palette.ground,
                        "size": 7,
                    },
                    "line": {"color": palette.ground, "width": 1},
                },
                text=[str(value) if value else "" for value in values],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": palette.ink if part == "rest" else palette.ground, "size": 13},
                hovertemplate=f"%{{y}}: %{{x}} {texts.parts[part]}<extra></extra>",
            )
        )
    figure.add_vline(
        x=least,
        line={"color": palette.ink, "width": 1.5, "dash": "dot"},
        annotation={
            "text": texts.wanted,
            "font": {"size": 12, "color": palette.ink},
            "yanchor": "bottom",
        },
        annotation_position="top",
    )
    figure.update_layout(barmode="stack", bargap=0.35)
    figure.update_xaxes(**axis(texts.photos, palette, rangemode="tozero"))
    figure.update_yaxes(**axis("", palette, autorange="reversed", showgrid=False, type="category"))
    height = 150 + 44 * len(names)
    legend = below(palette, -70 / max(60, height - 150)) | {"traceorder": "normal"}
    return framed(figure, texts.title, palette, height=height, legend=legend)
