"""What documents say is tested is tested."""

import re

import pytest

from core.paths import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)?(?:::(\w+))?`")
DOCUMENTS = ("threats.md", "operations.md")


def named_in(document):
    """(file, test or "") of everything that a document names; `::test` is of the file before."""
    file = ""
    for found, test in NAMED.findall((ROOT / "docs" / document).read_text("utf-8")):
        file = found or file
        if found or test:
            yield file, test


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_is_named_exists(document):
    for file, test in named_in(document):
        code = (ROOT / file).read_text("utf-8")
        assert not test or re.search(rf"^\s*def {test}\(", code, re.MULTILINE), f"{file}::{test}"


def test_names_are_found():
    assert ("tests/core/test_tables.py", "test_text_that_would_be_a_formula_is_text") in set(
        named_in("threats.md")
    )
