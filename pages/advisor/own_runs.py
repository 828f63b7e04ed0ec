"""Whether the learner's own runs came to what was to be expected of them."""

from __future__ import annotations

from core.advise.foretell import comparable
from core.figures.foretold import ForetoldPoint, foretold
from core.transfer.recipe import Recipe
from dashboard.kit import ask
from dashboard.kit import words as recipe_words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell import runlog, services
from dashboard.shell.language import _

NEWEST = 12  # runs that are compared


def draw(part: Part) -> None:
    runs = {}
    ready = services.ready_datasets()
    for run in runlog.runs(200, series=None):
        recipe = Recipe.from_json(run.recipe)
        if "test_accuracy" in run.metrics and recipe.dataset in ready and comparable(recipe):
            runs[run.id] = (recipe, run.metrics["test_accuracy"])
    runs = dict(list(runs.items())[:NEWEST])
    if not runs:
        part.say("own_none")
        return
    part.say("own")
    expected = ask.on_press(
        "foretell",
        {"recipes": {name: recipe.to_json() for name, (recipe, _accuracy) in runs.items()}},
        _("Compare {count:my newest run|my # newest runs}", count=len(runs)),
        "advisor_own",
    )
    if expected is None:
        return
    points = [
        ForetoldPoint(
            expected[name]["accuracy"],
            expected[name]["low"],
            expected[name]["high"],
            accuracy,
            f"{recipe_words.title(recipe)}<br>{accuracy:.0%}",
            True,
        )
        for name, (recipe, accuracy) in runs.items()
    ]
    inside = sum(point.low <= point.obtained <= point.high for point in points)
    title = _("{inside} of {count:# run|# runs} as expected", inside=inside, count=len(points))
    show(
        foretold(pen(), points, ""),
        key="advisor_own_figure",
        alt=_("Expected against obtained accuracy of every training. {finding}", finding=title),
        title=title,
    )
    part.say("own_found", count=len(points), inside=inside)
