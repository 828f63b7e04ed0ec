"""What training changed inside a network: block by block, and on a map of the photos (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from plotly.colors import qualitative
from plotly.subplots import make_subplots

from core.figures.frame import axis, framed
from core.figures.palette import Palette, faded

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "pentagon")
FRAMES = 12  # states between before and after


@dataclass(frozen=True)
class ChangeTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    block: str
    change: str
    cka: str
    frozen: str
    trained: str


def changes(
    blocks: Sequence[Mapping[str, float]],
    names: Sequence[str],
    boundary: int,
    texts: ChangeTexts,
    palette: Palette,
) -> go.Figure:
    """Above: how far the weights of every block moved.  Below: how alike its answers stayed.

    blocks: rows with ``change`` (0 and more) and ``cka`` (0..1); boundary: number of leading frozen
    blocks.
    """
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.09)
    places = list(range(1, len(blocks) + 1))
    for name, colour, chosen in (
        (texts.frozen, palette.frozen, places[:boundary]),
        (texts.trained, palette.trainable, places[boundary:]),
    ):
        if not chosen:
            continue
        hover = [names[place - 1] for place in chosen]
        figure.add_trace(
            go.Bar(
                x=chosen,
                y=[blocks[place - 1]["change"] for place in chosen],
                name=name,
                marker_color=colour,
                customdata=hover,
                hovertemplate="%{customdata}: %{y:.2%}<extra></extra>",
            ),
            row=1,
            col=1,
        )
        figure.add_trace(
            go.Scatter(
                x=chosen,
                y=[blocks[place - 1]["cka"] for place in chosen],
                mode="lines+markers",
                marker={
                    "size": 10,
                    "color": colour,
                    "symbol": "circle" if chosen[0] == 1 and boundary else "diamond",
                },
                line={"color": faded(colour, 0.6), "width": 2},
                customdata=hover,
                hovertemplate="%{customdata}: %{y:.3f}<extra></extra>",
                showlegend=False,
            ),
            row=2,
            col=1,
        )
    most = max((block["change"] for block in blocks), default=0.0)
    least = min((block["cka"] for block in blocks), default=1.0)
    figure.update_xaxes(axis("", palette, showgrid=False, tickvals=places))
    figure.update_xaxes(title=axis(texts.block, palette)["title"], row=2, col=1)
    form = ".0%" if most > 0.05 else ".1%"
    figure.update_yaxes(
        axis(texts.change, palette, range=[0, max(1.15 * most, 0.001)], tickformat=form, nticks=5),
        row=1,
        col=1,
    )
    bottom = max(0.0, 1 - 1.3 * max(1 - least, 0.01))
    figure.update_yaxes(
        axis(texts.cka, palette, range=[bottom, 1 + 0.15 * (1 - bottom)], nticks=5), row=2, col=1
    )
    return framed(
        figure,
        texts.title,
        palette,
        height=470,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
        | {"font": {"color": palette.ink}},
        margin={"l": 8, "r": 12, "t": 110, "b": 8},
    )


@dataclass(frozen=True)
class MapTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    before: str
    after: str
    play: str
    classes: Sequence[str]


def photo_map(
    before: Sequence[Sequence[float]],
    after: Sequence[Sequence[float]],
    labels: Sequence[int],
    texts: MapTexts,
    palette: Palette,
) -> go.Figure:
    """Photos as points of one plane that glide from where they were to where they are.

    Colour and sign tell the class; the slider holds any state between.
    """
    figure = go.Figure(data=_points(before, after, labels, 0.0, texts))
    figure.frames = [
        go.Frame(
            name=str(step),
            data=_points(before, after, labels, _eased(step / FRAMES), texts, brief=True),
        )
        for step in range(FRAMES + 1)
    ]
    quick = {"frame": {"duration": 90, "redraw": False}, "transition": {"duration": 0}}
    steps = [
        {
            "args": [[str(step)], {"mode": "immediate", **quick}],
            "label": {0: texts.before, FRAMES: texts.after}.get(step, ""),
            "method": "animate",
        }
        for step in range(FRAMES + 1)
    ]
    hidden = axis(
        "", palette, showticklabels=False, range=[-1.08, 1.08], showgrid=False, linewidth=0
    )
    figure.update_xaxes(hidden)
    figure.update_yaxes(hidden)
    return framed(
        figure,
        texts.title,
        palette,
        height=600,
        legend={"font": {"color": palette.ink}, "itemsizing": "constant"},
        margin={"l": 8, "r": 12, "t": 60, "b": 90},
        sliders=[
            {
                "active": 0,
                "steps": steps,
                "x": 0.14,
                "len": 0.86,
                "y": -0.02,
                "pad": {"t": 12},
                "currentvalue": {"visible": False},
                "font": {"color": palette.ink},
                "bgcolor": faded(palette.quiet, 0.3),
                "activebgcolor": palette.head,
                "bordercolor": palette.quiet,
                "tickcolor": palette.quiet,
            }
        ],
        updatemenus=[
            {
                "type": "buttons",
                "x": 0,
                "y": -0.02,
                "xanchor": "left",
                "yanchor": "top",
                "pad": {"t": 16},
                "showactive": False,
                "bgcolor": palette.raised,
                "bordercolor": palette.quiet,
                "font": {"color": palette.ink},
                "buttons": [
                    {"label": texts.play, "method": "animate", "args": [None, quick]},
                ],
            }
        ],
    )


def _eased(share: float) -> float:
    return share * share * (3 - 2 * share)


def _points(
    before: Sequence[Sequence[float]],
    after: Sequence[Sequence[float]],
    labels: Sequence[int],
    share: float,
    texts: MapTexts,
    brief: bool = False,
) -> list[go.Scatter]:
    out = []
    for number, name in enumerate(texts.classes):
        rows = [place for place, label in enumerate(labels) if label == number]
        spots = [
            [a + share * (b - a) for a, b in zip(before[row], after[row], strict=True)]
            for row in rows
        ]
        where = {"x": [x for x, _y in spots], "y": [y for _x, y in spots]}
        if brief:
            out.append(go.Scatter(where))
            continue
        colours = qualitative.Safe
        out.append(
            go.Scatter(
                where,
                mode="markers",
                name=name,
                marker={
                    "color": colours[number % len(colours)],
                    "symbol": SYMBOLS[number % len(SYMBOLS)],
                    "size": 8,
                    "opacity": 0.85,
                },
                hovertemplate=f"{name}<extra></extra>",
            )
        )
    return out
