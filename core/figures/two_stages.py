"""The chapter's 2 x 2 learning curves: accuracy and loss of stage 1 above those of stage 2 (light).

Training solid, validation dashed; the epoch whose weights were kept is marked in each row.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures.curves import History, epoch_lines
from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg

HEIGHT = 560
NAMED = msg("{group}: {said}")
STAGES = (msg("Stage 1"), msg("Stage 2"))
MEASURES = {"accuracy": msg("accuracy"), "loss": msg("loss")}


@kept
def two_stages(pen: Pen, stages: Sequence[History], title: str) -> go.Figure:
    """`stages`: the rows of the history of stage 1 and stage 2; the second may be empty yet.

    The mark stands at the best validation accuracy of a stage, the first if there are several.
    """
    measures = MEASURES.values()
    titles = [
        pen.say(NAMED.filled(group=stage, said=each)) for stage in STAGES for each in measures
    ]
    figure = pen.panels(2, 2, titles, horizontal_spacing=0.12, vertical_spacing=0.16)
    for row, rows in enumerate(stages, 1):
        for column, measure in enumerate(MEASURES, 1):
            named = (row, column) == (1, 1)
            figure.add_traces(epoch_lines(pen, rows, measure, named=named), row, column)
        if rows:
            best = max(rows, key=lambda at: at["val_accuracy"])
            name = pen.say(msg("kept by the checkpoint"))
            mark = pen.dots(
                [best["epoch"]],
                [best["val_accuracy"]],
                {"symbol": "star", "size": 13, "color": pen.palette.head},
                name=name,
                legendgroup=name,
                showlegend=row == 1,
                hovertemplate="%{y:.1%}",
            )
            figure.add_trace(mark, row=row, col=1)
    shares = [
        row[field] for rows in stages for row in rows for field in ("accuracy", "val_accuracy")
    ]
    low = min(shares, default=0.0)
    scale = [max(0.0, low - 0.05), 1.01]  # one for both rows: stage 2 is seen against stage 1
    epoch = pen.say(msg("epoch"))
    figure.update_xaxes(pen.axis(epoch, showgrid=False, tickformat="d", nticks=7))
    figure.update_yaxes(pen.axis("", rangemode="tozero"))
    figure.update_yaxes(pen.shares("", range=scale), col=1)
    return pen.framed(figure, title, HEIGHT, room=24, legend=pen.legend(-0.12))
