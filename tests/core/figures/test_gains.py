"""What transfer gains: from one dot to another, against similarity, class by class."""

import pytest

from core.figures.class_bars import ClassBar, class_bars
from core.figures.dumbbell import Ends, dumbbell
from core.figures.gain_map import GainDot, gain_map

SAID = {"second": "after", "share": "Share"}
ROWS = [
    Ends("far", 0.2, 0.6, "+40", (0.1, 0.3), (0.55, 0.6), 0.1),
    Ends("near", 0.9, 0.98, "+8 (+5 to +11)"),
]


def test_each_row_has_its_two_dots_its_ranges_and_its_note(pen):
    figure = dumbbell(pen, ROWS, "Found", **SAID)
    before, after, chance = (trace for trace in figure.data if trace.name)
    assert (before.name, after.name, chance.name) == ("from scratch", "after", "guessing")
    assert tuple(before.x) == (0.2, 0.9)
    assert tuple(after.x) == (0.6, 0.98)
    assert tuple(before.error_x.array) == pytest.approx((0.1, 0.0))
    assert tuple(after.error_x.arrayminus) == pytest.approx((0.05, 0.0))
    assert tuple(chance.x) == (0.1,)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the first row on top
    notes = figure.layout.annotations
    assert [note.text for note in notes] == ["+40", "+8 (+5 to +11)"]
    assert [note.xanchor for note in notes] == ["center", "right"]  # never over the edge
    assert (
        len([trace.name for trace in dumbbell(pen, ROWS[1:], "Found", **SAID).data if trace.name])
        == 2
    )


def test_gains_stand_over_their_similarity(pen):
    dots = [GainDot("far", 0.87, -10, -22, 2), GainDot("near", 0.89, 44, 34, 54)]
    figure = gain_map(pen, dots, "Found")
    (trace,) = figure.data
    assert tuple(trace.x) == (0.87, 0.89)
    assert tuple(trace.error_y.array) == (12, 10)
    assert tuple(trace.textposition) == ("middle right", "middle left")
    low, high = figure.layout.xaxis.range
    assert low < 0.87 < 0.89 < high


def test_the_hardest_class_is_on_top_and_kinds_differ_in_pattern(pen):
    bars = [ClassBar("a", 0.9, True), ClassBar("b", 0.4, False), ClassBar("c", 0.7, True)]
    figure = class_bars(pen, bars, "Found", ("cats", "dogs"))
    assert figure.layout.yaxis.categoryarray == ("a", "c", "b")  # Plotly begins at the bottom
    cats, dogs = figure.data
    assert (tuple(cats.y), tuple(dogs.y)) == (("c", "a"), ("b",))
    assert cats.marker.pattern.shape != dogs.marker.pattern.shape
