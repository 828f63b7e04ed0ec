"""How sure and how familiar: confidence beside energy for a few pictures (light)."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg

HALF = 24  # half-width columns under one of the two panels on a tablet


@kept
def familiar(pen: Pen, rows: Sequence[tuple[str, float, float]], title: str) -> go.Figure:
    """Bars of rows (name, probability 0..1, energy), the first row being the known photo."""
    figure = pen.panels(1, 2, horizontal_spacing=0.1, shared_yaxes=True)
    palette = pen.palette
    names = [name for name, _share, _energy in rows][::-1]
    colours = [palette.frozen if name == rows[0][0] else palette.wrong for name in names]
    shares = [100 * share for _name, share, _energy in rows][::-1]
    energies = [energy for _name, _share, energy in rows][::-1]
    for column, values, form in ((1, shares, "%{x:.0f}"), (2, energies, "%{x:.1f}")):
        bars = go.Bar(
            x=values,
            y=names,
            orientation="h",
            marker_color=colours,
            texttemplate=form,
            textposition="auto",
            textangle=0,
            hovertemplate="%{y}: " + form + "<extra></extra>",
            cliponaxis=False,
        )
        figure.add_trace(bars, 1, column)
    pen.framed(figure, title, 120 + 44 * len(rows), showlegend=False)
    confidence = pen.say(msg("Probability of the first answer (%)"))
    energy = pen.say(msg("Energy (lower is more familiar)"))
    figure.update_xaxes(pen.axis(confidence, columns=HALF, range=[0, 100]), row=1, col=1)
    figure.update_xaxes(pen.axis(energy, columns=HALF), row=1, col=2)
    figure.update_yaxes(tickfont={"size": 13, "color": palette.ink}, automargin=True)
    return figure
