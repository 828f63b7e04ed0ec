"""The study's figures on the page, with their numbers."""

from __future__ import annotations

from statistics import mean

from core.figures.comparison import RunDot, run_comparison
from core.study import compare
from core.study.findings import Findings
from core.study.plan import Study, of_arm
from core.study.report import curve_chart, plane_chart
from core.transfer.result import Results
from dashboard.kit.chart import drawing, pen, show
from dashboard.shell.language import _, translate


def intervals(found: Findings, key: str) -> None:
    """Every arm's test accuracy with its interval."""
    dots = []
    for row in found.table:
        name = translate(row.arm.title)
        chosen = row.arm == found.best.arm
        star, hover = "★ " if chosen else "", f"{name} · {row.test:.1%}"
        dots.append(RunDot(f"{star}{name}", row.test, row.interval, hover, chosen))
    figure = run_comparison(pen(), dots, "", chance=1 / len(found.titles))
    said = translate(found.headline)
    show(figure, key=f"{key}_intervals", alt=said, title=said)


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
    drawing(curve_chart(table, results, translate), key=f"{key}_curves", rows=rows)


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
    drawing(plane_chart(found, titles, translate), key=f"{key}_plane", rows=rows)
