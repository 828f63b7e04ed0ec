"""Examples: what a part of a lesson shows before the learner has measured anything (light).

Each was measured by `python -m scripts.examples` and lies in `assets/examples/LESSON.PART.json`:
comparisons of trainings as recipes and results, an experiment as its payload and its result.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.paths import ROOT
from core.transfer.recipe import Recipe
from core.transfer.result import Results

FOLDER = ROOT / "assets" / "examples"


@dataclass(frozen=True)
class Example:
    """One measurement: of trainings (`recipes`, `results`), or of an experiment (`asked` →
    `found`); when, and on which processor."""

    measured: date
    processor: str
    recipes: Mapping[str, Recipe]
    results: Results
    asked: Mapping[str, Any]
    found: Mapping[str, Any]


def of(lesson: str, part: str, key: str) -> Example | None:
    """The example of a part's measurement `key`; None where there is none."""
    file = FOLDER / f"{lesson}.{part}.json"
    return _read(file).get(key) if file.is_file() else None


@lru_cache(maxsize=64)
def _read(file: Path) -> dict[str, Example]:
    return {
        key: Example(
            date.fromisoformat(one["measured"]),
            one["processor"],
            {name: Recipe.from_json(said) for name, said in one.get("recipes", {}).items()},
            one.get("results", {}),
            one.get("asked", {}),
            one.get("found", {}),
        )
        for key, one in json.loads(file.read_text("utf-8")).items()
    }
