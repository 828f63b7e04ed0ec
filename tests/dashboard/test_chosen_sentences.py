"""docs/chosen-sentences.md is true: its pieces, modules and numbers are those of the program."""

import re
from importlib import import_module

import pytest

from core.paths import ROOT
from dashboard.kit import lesson

TEXT = (ROOT / "docs" / "chosen-sentences.md").read_text("utf-8")
NUMBERS = sorted(set(re.findall(r"`([\w.]+)\.([A-Z_]+) = ([\d.]+)`", TEXT)))
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| `")
]
RULES = r"from core(?:\.statistics import (?!wilson_interval$)| import (?:\w+, )*statistics\b)"


@pytest.mark.parametrize(("module", "name", "value"), NUMBERS)
def test_a_smallest_difference_is_the_one_in_the_program(module, name, value):
    assert getattr(import_module(module), name) == pytest.approx(float(value))


def test_every_file_that_is_named_is_there():
    named = set(re.findall(r"`((?:core|dashboard|pages)/[\w/]+\.py)`", TEXT))
    assert len(named) > 40
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_the_pieces_that_are_named_stand_in_the_lesson():
    checked = 0
    for where, sentence, *_more, below in ROWS:
        place = re.match(r"`(\w+)/(\w+)`", where)
        if place is None:
            continue
        pieces = lesson.parts(place[1], "en")[place[2]].pieces
        for piece in re.findall(r"`([a-z_]+)`", f"{sentence} {below}"):
            assert piece in pieces, (where, piece)
            checked += 1
    assert checked > 80


def test_whatever_uses_a_rule_is_listed():
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in ("core", "dashboard", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(RULES, path.read_text("utf-8"), re.MULTILINE)
    }
    elsewhere = {  # their pages are; what quizzes count chooses no sentence
        "core/experiments/broken.py",
        "core/experiments/counts.py",
        "pages/tricks/words.py",
    }
    assert {path for path in users - elsewhere if f"`{path}`" not in TEXT} == set()
