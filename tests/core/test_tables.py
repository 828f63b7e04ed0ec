"""Tables that spreadsheets open and do not compute."""

import csv
import io

import pytest

from core import tables


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_be_a_formula_is_text(begin):
    text = tables.to_csv([f"{begin}head"], [{f"{begin}head": f"{begin}HYPERLINK(1)"}])
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    shown = "\n" if begin == "\r" else begin
    assert rows == [[f"'{shown}head"], [f"'{shown}HYPERLINK(1)"]]


def test_numbers_stay_numbers_and_what_is_missing_is_empty():
    text = tables.to_csv(["a", "b", "c"], [{"a": -1.5, "b": "x-1", "more": 3}])
    assert text == "\ufeffa,b,c\n-1.5,x-1,\n"
