"""The study's figures on the page, as the report prints them, with their numbers."""

from __future__ import annotations

from statistics import mean

from core.study import compare
from core.study.findings import Findings
from core.study.plan import Study, of_arm
from core.study.report import curve_chart, interval_chart, plane_chart
from core.transfer.result import Results
from dashboard.kit import chart
from dashboard.shell.language import _, translate


def intervals(found: Findings, key: str) -> None:
    """Every arm's test accuracy."""
    drawn = interval_chart(found.table, found.best, len(found.titles), translate)
    rows = [
        {
            _("Network and way"): translate(row.arm.title),
            _("Test accuracy"): f"{row.test:.1%}",
            _("95% interval"): f"{100 * row.interval[0]:.1f}–{100 * row.interval[1]:.1f}",
        }
        for row in found.table
    ]
    chart.drawing(drawn, key=f"{key}_intervals", rows=rows)


def curves(study: Study, results: Results, key: str) -> None:
    """Every arm's accuracies over the epochs."""
    table = compare.rows(study, results)
    rows = [
        {
            _("Network and way"): translate(row.arm.title),
            _("Epoch"): epoch + 1,
            _("Training"): f"{mean(run['history'][epoch]['accuracy'] for run in runs):.1%}",
            _("Validation"): f"{mean(run['history'][epoch]['val_accuracy'] for run in runs):.1%}",
        }
        for row in table
        for runs in [of_arm(row.arm.id, results, row.seeds)]
        for epoch in range(min(len(run["history"]) for run in runs))
    ]
    chart.drawing(curve_chart(table, results, translate), key=f"{key}_curves", rows=rows)


def plane(found: Findings, key: str) -> None:
    """The test photos as the network sees them; nothing where they were not examined."""
    if found.seen is None:
        return
    titles = [translate(title) for title in found.titles]
    places = dict(zip(found.seen["index"], found.seen["map"], strict=True))
    rows = [
        {
            _("Class"): titles[photo.true],
            _("Across"): places[photo.index][0],
            _("Up"): places[photo.index][1],
            _("Wrong answers"): photo.wrong,
        }
        for photo in found.photos
    ]
    chart.drawing(plane_chart(found, titles, translate), key=f"{key}_plane", rows=rows)
