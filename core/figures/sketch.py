"""Small sketches of curves, to predict with: one for every verdict of an experiment (light).

They carry no numbers on purpose.  Points are (x, y) in 0..1, y upwards; several lines stand in the
order in which the experiment names them.
"""

from __future__ import annotations

from core.figures import svg
from core.figures.pen import Pen

WIDTH, HEIGHT, MARGIN = 150, 92, 12

Line = tuple[tuple[float, float], ...]

_TO_TURN: Line = ((0, 0.2), (0.12, 0.42), (0.28, 0.54), (0.42, 0.58))
_FROZEN: Line = ((0, 0.5), (0.5, 0.75), (1, 0.85))

SKETCHES: dict[str, dict[str, tuple[Line, ...]]] = {
    "reuse": {
        "above": (_FROZEN, ((0, 0.05), (0.5, 0.2), (1, 0.35))),
        "closes": (_FROZEN, ((0, 0.05), (0.5, 0.45), (1, 0.84))),
        "crosses": (((0, 0.5), (0.5, 0.58), (1, 0.64)), ((0, 0.05), (0.5, 0.45), (1, 0.92))),
        "together": (_FROZEN, ((0, 0.46), (0.5, 0.73), (1, 0.84))),
    },
    "sizes": {
        "rises": (((0, 0.15), (0.33, 0.5), (0.66, 0.72), (1, 0.85)),),
        "hill": (((0, 0.3), (0.33, 0.8), (0.66, 0.75), (1, 0.3)),),
        "flat": (((0, 0.6), (0.33, 0.62), (0.66, 0.59), (1, 0.61)),),
        "falls": (((0, 0.85), (0.33, 0.7), (0.66, 0.5), (1, 0.2)),),
        "valley": (((0, 0.8), (0.33, 0.3), (0.66, 0.3), (1, 0.8)),),
    },
    "loose": {
        "rises": ((*_TO_TURN, (0.58, 0.72), (0.78, 0.83), (1, 0.88)),),
        "stays": ((*_TO_TURN, (0.58, 0.6), (0.78, 0.58), (1, 0.6)),),
        "dips": ((*_TO_TURN, (0.5, 0.14), (0.68, 0.36), (0.84, 0.54), (1, 0.62)),),
        "falls": ((*_TO_TURN, (0.5, 0.1), (0.72, 0.08), (1, 0.1)),),
    },
    "losses": {
        "falls": (((0, 0.9), (0.2, 0.5), (0.5, 0.25), (1, 0.12)),),
        "turns": (((0, 0.75), (0.2, 0.45), (0.42, 0.32), (0.65, 0.5), (1, 0.9)),),
        "flat": (((0, 0.7), (0.3, 0.68), (0.65, 0.69), (1, 0.67)),),
        "rises": (((0, 0.2), (0.3, 0.35), (0.65, 0.6), (1, 0.9)),),
    },
    "cover": {
        "early": (((0, 0.85), (0.12, 0.3), (0.3, 0.12), (1, 0.04)),),
        "middle": (((0, 0.85), (0.3, 0.72), (0.5, 0.3), (0.75, 0.1), (1, 0.04)),),
        "late": (((0, 0.85), (0.45, 0.82), (0.75, 0.75), (0.88, 0.2), (1, 0.04)),),
        "never": (((0, 0.85), (0.5, 0.83), (1, 0.78)),),
    },
}
SKETCHES["rates"] = SKETCHES["sizes"]


def sketch_svg(pen: Pen, experiment: str, verdict: str, label: str) -> str:
    """One sketch as an SVG string; the second line of two is dashed.

    label: the sketch in words for those who cannot see it.
    """
    wide, tall = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    edge = MARGIN / 2
    frame = f"M{edge:g} {edge:g}V{HEIGHT - edge:g}H{WIDTH - edge:g}"
    quiet = pen.palette.quiet
    parts = [svg.tag("path", d=frame, fill="none", stroke=quiet, stroke_width=1.5)]
    colours = (pen.palette.frozen, pen.palette.trainable)
    for place, line in enumerate(SKETCHES[experiment][verdict]):
        points = ((MARGIN + x * wide, MARGIN + (1 - y) * tall) for x, y in line)
        dash = "6 5" if place else None
        look = {"stroke_linecap": "round", "stroke_linejoin": "round", "stroke_dasharray": dash}
        parts.append(svg.polyline(points, colours[place], 3, **look))
    style = "max-width:100%;height:auto"
    return svg.drawing(parts, label, WIDTH, HEIGHT, class_="sketch", style=style)
