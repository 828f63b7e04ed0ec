"""Paths on a bowl, and who is nearest to its lowest point: shared by three parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.experiments.toys import bowl
from core.figures.bowl_paths import PathLine, bowl_paths
from core.figures.palette import ARMS
from dashboard.kit.chart import pen, show
from dashboard.shell.language import _

Paths = Mapping[str, np.ndarray]  # name → places


def draw(paths: Paths, steps: int, elongation: float, key: str) -> None:
    """The paths after so many steps, and who is nearest."""
    title = _verdict(paths, steps)
    lines = [
        PathLine(name, places, tone)
        for tone, (name, places) in zip(ARMS, paths.items(), strict=False)
    ]
    show(
        bowl_paths(pen(), lines, title, elongation),
        key=key,
        alt=_("Paths on a bowl, seen from above. {finding}", finding=title),
    )


def left(places: np.ndarray) -> float:
    """How far from the lowest point a path ends."""
    return float(np.hypot(*places[-1]))


def escaped(places: np.ndarray) -> bool:
    """Whether a path has left the bowl for good."""
    return bool(np.abs(places[-1]).max() > bowl.FAR)


def nearest(paths: Paths) -> str:
    """Whose path ends nearest to the lowest point; "" when all have escaped."""
    ends = {name: left(places) for name, places in paths.items() if not escaped(places)}
    return min(ends, key=ends.__getitem__) if ends else ""


def _verdict(paths: Paths, steps: int) -> str:
    """Who is nearest after all steps: the figure's title."""
    name = nearest(paths)
    if not name:
        return _("A toy: after {steps} steps all of them have escaped", steps=steps)
    gone = [other for other, places in paths.items() if escaped(places)]
    said = {"name": name, "steps": steps, "distance": f"{left(paths[name]):.2g}"}
    if gone:
        return _(
            "A toy: after {steps} steps {name} is nearest ({distance} away); escaped: {escaped}",
            escaped=gone,
            **said,
        )
    return _("A toy: after {steps} steps {name} is nearest ({distance} away)", **said)
