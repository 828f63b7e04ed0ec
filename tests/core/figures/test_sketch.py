"""Sketches to predict with, and the measured curve beside the prediction."""

from xml.etree import ElementTree

import pytest

from core.experiments.verdicts import JUDGES
from core.figures.predicted import predicted
from core.figures.sketch import SKETCHES, sketch_svg


@pytest.mark.parametrize("experiment", JUDGES)
def test_there_is_one_sketch_for_every_verdict(experiment):
    assert set(SKETCHES[experiment]) == set(JUDGES[experiment].verdicts)


@pytest.mark.parametrize("experiment", JUDGES)
def test_a_sketch_shows_what_its_verdict_says(experiment):
    """The judge itself, asked about the sketch, gives back its name."""
    names = {"reuse": ("frozen", "scratch"), "cover": ("answer",)}
    names |= {"loose": ("validation",), "losses": ("validation",)}
    for verdict, lines in SKETCHES[experiment].items():
        drawn = dict(zip(names.get(experiment, ("frozen",)), lines, strict=True))
        curve = {
            "x": [x for x, _y in lines[0]],
            "lines": {name: {"y": [y for _x, y in line]} for name, line in drawn.items()},
            "turn": 4,
        }
        assert JUDGES[experiment].of(curve) == verdict


def test_a_sketch_is_an_svg_in_words_and_in_colour(pen, palette):
    svg = ElementTree.fromstring(sketch_svg(pen, "reuse", "above", 'A: "ahead"'))
    assert svg.get("aria-label") == 'A: "ahead"'
    lines = svg.findall(".//{*}polyline")
    assert [line.get("stroke") for line in lines] == [palette.frozen, palette.trainable]
    assert lines[1].get("stroke-dasharray")  # not by colour alone


def test_a_guess_stands_beside_what_was_measured(pen, palette):
    curve = {
        "x": [5, 20],
        "lines": {"frozen": {"y": [0.5, 0.7], "low": [0.4, 0.6], "high": [1, 1]}},
    }
    figure = predicted(pen, curve, "t", "reuse", ticks=["5", "20"], guess=[0.2, 0.9])
    guess, frozen = figure.data
    assert list(guess.y) == [0.2, 0.9] and guess.line.dash == "dot"
    assert list(frozen.y) == [0.5, 0.7] and frozen.line.color == palette.frozen
    assert list(frozen.error_y.arrayminus) == pytest.approx([0.1, 0.1])
    assert list(figure.layout.xaxis.ticktext) == ["5", "20"]


def test_before_the_measurement_the_guess_stands_alone(pen):
    figure = predicted(
        pen, {"x": [5, 20], "lines": {}}, "t", "photos", ticks=["5", "20"], guess=[0.2, 0.9]
    )
    assert len(figure.data) == 1


def test_many_epochs_get_few_ticks_and_a_turn_is_marked(pen):
    values = [0.1] * 40
    curve = {"x": list(range(1, 41)), "lines": {"validation": {"y": values}}, "turn": 4}
    figure = predicted(pen, curve, "t", "losses", ticks=[str(x) for x in curve["x"]])
    assert list(figure.layout.xaxis.ticktext) == ["5", "10", "15", "20", "25", "30", "35", "40"]
    assert figure.layout.shapes[0].x0 == 3.5  # between the fourth place and the fifth
