"""Measure the examples that parts of lessons show first (assets/examples).

python -m scripts.examples [LESSON.PART …]      those that are missing or no longer what is asked
python -m scripts.examples --again LESSON.PART  anew

A part of a lesson, or of another page, says what its examples are with a function in its file:

    def examples() -> dict[str, Mapping[str, Recipe] | tuple[str, Payload]]

by the key of its trial: the recipes of the arms, or an experiment's task and payload.  Where a
picture needs the answers to single photos, `PREDICTED` names the arms whose answers are kept.
Where a result is too large, the part's `smaller(found)` says what of it is kept.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Collection, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from core import environment
from core.jobs.inline import InlineRunner
from core.paths import ROOT
from core.runs import examples, record, series
from core.runs.store import Store
from core.transfer.recipe import Recipe

LEFT_OUT = ("predictions", "mistakes", "notes", "environment", "recipe")  # of a training's result
ANSWERS = ("predictions", "mistakes")  # of these, what is kept of the arms that a part names
ENDS = ("pets.domains", "two_ways.augment")  # parts whose pictures show only what trainings come to
DIGITS = 5  # significant ones: more than any picture shows


def main() -> int:
    """Measure what is asked for; says each file that is written."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("parts", nargs="*")
    options.add_argument("--again", action="store_true")
    given = options.parse_args()
    for name, asked in declared().items():
        if not given.parts or name in given.parts:
            _part(name, asked, given.again)
    return 0


def declared() -> dict[str, dict[str, Any]]:
    """LESSON.PART → what its file declares, for every part that has examples."""
    found = {}
    for file in sorted((ROOT / "pages").glob("*/*.py")):
        if "\ndef examples()" in file.read_text("utf-8"):
            module = import_module(f"pages.{file.parent.name}.{file.stem}")
            found[f"{file.parent.name}.{file.stem}"] = module.examples()
    return found


def said(asked: Any) -> dict[str, Any]:
    """What is asked, as the file keeps it."""
    if isinstance(asked, Mapping):
        return {"recipes": {name: one.check().to_json() for name, one in asked.items()}}
    kind, payload = asked
    return {"asked": {"kind": kind, "payload": payload}}


def kept(name: str) -> dict[str, Any]:
    """The file of a part, by key."""
    file = examples.FOLDER / f"{name}.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def _part(name: str, asked: Mapping[str, Any], again: bool) -> None:
    file, before, after = examples.FOLDER / f"{name}.json", kept(name), {}
    module = import_module(f"pages.{name}")
    predicted = getattr(module, "PREDICTED", ())
    for key, one in asked.items():
        old, wanted = before.get(key), said(one)
        if old is not None and not again and {field: old.get(field) for field in wanted} == wanted:
            after[key] = old
            continue
        found = _measured(one, predicted)
        if hasattr(module, "smaller"):
            found["found"] = module.smaller(found["found"])
        after[key] = {
            "measured": date.today().isoformat(),
            "processor": environment.describe()["processor"],
            **wanted,
            **_short(_ends(found) if name in ENDS else found),
        }
    if after != before:
        file.parent.mkdir(exist_ok=True)
        text = json.dumps(after, ensure_ascii=False, separators=(",", ":"))
        file.write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
        print(file.relative_to(ROOT))


def _measured(
    asked: Mapping[str, Recipe] | tuple[str, dict[str, Any]], predicted: Collection[str]
) -> dict[str, Any]:
    if isinstance(asked, tuple):
        runner = InlineRunner()
        job = runner.state(runner.submit(*asked, "example"))
        assert job is not None and job.error is None, job and job.error
        return {"found": job.result}
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "runs.sqlite")
        runs, refused = series.run_here("example", asked, store)
        store.close()
    assert not refused, refused
    results = {name: record.result_of(run) for name, run in runs.items()}
    return {
        "results": {
            name: {
                field: value
                for field, value in result.items()
                if field not in LEFT_OUT or (field in ANSWERS and name in predicted)
            }
            for name, result in results.items()
        }
    }


def _ends(measured: dict[str, Any]) -> dict[str, Any]:
    """Of each training's history the last epoch alone."""
    for result in measured["results"].values():
        result["history"] = result["history"][-1:]
    return measured


def _short(value: Any) -> Any:
    """The same with few digits."""
    if isinstance(value, dict):
        return {name: _short(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_short(one) for one in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


if __name__ == "__main__":
    raise SystemExit(main())
