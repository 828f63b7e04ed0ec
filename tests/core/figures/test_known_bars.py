"""Shares that are known, and those that are still to be guessed."""

from core.figures.known_bars import Known, known_bars
from core.figures.pen import Pen
from dashboard.shell.theme import PALETTES


def test_what_is_to_be_guessed_is_a_question_mark_and_small_shares_are_told_exactly():
    rows = [Known("a", 0.76), Known("b", None, chosen=True), Known("c", 0.0004)]
    figure = known_bars(Pen(PALETTES["light"], str), rows, "", "right")
    assert list(figure.data[0].text) == ["76%", "?", "0.04%"]
    assert list(figure.data[0].x) == [0.76, 0, 0.0004]
