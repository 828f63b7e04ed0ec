"""What documents say is tested is tested."""

import re

import pytest

from core.paths import ROOT

NAMED = re.compile(r"`(?:tests/)?([\w/]+\.py)?(?:::(\w+))?`")
DOCUMENTS = ("threats.md", "operations.md")


def named_in(document):
    """(file in tests, test or "") of all that a document names; `::test` is of the file before."""
    file = ""
    for found, test in NAMED.findall((ROOT / "docs" / document).read_text("utf-8")):
        file = found or file
        if (found or test) and not (ROOT / file).is_file():  # else it is code, not a test
            yield file, test


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_is_named_exists(document):
    known = {}
    for file, test in named_in(document):
        if file not in known:
            code = (ROOT / "tests" / file).read_text("utf-8")
            known[file] = set(re.findall(r"^\s*def (test_\w+)\(", code, re.MULTILINE))
        assert not test or test in known[file], f"{file}::{test}"


def test_names_are_found():
    named = [one for document in DOCUMENTS for one in named_in(document)]
    assert ("core/test_tables.py", "test_text_that_would_be_a_formula_is_text") in named
    assert ("core/jobs/test_faults.py", "test_a_killed_scheduler_is_replaced") in named


def test_every_fault_has_a_test():
    faults = (ROOT / "docs" / "operations.md").read_text("utf-8").split("## What may fail")[1]
    rows = re.findall(r"^\|(?! fault| what|-).*$", faults, re.MULTILINE)
    assert len(rows) > 30
    assert [row for row in rows if "::test_" not in row] == []
