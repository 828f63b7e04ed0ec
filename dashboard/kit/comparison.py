"""Several runs side by side, and whether the best of them can be told from the second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core import statistics
from core.figures.comparison import RunDot, run_comparison
from core.transfer import comparable
from core.transfer.recipe import Recipe
from dashboard.kit.chart import pen, show
from dashboard.shell.language import _

Results = Sequence[Mapping[str, Any]]


def draw(
    recipes: Sequence[Recipe],
    results: Results,
    dots: Sequence[RunDot],
    key: str,
    chance: float | None = None,
) -> None:
    """Draw the accuracies of runs with their intervals, titled by `finding`."""
    title = finding(recipes, results)
    said = _("Test accuracy of {count:# run|# runs}. {finding}", count=len(dots), finding=title)
    show(run_comparison(pen(), dots, "", chance=chance), key=key, alt=said, title=title)


def finding(recipes: Sequence[Recipe], results: Results) -> str:
    """Whether the best of several runs can be told from the second, where they can be compared at
    all; `results` have ``test_accuracy`` and ``test_interval``."""
    if not comparable.honest(recipes):
        return _("Other photos or classes, or a leaked test: no comparison between these runs")
    best, second = sorted(results, key=lambda run: -run["test_accuracy"])[:2]
    values = {
        "best": f"{best['test_accuracy']:.0%}",
        "second": f"{second['test_accuracy']:.0%}",
    }
    if statistics.touch(best["test_interval"], second["test_interval"]):
        return _("{best} against {second}: too close to call with so few test photos", **values)
    return _("{best} against {second}: a clear difference", **values)
