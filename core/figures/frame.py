"""What every figure shares: fonts, ground, margins, and titles that fit (light)."""

from __future__ import annotations

import unicodedata
from typing import Any

import plotly.graph_objects as go

from core.figures.palette import Palette, faded

# The theme's fonts: only what a machine already has.
FONT = "system-ui, 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif"


WIDE, NARROW = 56, 48  # half-width columns of a title that fits a tablet


_CLOSING, _OPENING = "、。，．）」』】！？…％%)", "（「『【"


def breadth(text: str) -> int:
    """Half-width columns that a text takes: two for a Japanese character, one for a Western."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pieces(text: str) -> list[str]:
    """What must not be broken: Western words, Japanese characters, what stands in brackets."""
    out: list[str] = []
    for character in text:
        last = out[-1] if out else ""
        word = last.strip() and breadth(last[-1] + character) == 2 and character != " "
        inside = last.count("（") > last.count("）")
        if last and (word or inside or character in _CLOSING or last[-1] in _OPENING):
            out[-1] += character
        else:
            out.append(character)
    return out


def wrapped(text: str, columns: int = WIDE) -> str:
    """Break a title into lines of at most `columns` half-width columns, joined by ``<br>``.

    Plotly does not wrap titles.  Western text breaks at spaces, Japanese anywhere but before
    closing punctuation.
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and breadth(lines[-1] + piece) > columns:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.strip()
    return "<br>".join(line.rstrip() for line in lines)


def axis(title: str, palette: Palette, **more: Any) -> dict[str, Any]:
    """A quiet axis: title with unit, hairline grid, no zero line."""
    return {
        "title": {"text": title, "font": {"size": 13, "color": palette.quiet}, "standoff": 10},
        "tickfont": {"size": 12, "color": palette.quiet},
        "gridcolor": faded(palette.quiet, 0.18),
        "linecolor": faded(palette.quiet, 0.5),
        "zeroline": False,
        "automargin": True,
    } | more


def below(palette: Palette, y: float) -> dict[str, Any]:
    """A legend in one line below the figure; y: its upper edge, in heights of the plot."""
    return {
        "orientation": "h",
        "x": 0,
        "y": y,
        "yanchor": "top",
        "font": {"color": palette.ink},
    }


def dot_of_test(
    x: float, test: tuple[float, float, float], name: str, palette: Palette, **more: Any
) -> go.Scatter:
    """A test result as a dot with its interval; test: accuracy, low, high (0..1)."""
    value, low, high = test
    return go.Scatter(
        x=[x],
        y=[value],
        mode="markers",
        name=name,
        marker={"color": palette.head, "size": 11},
        error_y={
            "type": "data",
            "array": [high - value],
            "arrayminus": [value - low],
            "color": palette.head,
            "thickness": 2,
            "width": 6,
        },
        hovertemplate="%{y:.1%}",
        **more,
    )


def framed(
    figure: go.Figure,
    title: str,
    palette: Palette,
    height: int,
    *,
    columns: int = WIDE,
    **layout: Any,
) -> go.Figure:
    """Give a figure its title and the shared look; returns the same figure.

    The title states the finding, in lines of `columns`.  The paper is transparent, so that the
    page's ground shows.
    """
    lines = wrapped(title, columns)
    more = lines.count("<br>")
    top = 40 + 22 * more
    figure.update_layout(
        **{
            "template": "none",
            "height": height,
            "title": {
                "text": lines,
                "font": {"size": 16, "color": palette.ink, "weight": 600},
                "x": 0,
                "xref": "container",
                "xanchor": "left",
                "y": 1,
                "yref": "container",
                "yanchor": "top",
                "pad": {"t": 6 + 20 * more, "l": 4},  # Plotly hangs it by its last line
            },
            "font": {"family": FONT, "size": 13, "color": palette.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 12, "t": top + 14, "b": 8},
            "hoverlabel": {
                "bgcolor": palette.raised,
                "bordercolor": palette.quiet,
                "font": {"color": palette.ink, "family": FONT},
            },
        }
        | layout
    )
    return figure
