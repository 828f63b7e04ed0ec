import numpy as np
import pytest

from core.experiments.descent import Slice, walk
from core.figures.rates import rate_curves, walks

NAMES = ["one", "two", "three"]
AT = np.linspace(-4, 4, 65)
ON = Slice.of(AT, 20 * (AT - 0.1) ** 2 + 0.5, 40 * (AT - 0.1))


@pytest.fixture
def figure(pen):
    return walks(pen, ON, "Title", [walk(ON, rate) for rate in (1e-4, 0.02, 0.2)], NAMES)


def test_each_walk_has_its_fates_colour_and_its_own_sign(figure, palette):
    course = [trace for trace in figure.data if trace.showlegend is None]
    assert [trace.name for trace in course] == ["one", "two", "three"]
    colours = [trace.line.color for trace in course]
    assert colours == [palette.quiet, palette.right, palette.wrong]
    assert len({trace.marker.symbol for trace in course}) == 3
    assert len({trace.line.dash for trace in course}) == 3


def test_steps_outside_the_view_are_kept_at_its_edge_and_told_truly(figure):
    low, high = figure.layout.xaxis.range
    wild = next(trace for trace in figure.data if trace.name == "three")
    assert all(low <= x <= high for x in wild.x)
    assert max(wild.y) <= figure.layout.yaxis.range[1]
    pointing = [
        text
        for text, mark in zip(wild.hovertext, wild.marker.symbol, strict=True)
        if mark.startswith("triangle")
    ]
    assert pointing
    far = walk(ON, 0.2)
    assert wild.hovertext[1] == (f"step 1: place {far.places[1]:.2f}, loss {far.losses[1]:.2f}")


def test_curves_may_be_beginnings_and_the_unfreezing_is_marked(pen):
    rows = [{"epoch": n, "val_accuracy": n / 10} for n in (1, 2, 3)]
    figure = rate_curves(pen, {"low": rows, "high": rows[:1]}, "Title", alone=2, epochs=6)
    assert [trace.name for trace in figure.data] == ["low", "high"]
    assert list(figure.data[1].x) == [1]
    assert figure.layout.shapes[0].x0 == 2.5
    assert figure.layout.xaxis.range[1] > 6
