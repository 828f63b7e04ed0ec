"""How sure and how familiar: confidence beside energy for a few pictures (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, framed, wrapped
from core.figures.palette import Palette

HALF = 24  # half-width columns under one of the two panels on a tablet


@dataclass(frozen=True)
class FamiliarTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    confidence: str
    energy: str


def familiar(
    rows: Sequence[tuple[str, float, float]], texts: FamiliarTexts, palette: Palette
) -> go.Figure:
    """Bars of rows (name, probability 0..1, energy), the first row being the known photo."""
    figure = make_subplots(rows=1, cols=2, horizontal_spacing=0.1, shared_yaxes=True)
    names = [name for name, _share, _energy in rows][::-1]
    colours = [palette.frozen if name == rows[0][0] else palette.wrong for name in names]
    shares = [100 * share for _name, share, _energy in rows][::-1]
    energies = [energy for _name, _share, energy in rows][::-1]
    for column, values, form in ((1, shares, "%{x:.0f}"), (2, energies, "%{x:.1f}")):
        figure.add_trace(
            go.Bar(
                x=values,
                y=names,
                orientation="h",
                marker_color=colours,
                texttemplate=form,
                textposition="auto",
                textangle=0,
                hovertemplate="%{y}: " + form + "<extra></extra>",
                cliponaxis=False,
            ),
            1,
            column,
        )
    framed(figure, texts.title, palette, 120 + 44 * len(rows), showlegend=False)
    titles = [wrapped(text, HALF) for text in (texts.confidence, texts.energy)]
    figure.update_xaxes(axis(titles[0], palette, range=[0, 100]), row=1, col=1)
    figure.update_xaxes(axis(titles[1], palette), row=1, col=2)
    figure.update_yaxes(tickfont={"size": 13, "color": palette.ink}, automargin=True)
    return figure
