"""How good the advice is: cases trained to the end on this machine, and the learner's own runs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.advise import cases, foretell, model, validate
from core.datasets import library
from core.figures.foretold import ForetoldPoint, foretold
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from dashboard.kit import ask
from dashboard.kit import words as recipe_words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell import runlog, services
from dashboard.shell.language import _
from dashboard.shell.names import as_written, in_plot
from pages.advisor import words

KEPT = "advisor_validation"  # the setting: {scope: outcomes}
SCOPES = {"quick": cases.QUICK, "all": cases.REPORT}
SEED = cases.SEEDS[:1]
GOOD = 0.8  # share of good advice from which the page says that it held
NEWEST = 12  # own runs that are compared


def draw(part: Part) -> None:
    scope = st.segmented_control(
        _("How many cases?"),
        list(SCOPES),
        format_func=lambda name: _("{count:# case|# cases}", count=len(SCOPES[name])),
        default="quick",
        required=True,
        key="advisor_scope",
    )
    chosen = [case for case in SCOPES[scope] if case.dataset in services.ready_datasets()]
    runs = sum(len(case.arms()) for case in chosen) * len(SEED)
    part.say("before", cases=len(chosen), runs=runs)
    payload = {"cases": [case.to_json() for case in chosen], "seeds": list(SEED)}
    kept = services.setting(KEPT, {}).get(scope)
    place = st.container()
    found = ask.on_press(
        "validate_advice",
        payload,
        _("Train {cases:# case|# cases}", cases=len(chosen)),
        f"advisor_validate_{scope}",
        live=_live,
        primary=kept is None,
    )
    if found is not None and found["runs"] != kept:
        services.remember(KEPT, services.setting(KEPT, {}) | {scope: found["runs"]})
        kept = found["runs"]
    if kept is not None:
        with place:
            _result(part, kept)
    st.subheader(_("Your own runs"), anchor=False)
    _own(part)


def _points(summed: dict[str, Any]) -> list[ForetoldPoint]:
    return [
        ForetoldPoint(
            point["expected"],
            point["low"],
            point["high"],
            point["obtained"],
            f"{in_plot(words.case(point['case']))}<br>"
            f"{words.arm(point['backbone'], point['way'])}<br>"
            f"{point['expected']:.0%} → {point['obtained']:.0%}",
            point["advised"],
        )
        for point in summed["points"]
    ]


def _result(part: Part, runs: list[dict[str, Any]]) -> None:
    summed = validate.summary(runs, model.calibrated())
    count = summed["advice"]
    within = round(summed["within_2_points"] * count)
    baseline = round(summed["baseline_within_2_points"] * count)
    if summed["within_2_points"] < GOOD:
        piece = "missed"
    else:
        piece = "good" if within > baseline else "even"
    title = _(
        "Recommended recipes came to within {points} points of the best on average",
        points=f"{100 * summed['regret']:.1f}",
    )
    show(
        foretold(pen(), _points(summed), title),
        key="advisor_foretold",
        alt=_("Expected against obtained accuracy of every training. {finding}", finding=title),
    )
    part.say(piece, within=within, count=count, baseline=baseline)
    part.say(
        "rank",
        rank=f"{summed['rank_correlation']:.2f}",
        inside=f"{summed['in_range']:.0%}",
        winners=", ".join(
            f"{zoo.get(name).title} ({times})" for name, times in summed["winners"].items()
        )
        or "—",
    )
    low, high = summed["interval"]
    part.say("few", count=count, low=f"{low:.0%}", high=f"{high:.0%}")
    with st.expander(_("Every case"), icon=":material/table:"):
        st.markdown(_table(summed))


def _table(summed: dict[str, Any]) -> str:
    heads = (_("Case"), _("Recommended"), _("expected"), _("obtained"), _("Best of all tried"))
    lines = ["| " + " | ".join(heads) + " |", "|:--|:--|--:|--:|:--|"]
    for row in summed["table"]:
        cells = (
            as_written(words.case(row["case"])),
            words.arm(*row["advised"]),
            f"{row['advised_expected']:.1%}",
            f"**{row['advised_obtained']:.1%}**",
            f"{row['best_obtained']:.1%} ({words.arm(*row['best'])})",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _live(events: list[dict[str, Any]]) -> None:
    """The scatter so far, without recommendations: those need a whole case."""
    fit = model.calibrated()
    points = []
    for event in events:
        if event["kind"] != "trained":
            continue
        classes = event["case"]["classes"] or library.get(event["case"]["dataset"]).classes
        photos = event["case"]["per_class"] * len(classes)
        expected = fit.expected(event, event["backbone"], event["way"], photos)
        points.append(
            ForetoldPoint(
                expected.accuracy,
                expected.low,
                expected.high,
                event["obtained"],
                f"{in_plot(words.case(event['case']))}<br>"
                f"{words.arm(event['backbone'], event['way'])}",
                False,
            )
        )
    if points:
        title = _("{count:# training|# trainings} so far", count=len(points))
        show(foretold(pen(), points, title), key="advisor_live", alt=title)


def _own(part: Part) -> None:
    runs = {}
    ready = services.ready_datasets()
    for run in runlog.runs(200, series=None):
        recipe = Recipe.from_json(run.recipe)
        if (
            "test_accuracy" in run.metrics
            and recipe.dataset in ready
            and foretell.comparable(recipe)
        ):
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
        foretold(pen(), points, title),
        key="advisor_own_figure",
        alt=_("Expected against obtained accuracy of every training. {finding}", finding=title),
    )
    part.say("own_found", count=len(points), inside=inside)
