"""Every fault that docs/operations.md speaks of is held by a test."""

import ast
import re
from functools import cache

import pytest

from core.paths import ROOT

TABLES = re.split(r"^## ", (ROOT / "docs" / "operations.md").read_text("utf-8"), flags=re.M)
FAULTS = next(part for part in TABLES if part.startswith("What may fail"))
ROWS = [line for line in FAULTS.splitlines() if line.startswith("| ") and "| test |" not in line]


@cache
def functions_of(file):
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_there_are_many_faults():
    assert len(ROWS) > 40


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_fault_says_everything_and_names_tests_that_exist(row):
    _, *cells, _ = (cell.strip() for cell in row.split("|"))
    assert len(cells) == 5 and all(cells)
    named = re.findall(r"`([^`]+)::([^`]+)`", cells[-1])
    assert named
    for file, name in named:
        assert name in functions_of(file), f"{file}::{name}"
