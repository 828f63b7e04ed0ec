import pytest

from core.figures.comparison import RunDot, run_comparison
from core.figures.size_cost import SizePoint, size_cost


def test_runs_stand_in_order_each_with_its_interval_and_the_chosen_one_stands_out(pen, palette):
    runs = [RunDot("a", 0.7, (0.65, 0.74), "A"), RunDot("b", 0.5, (0.4, 0.6), "B", chosen=True)]
    figure = run_comparison(pen, runs, "a is better", chance=0.1)
    (dots,) = figure.data
    assert list(dots.x) == [0.7, 0.5]
    assert dots.x[1] + dots.error_x.array[1] == pytest.approx(0.6)
    assert dots.x[1] - dots.error_x.arrayminus[1] == pytest.approx(0.4)
    assert list(figure.layout.yaxis.ticktext) == ["a", "b"]
    names = [note.text for note in figure.layout.annotations if note.xref == "paper"]
    assert names == ["a", "b"] and not figure.layout.yaxis.showticklabels  # above, not beside
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the first on top
    assert list(dots.marker.color) == [palette.quiet, palette.head]
    assert figure.layout.shapes[0].x0 == 0.1
    assert figure.layout.title.text == "a is better"


def test_sizes_show_accuracy_seconds_and_work_over_one_axis(pen):
    points = [SizePoint(224, 0.74, 0.7, 0.78, 9.0), SizePoint(96, 0.6, 0.5, 0.7, 2.0)]
    figure = size_cost(pen, points, "More costs more", macs={96: 0.1, 224: 0.4}, chosen=128)
    accuracy, seconds, work = figure.data
    assert list(accuracy.x) == list(seconds.x) == [96, 224]
    assert list(seconds.y) == [2.0, 9.0]
    assert list(work.y) == [0.1, 0.4]
    ranges = {tuple(figure.layout[name].range) for name in ("xaxis", "xaxis2", "xaxis3")}
    assert len(ranges) == 1
    assert {shape.x0 for shape in figure.layout.shapes} == {128}


def test_sizes_without_runs_of_ones_own_still_show_the_counted_work(pen):
    figure = size_cost(pen, [], "t", macs={96: 0.1, 224: 0.4}, chosen=96)
    assert len(figure.data[0].x) == 0
    assert list(figure.data[2].x) == [96, 224]
