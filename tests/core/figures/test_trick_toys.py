"""The pictures beside the training tricks."""

import json

import numpy as np
import pytest

from core.experiments.toys import bowl, polynomial
from core.figures.bowl_paths import PathLine, bowl_paths
from core.figures.fitted import fitted
from core.figures.histograms import Spread, histograms
from core.figures.layer_spread import DECADES, SpreadLine, layer_spread
from core.figures.thinned import thinned_svg


def test_a_signal_of_nothing_lies_on_the_edge_and_the_learners_line_is_strong(pen, palette):
    figure = layer_spread(
        pen,
        [SpreadLine("He", [1.0, 1.0, 1.0]), SpreadLine("mine", [1.0, 0.0, 1e9], own=True)],
        "t",
    )
    json.loads(figure.to_json())
    he, mine = figure.data
    assert list(mine.y) == [1.0, 10.0 ** DECADES[0], 10.0 ** DECADES[1]]
    assert list(mine.customdata) == ["1", "0", "1e+09"]
    assert mine.line.width > he.line.width
    assert mine.line.color == palette.trainable
    assert {note.text for note in figure.layout.annotations} == {"He", "mine"}


def test_a_signal_that_dies_out_is_seen_to_fall(pen):
    falling = [10.0 ** (-0.75 * layer) for layer in range(11)]
    figure = layer_spread(pen, [SpreadLine("mine", falling, own=True)], "t")
    assert list(figure.data[0].y) == falling
    assert figure.layout.yaxis.range == (-8, DECADES[1])
    dead = layer_spread(pen, [SpreadLine("mine", [1.0, 1e-40], own=True)], "t")
    assert list(dead.data[0].y) == [1.0, 1e-16]


def test_histograms_hold_shares_and_mark_mean_and_deviation(pen):
    values = np.random.default_rng(0).normal(2, 0.5, 5000)
    figure = histograms(
        pen,
        [Spread("a", values, "quiet"), Spread("b", values - 2, "trainable")],
        "t",
        value="value",
        span=(-4, 4),
    )
    bars = [trace for trace in figure.data if trace.type == "bar"]
    marks = [trace for trace in figure.data if trace.type == "scatter"]
    assert [sum(bar.y) for bar in bars] == pytest.approx([1, 1])
    assert marks[0].x[0] == pytest.approx(values.mean())
    assert marks[0].error_x.array[0] == pytest.approx(values.std())
    assert marks[0].y[0] != marks[1].y[0]


def test_every_path_is_drawn_over_the_bowl(pen, palette):
    places = bowl.path("adam", 0.3, 10, 12)
    figure = bowl_paths(pen, [PathLine("Adam", places, "head")], "t", 10)
    contour, path = figure.data
    assert contour.type == "contour"
    assert list(path.x) == list(places[:, 0])
    assert path.line.color == palette.head
    assert [note.text for note in figure.layout.annotations] == ["lowest loss"]


def test_a_resting_unit_is_hollow_and_has_no_connections(pen):
    every = [np.ones(n, bool) for n in (2, 3, 3, 2)]
    whole = thinned_svg(pen, every, ["a", "b", "c", "d"], "all")
    assert whole.count("<line") == 2 * 3 + 3 * 3 + 3 * 2
    every[1][0] = False
    thinned = thinned_svg(pen, every, ["a", "b", "c", "d"], "one <rests>")
    assert thinned.count("<line") == 2 * 2 + 2 * 3 + 3 * 2
    assert thinned.count('fill="none"') == 1
    assert "&lt;rests&gt;" in thinned


def test_the_curve_the_rule_and_the_points_are_drawn(pen, palette):
    fit = polynomial.fit(8, 3)
    figure = fitted(pen, fit, "t")
    rule, curve, points = figure.data
    assert list(points.x) == list(fit.x)
    assert rule.line.dash == "dot"
    assert curve.line.color == palette.trainable
