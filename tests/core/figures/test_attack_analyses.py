"""The lab's figures: what stands in them is what was measured."""

import json
import re

import numpy as np
import pytest

from core.figures.decision_plane import decision_plane, ranked
from core.figures.defence_curve import defence_curve
from core.figures.epsilon_curve import many_photos, one_photo
from core.figures.transfer_table import FOOLED, HIT, NOT, Cell, Line, transfer_table

# -- the epsilon curve -----------------------------------------------------------------------------

NAMES = {1: "dog", 2: "wolf", 3: "Siamese cat"}


def rows(*given):
    return [
        {
            "budget": budget,
            "success": success,
            "confidence": sure,
            "index": index,
            "interval": [max(success - 0.2, 0), min(success + 0.1, 1)],
        }
        for budget, success, sure, index in given
    ]


ONE = rows((0, 0.0, 0.01, 1), (1, 0.0, 0.2, 2), (2, 1.0, 0.9, 3), (4, 1.0, 1.0, 3))


def traces(figure):
    return {trace.name: trace for trace in figure.data if trace.name}


def test_successes_are_filled_and_the_budgets_are_named_in_order(pen):
    figure = one_photo(pen, ONE, "Enough", NAMES)
    json.loads(figure.to_json())
    succeeds, fails = traces(figure)["the attack succeeds"], traces(figure)["it does not"]
    assert list(succeeds.x) == [2, 3]
    assert list(fails.x) == [0, 1]
    assert (succeeds.marker.symbol, fails.marker.symbol) == ("circle", "circle-open")
    assert list(figure.layout.xaxis.ticktext) == ["0", "1", "2", "4"]
    assert succeeds.hovertext[0] == "2/255: Siamese cat, 90.0%"


def test_each_class_on_the_way_is_named_once_over_its_budgets(pen, palette):
    figure = one_photo(pen, ONE, "Enough", NAMES)
    named = [(note.text, note.x) for note in figure.layout.annotations]
    assert named == [("dog", 0), ("wolf", 1), ("Siamese cat", 2.5)]
    bars = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert [bar.line.color for bar in bars] == [palette.right, palette.wrong, palette.wrong]
    wide = one_photo(pen, ONE, "Enough", NAMES | {2: "Rottweilerhund"})
    assert [note.yshift for note in wide.layout.annotations][1] > 0  # clear of its neighbours
    assert wide.layout.height > figure.layout.height


def test_several_photos_have_intervals(pen):
    figure = many_photos(pen, ONE, "Enough")
    line = traces(figure)["success rate, with 95% interval"]
    assert list(line.y) == [0, 0, 1, 1]
    assert list(line.error_y.arrayminus) == pytest.approx([0, 0, 0.2, 0.2])
    assert traces(figure)["mean probability of the target"].line.dash == "dash"


# -- the transfer matrix ---------------------------------------------------------------------------


def table(pen, own=0):
    cells = [
        Cell(HIT, "cat 99%", itself=True),
        Cell(FOOLED, "wolf 40%", "target: <1%"),
        Cell(NOT, "<dog> 80%"),
    ]
    columns = [("A", "before: dog"), ("B", "before: dog"), ("mine", "yours")]
    return transfer_table(pen, [Line("A", "L∞ 4", "data:,", cells)], columns, own)


def test_every_verdict_has_a_colour_a_sign_and_a_word(pen):
    html = table(pen)
    assert '<td class="hit itself" data-judge="A"><b>● fooled</b>cat 99%' in html
    another = "<b>◐ another answer</b>wolf 40%<small>target: &lt;1%</small>"
    assert f'<td class="fooled" data-judge="B">{another}' in html
    assert '<td class="not" data-judge="mine"><b>○ not fooled</b>&lt;dog&gt; 80%' in html
    assert "apart" not in html.split("</style>")[1]


