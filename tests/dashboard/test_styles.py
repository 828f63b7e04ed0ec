"""Styles: the browser's purifier throws away a whole `<style>` in which it sees a tag begin."""

import re

import pytest

from core.paths import ROOT

STYLES = sorted(file for room in ("dashboard", "pages") for file in (ROOT / room).rglob("*.css"))


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_no_style_is_taken_for_markup(file):
    assert not re.findall(r"<[/\w!]", file.read_text("utf-8"))


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_a_style_of_lines_does_not_break_what_stands_in_one(file):
    """The short form `text-wrap: pretty` also sets whether a line breaks at all."""
    assert not re.findall(r"text-wrap: *(?!nowrap)", file.read_text("utf-8"))
