"""Quizzes from `assets/quizzes/LESSON.LANGUAGE.yaml`: one list of questions before, one after.

- id: reuse
  kind: single            # multiple, number, curve
  link: why/idea          # the part of a lesson, or the page, that answers it
  ask: the question
  choices:                # single, multiple, and curves that are chosen
    - text: …
      why: why it is right, or why it is tempting
      right: true         # of a curve: `verdict`, the measurement decides
  answer: {count: …}      # number: computed by core/experiments/counts.py; {answer} in texts
  slips: [{value: {count: …}, why: …}]   # number: values that a usual mistake gives
  experiment: photos      # curve: measured by core/experiments/curves.py, or cover.py
  explain: what is said in the end

Texts may name {low}, the chapter's rate of fine-tuning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.experiments import counts
from core.paths import ROOT
from core.teaching import yaml_files
from core.transfer import rates

FOLDER = ROOT / "assets" / "quizzes"
BEFORE, AFTER = WHEN = ("before", "after")
KINDS = ("single", "multiple", "number", "curve")


@dataclass(frozen=True)
class Choice:
    """One answer to choose; a curve's choice is right when the measurement has its `verdict`."""

    text: str
    why: str
    right: bool = False
    verdict: str = ""


@dataclass(frozen=True)
class Slip:
    """A number that a usual mistake gives, and what the mistake is."""

    value: float
    why: str


@dataclass(frozen=True)
class Question:
    """One question in one language."""

    id: str
    kind: str
    link: str  # lesson/part, or a page
    ask: str
    explain: str
    choices: tuple[Choice, ...] = ()
    answer: float = 0.0
    decimals: int = 0
    within: float = 0.0  # how far off a number may be, as a share of the answer
    unit: str = ""
    slips: tuple[Slip, ...] = ()
    experiment: str = ""

    @property
    def right(self) -> list[int]:
        """Places of the right choices."""
        return [place for place, choice in enumerate(self.choices) if choice.right]

    def close(self, given: float, value: float) -> bool:
        """Whether a given number means `value`."""
        slack = max(self.within * abs(value), 0.5 * 10**-self.decimals)
        return bool(abs(given - value) <= slack)


def number(value: float, decimals: int) -> str:
    """A number with separators, as texts show it."""
    return f"{value:,.{decimals}f}"


def stands(lesson: str) -> bool:
    """Whether a lesson, or a page, has a quiz."""
    return (FOLDER / f"{lesson}.en.yaml").is_file()


def quiz(lesson: str, when: str, into: str) -> dict[str, Question]:
    """The questions of a quiz by id, in order, in a language."""
    file = FOLDER / f"{lesson}.{into}.yaml"
    return dict(_quiz(file, when, file.stat().st_mtime_ns))


@lru_cache(maxsize=128)
def _quiz(file: Path, when: str, changed: int) -> dict[str, Question]:
    return {entry["id"]: _question(entry) for entry in yaml_files.read(file)[when]}


def _question(entry: Mapping[str, Any]) -> Question:
    decimals = entry.get("decimals", 0)
    answer = _value(entry.get("answer", 0.0))

    def text(said: str) -> str:
        low = rates.written(rates.CHAPTER)
        return said.strip().replace("{answer}", number(answer, decimals)).replace("{low}", low)

    return Question(
        id=entry["id"],
        kind=entry["kind"],
        link=entry["link"],
        ask=entry["ask"].strip(),
        explain=text(entry["explain"]),
        choices=tuple(
            Choice(
                text(choice["text"]),
                text(choice["why"]),
                choice.get("right", False),
                choice.get("verdict", ""),
            )
            for choice in entry.get("choices", ())
        ),
        answer=answer,
        decimals=decimals,
        within=entry.get("within", 0.0),
        unit=entry.get("unit", ""),
        slips=tuple(
            Slip(_value(slip["value"]), text(slip["why"])) for slip in entry.get("slips", ())
        ),
        experiment=entry.get("experiment", ""),
    )


def _value(given: float | Mapping[str, Any]) -> float:
    """A number as it is written, or as it is computed."""
    return counts.compute(given) if isinstance(given, Mapping) else float(given)
