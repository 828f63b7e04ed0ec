"""A training at a glance: its validation curve and test accuracy, small enough for a table (light).

An SVG of its own, without text: the numbers stand beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.figures import svg
from core.figures.pen import Pen

WIDTH, HEIGHT, EDGE = 96, 40, 4


def spark(pen: Pen, shares: Sequence[float], test: float | None) -> str:
    """Accuracies 0..1 by epoch as a line from bottom (0) to top (1), `test` as a dot at its end."""
    inner, tall = WIDTH - 3 * EDGE, HEIGHT - 2 * EDGE
    step = inner / max(len(shares) - 1, 1)

    def place(share: float) -> float:
        return round(EDGE + tall * (1 - share), 1)

    inside = svg.tag("rect", width=WIDTH, height=HEIGHT, rx=4, fill=pen.palette.raised)
    if len(shares) > 1:
        points = ((EDGE + k * step, place(share)) for k, share in enumerate(shares))
        inside += svg.polyline(points, pen.palette.trainable, 2)
    if test is not None:
        head = pen.palette.head
        inside += svg.tag("circle", cx=WIDTH - 2 * EDGE, cy=place(test), r=3.5, fill=head)
    size = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "width": WIDTH, "height": HEIGHT}
    return svg.tag("svg", inside, xmlns=svg.NAMESPACE, **size)