def test_with_more_judges_its_columns_give_way_earlier(pen):
    cell = Cell(NOT, "dog 80%")
    narrow = [
        float(re.findall(r"max-width: ([\d.]+)rem", html)[-1])
        for count in (2, 4)
        for html in [
            transfer_table(pen, [Line("A", "", "data:,", [cell] * count)], [("A", "")] * count)
        ]
    ]
    assert 20 < narrow[0] < 25 < narrow[1]  # a phone shows 20 rem, a figure beside its controls 27


def test_own_networks_stand_apart_in_head_and_rows(pen):
    html = table(pen, own=1)
    gap = '<td class="apart"></td>'
    assert html.count(gap) == 2
    assert f'{gap}<th scope="col">mine' in html
    assert f'{gap}<td class="not" data-judge="mine">' in html


# -- a defence over its amounts --------------------------------------------------------------------


def amounts():
    # the attack survives; undone; undone at the clean photo's expense
    verdicts = [(True, False, True), (True, True, False), (True, True, False), (False, True, False)]
    return [
        {
            "kept": kept,
            "undone": undone,
            "survives": survives,
            "clean_own": 0.9,
            "attacked_own": 0.8 if undone else 0.1,
            "attacked_wanted": 0.9 if survives else 0.0,
        }
        for kept, undone, survives in verdicts
    ]


def test_first_answers_are_filled_and_what_works_is_shaded(pen):
    figure = defence_curve(
        pen,
        amounts(),
        "Works",
        amounts=("quality", ["95", "80", "50", "5"]),
        answers=("dog", "cat"),
        chosen=2,
    )
    json.loads(figure.to_json())
    lines = traces(figure)
    assert list(lines["attacked: “dog” again"].marker.symbol) == [
        "circle-open",
        "circle",
        "circle",
        "circle",
    ]
    assert list(lines["attacked: “cat”"].marker.symbol) == ["x", "x-open", "x-open", "x-open"]
    assert list(lines["clean photo: “dog”"].marker.symbol) == ["square"] * 3 + ["square-open"]
    shaded = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert [(shape.x0, shape.x1) for shape in shaded] == [(0.5, 2.5)]
    assert [shape.x0 for shape in figure.layout.shapes if shape.line.dash == "dot"] == [2]


# -- the plane -------------------------------------------------------------------------------------


def found(classes):
    classes = np.array(classes)
    return {
        "along": np.linspace(-1, 2, classes.shape[1]).tolist(),
        "across": np.linspace(-1.5, 1.5, classes.shape[0]).tolist(),
        "classes": classes.tolist(),
        "probabilities": np.full(classes.shape, 0.5).tolist(),
        "length": 3.0,
    }


def test_the_pictures_classes_come_first_then_the_largest():
    assert ranked(np.array([[7, 7, 5], [5, 5, 9]]), (9, 2), 3) == [9, 2, 5]


def test_every_place_is_coloured_once_and_says_its_class(pen):
    classes = [[1, 1, 1, 2, 2, 2, 2]] * 7
    figure = decision_plane(pen, found(classes), "A border", {1: "dog", 2: "cat"}, 1, 2)
    maps = [trace for trace in figure.data if trace.type == "heatmap"]
    assert len(maps) == 2
    coloured = sum((~np.isnan(np.array(trace.z, float))).astype(int) for trace in maps)
    assert (coloured == 1).all()
    assert maps[0].text[0][0] == "dog, 50%"
    assert {trace.name for trace in figure.data if trace.name} == {"dog", "cat"}
    assert {note.text for note in figure.layout.annotations} == {"", "dog", "cat"}
    pictures = figure.data[-1]
    assert (list(pictures.x), list(pictures.y)) == ([0, 1], [0, 0])
    assert list(pictures.text) == ["photo", "attacked picture"]


def test_what_is_too_much_to_colour_is_called_others(pen):
    classes = np.arange(49).reshape(7, 7) % 9
    figure = decision_plane(
        pen, found(classes), "A border", {k: f"class {k}" for k in range(9)}, 0, 1
    )
    names = [trace.name for trace in figure.data if trace.name]
    assert names[-1] == "other classes"
    assert len(names) == 7
    colours = {trace.marker.color for trace in figure.data if trace.name}
    assert len(colours) == 7
