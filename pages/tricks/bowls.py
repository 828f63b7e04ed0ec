"""Paths on a bowl, and who is nearest to its lowest point: shared by three parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.figures.bowl_paths import PathLine, bowl_paths
from core.figures.palette import ARMS
from dashboard.kit.chart import pen, show
from dashboard.shell.language import _

Paths = Mapping[str, np.ndarray]  # name → places


def draw(paths: Paths, steps: int, elongation: float, key: str) -> None:
    """The paths after so many steps; one that ended earlier has escaped."""
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


def nearest(paths: Paths, steps: int) -> str:
    """Whose path ends nearest to the lowest point; "" when all have escaped."""
    ends = {name: left(places) for name, places in paths.items() if len(places) > steps}
    return min(ends, key=ends.__getitem__) if ends else ""


def _verdict(paths: Paths, steps: int) -> str:
    """Who is nearest after all steps: the figure's title."""
    name = nearest(paths, steps)
    if not name:
        return _("A toy: after {steps} steps all of them have escaped", steps=steps)
    escaped = [other for other, places in paths.items() if len(places) <= steps]
    said = {"name": name, "steps": steps, "distance": f"{left(paths[name]):.2g}"}
    if escaped:
        return _(
            "A toy: after {steps} steps {name} is nearest ({distance} away); escaped: {escaped}",
            escaped=escaped,
            **said,
        )
    return _("A toy: after {steps} steps {name} is nearest ({distance} away)", **said)
