"""The style sheet of every page: it reaches the browser."""

import re

import pytest

from core.paths import ROOT

SHEETS = [
    path for folder in ("dashboard", "pages", "assets") for path in (ROOT / folder).rglob("*.css")
]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_holds_what_looks_like_an_element(sheet):
    # `st.html` cleans with DOMPurify, which drops a whole <style> in which a tag seems to begin.
    assert not re.search(r"<[/\w!]", sheet.read_text("utf-8"))
