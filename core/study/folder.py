"""A finished study as files in a folder: report, notebook with what it needs, runs, network
(heavy)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.datasets.checks import told
from core.runs import export, record
from core.runs.store import Run
from core.study import card, examine, findings, notebook, report
from core.study.export import backbone_task, export_task
from core.study.findings import Findings
from core.study.plan import Study
from core.translations import LANGUAGES, words

REPORT, NOTEBOOK, RUNS, NETWORK = "report.html", "report.ipynb", "runs.csv", "best.keras"
FILES = (
    REPORT,
    NOTEBOOK,
    notebook.BACKBONE,
    notebook.PHOTOS,
    RUNS,
    NETWORK,
    *map(card.named, LANGUAGES),
)
Tell = Callable[[dict[str, Any]], None]


def write(out: Path, study: Study, runs: Mapping[str, Run], language: str, tell: Tell) -> Findings:
    """Write every file of `FILES` into the folder `out`; what the report says.

    runs: the study's finished runs by name, at least one of an arm of transfer.
    """
    results = {name: record.result_of(run) for name, run in runs.items()}
    found = findings.find(study, results)
    assert found is not None
    recipe = study.recipe(found.best.arm, found.seed)
    seen = examine.examine_task({"recipe": recipe.to_json()}, tell, _never)
    found = findings.find(study, results, seen)
    assert found is not None
    say = words(language)
    learner = report.Told(checks=told.sentences(study.dataset))
    (out / REPORT).write_text(report.render(found, learner, say, language), encoding="utf-8")
    expected = (found.best.test, *found.best.interval)
    (out / NOTEBOOK).write_text(notebook.write(recipe, expected, say), encoding="utf-8")
    notebook.photos(recipe, out / notebook.PHOTOS)
    for task, name in ((backbone_task, notebook.BACKBONE), (export_task, NETWORK)):
        made = task({"recipe": recipe.to_json()}, tell, _never)
        shutil.copyfile(made["path"], out / name)
    for name, text in card.files(recipe, found.shown).items():
        (out / name).write_text(text, encoding="utf-8")
    (out / RUNS).write_text(export.to_csv(runs.values()), encoding="utf-8")
    return found


def _never() -> bool:
    return False
