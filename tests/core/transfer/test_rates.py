"""The rates that a training starts with are written in one file, and a program can name them."""

import re

import pytest

from core.paths import ROOT
from core.transfer import rates
from core.transfer.recipe import Recipe


@pytest.mark.parametrize(("rate", "said"), [(1e-3, "1e-3"), (2.5e-4, "2.5e-4"), (0.02, "2e-2")])
def test_a_rate_in_code_is_short_and_the_same_number(rate, said):
    assert rates.in_code(rate) == said
    assert float(said) == rate


def test_a_recipe_starts_with_the_chapters_rates():
    assert (Recipe().lr, Recipe().suffix_lr) == (rates.HEAD, rates.CHAPTER)


def test_no_other_file_gives_unfrozen_blocks_one_of_these_rates_as_a_number():
    written = re.compile(r"suffix_lr(?:: float)? ?= ?([\d.e-]+)")
    named = (rates.HEAD, rates.CHAPTER, rates.LAB)
    found = {
        (path.relative_to(ROOT).as_posix(), number)
        for folder in ("core", "dashboard", "pages", "bench")
        for path in (ROOT / folder).rglob("*.py")
        for number in written.findall(path.read_text("utf-8"))
        if float(number) in named
    }
    assert found == set()
