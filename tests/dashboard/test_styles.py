"""Styles: the browser's purifier throws away a whole `<style>` in which it sees a tag begin."""

import re

import pytest

from core.paths import ROOT

STYLES = sorted(file for room in ("dashboard", "pages") for file in (ROOT / room).rglob("*.css"))


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_no_style_is_taken_for_markup(file):
    assert not re.findall(r"<[/\w!]", file.read_text("utf-8"))
