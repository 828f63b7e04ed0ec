"""The pen every figure is drawn with: colours by meaning, the reader's words, and each mark of the
house once (light).

A figure is a function of `(pen, data, title, …)`.  The page hands over what was measured and the
title that the measurement chose; the words that never change a figure says itself, with
``pen.say(msg("epoch"))``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.lettering import AXIS, FONT, WIDE, apart, wrapped
from core.figures.merged import merged
from core.figures.palette import Palette, faded
from core.messages import Message, msg
from core.translations import Words

SMALL, TEXT = 12, 13  # pixels: notes and ticks; titles of axes and panels


@dataclass(frozen=True)
class Pen:
    """The colours of a theme and the words of a language."""

    palette: Palette
    words: Words

    def say(self, message: Message) -> str:
        """A fixed text of a figure in the reader's language."""
        return self.words(message)

    def tone(self, name: str) -> str:
        """A colour by its name in the palette."""
        return str(getattr(self.palette, name))

    # -- marks -----------------------------------------------------------------------------------

    def line(
        self, x: Any, y: Any, colour: str, *, width: float = 2.5, dash: str = "", **more: Any
    ) -> go.Scatter:
        """A line, with marks on it where a `marker` is given."""
        look = {"color": colour, "width": width, "dash": dash or None}
        mode = "lines+markers" if "marker" in more else "lines"
        return go.Scatter(**{"x": x, "y": y, "mode": mode, "line": look} | more)

    def dots(self, x: Any, y: Any, marker: dict[str, Any], **more: Any) -> go.Scatter:
        """Marks without a line."""
        return go.Scatter(**{"x": x, "y": y, "mode": "markers", "marker": marker} | more)

    def key(self, name: str, **look: Any) -> go.Scatter:
        """An entry of the legend that stands for marks of several colours."""
        return go.Scatter(x=[None], y=[None], name=name, **look)

    def learning(self) -> list[go.Scatter]:
        """The legend's entries of learning curves: training solid, validation dashed."""
        look = {"color": self.palette.ink, "width": 2}
        return [
            self.key(self.say(name), mode="lines", line=look | {"dash": dash})
            for name, dash in ((msg("training"), "solid"), (msg("validation"), "dash"))
        ]

    def finished(self, colour: Any, size: Any = 10) -> dict[str, Any]:
        """The mark of a finished network, beside the curves that were counted while it learnt."""
        return {"symbol": "diamond-open", "color": colour, "size": size, "line": {"width": 2}}

    def interval(
        self, values: Iterable[float], ends: Iterable[Sequence[float]], colour: str
    ) -> dict[str, Any]:
        """The error bars of `values` that reach to `ends` (low, high)."""
        pairs = list(zip(values, ends, strict=True))
        return {
            "type": "data",
            "array": [max(0.0, high - value) for value, (_low, high) in pairs],
            "arrayminus": [max(0.0, value - low) for value, (low, _high) in pairs],
            "color": colour,
            "thickness": 2,
            "width": 6,
        }

    def test(self, x: float, test: Sequence[float], **more: Any) -> go.Scatter:
        """A test result as a dot with its interval; test: accuracy, low, high (0..1)."""
        head = self.palette.head
        return self.dots(
            [x],
            [test[0]],
            {"color": head, "size": 11},
            name=self.say(msg("test (95% interval)")),
            error_y=self.interval(test[:1], [test[1:]], head),
            hovertemplate="%{y:.1%}",
            **more,
        )

    def reference(
        self,
        figure: go.Figure,
        *,
        x: float | None = None,
        y: float | None = None,
        text: str = "",
        at: str = "bottom right",
        **more: Any,
    ) -> None:
        """A line across the plot that something is compared with: upright at `x`, level at `y`.

        text: stands beside it, `at` one of Plotly's places.
        """
        quiet = self.palette.quiet
        look: dict[str, Any] = {"line": {"color": quiet, "width": 1, "dash": "dot"}} | more
        if text:
            look["annotation"] = {
                "text": text,
                "font": {"size": SMALL, "color": look["line"]["color"]},
            } | look.get("annotation", {})
            look["annotation_position"] = at
        if x is not None:
            figure.add_vline(x=x, **look)
        else:
            figure.add_hline(y=y, **look)

    def guessing(self, figure: go.Figure, **where: Any) -> None:
        """The `reference` of what guessing gives."""
        self.reference(figure, text=self.say(msg("guessing")), **where)

    def note(self, figure: go.Figure, x: float, y: float, text: str, **more: Any) -> None:
        """Words in the plot, without an arrow."""
        font = {"size": TEXT, "color": self.palette.ink}
        figure.add_annotation(
            **{"x": x, "y": y, "text": text, "showarrow": False, "font": font} | more
        )

    def ends(
        self,
        figure: go.Figure,
        x: float,
        names: Sequence[tuple[float, str, str]],
        gap: float,
        *,
        size: int = TEXT,
        **more: Any,
    ) -> list[float]:
        """Names (height, text, colour) behind the ends of lines at `x`, pushed apart to at least
        `gap`; returns the heights at which they stand."""
        places = apart([y for y, _text, _colour in names], gap)
        for (_y, text, colour), place in zip(names, places, strict=True):
            font = {"size": size, "color": colour}
            self.note(figure, x, place, text, xanchor="left", font=font, **more)
        return places

    # -- around the plot -------------------------------------------------------------------------

    def axis(self, title: str, *, columns: int = AXIS, **more: Any) -> dict[str, Any]:
        """A quiet axis: title with unit, in lines of `columns`, hairline grid, no zero line."""
        quiet, said = self.palette.quiet, wrapped(title, columns)
        return {
            "title": {"text": said, "font": {"size": TEXT, "color": quiet}, "standoff": 10},
            "tickfont": {"size": SMALL, "color": quiet},
            "gridcolor": faded(quiet, 0.18),
            "linecolor": faded(quiet, 0.5),
            "zeroline": False,
            "automargin": True,
        } | more

    def shares(self, title: str, top: float = 1.02, **more: Any) -> dict[str, Any]:
        """An axis of shares 0..1 in percent."""
        return self.axis(title, **{"range": [0, top], "tickformat": ".0%"} | more)

    def rows(
        self, labels: Sequence[str], *, above: float = 0.6, below: float = 0.5, size: int = TEXT
    ) -> dict[str, Any]:
        """The upright axis of rows with names, the first on top at 0; room counts rows."""
        return self.axis(
            "",
            tickvals=list(range(len(labels))),
            ticktext=list(labels),
            tickfont={"size": size, "color": self.palette.ink},
            range=[len(labels) - 1 + below, -above],
            showgrid=False,
        )

    def spaced(self, title: str, labels: Sequence[str]) -> dict[str, Any]:
        """The level axis of places with names, all of equal distance, the first at 0."""
        return self.axis(
            title,
            tickvals=list(range(len(labels))),
            ticktext=list(labels),
            range=[-0.5, len(labels) - 0.5],
            showgrid=False,
        )

    def legend(self, y: float, *, above: bool = False, **more: Any) -> dict[str, Any]:
        """A legend in one line below the plot, or `above` it; y: its nearer edge, in heights of
        the plot."""
        return {
            "orientation": "h",
            "x": 0,
            "y": y,
            "yanchor": "bottom" if above else "top",
            "font": {"color": self.palette.ink},
        } | more

    def panels(
        self, rows: int, columns: int, titles: Sequence[str] = (), size: int = TEXT, **more: Any
    ) -> go.Figure:
        """An empty figure of several plots, with their titles."""
        figure = make_subplots(rows=rows, cols=columns, subplot_titles=titles or None, **more)
        for note in figure.layout.annotations:
            note.font = {"size": size, "color": self.palette.ink}
        return figure

    def framed(
        self,
        figure: go.Figure,
        title: str,
        height: int,
        *,
        columns: int = WIDE,
        top: int | None = None,
        room: int = 0,
        **layout: Any,
    ) -> go.Figure:
        """Give a figure its title and the shared look; returns the same figure.

        The title states the finding, in lines of `columns`.  The paper is transparent, so that the
        page's ground shows.  top: pixels above the plot, else what the title needs and `room`.
        """
        lines = wrapped(title, columns)
        more, palette = lines.count("<br>"), self.palette
        look = {
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
            "font": {"family": FONT, "size": TEXT, "color": palette.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 12, "t": 54 + 22 * more + room if top is None else top, "b": 8},
            "hoverlabel": {
                "bgcolor": palette.raised,
                "bordercolor": palette.quiet,
                "font": {"color": palette.ink, "family": FONT},
            },
        }
        # `update_layout` takes ten times as long
        figure.layout = merged(figure.layout.to_plotly_json(), look | layout)
        return figure
