"""The race's figures: what stands where, and that an arm looks the same in all of them."""

import pytest

from core.figures.inside import FRAMES, changes, photo_map
from core.figures.race_board import Measured, against, bars, looks
from core.figures.race_curves import race_curves


@pytest.fixture
def arms(palette):
    ways = [("Frozen A", "extract"), ("Frozen B", "extract"), ("From scratch", "scratch")]
    return looks(ways, palette)


def test_a_way_has_its_colour_and_arms_of_one_way_their_own_signs(arms, palette):
    first, second, scratch = arms
    assert first.colour == second.colour == palette.frozen
    assert scratch.colour == palette.quiet
    assert (first.symbol, first.dash, first.pattern) != (second.symbol, second.dash, second.pattern)


def test_bars_have_intervals_and_a_dot_for_each_seed(arms, pen):
    found = [Measured(0.7, 0.6, 0.75, seeds=(0.69, 0.71)), Measured(0.4, 0.3, 0.5, seeds=(0.4,))]
    figure = bars(pen, list(zip(arms, found, strict=False)), "transfer wins", chance=0.1)
    bar, dots = figure.data
    assert list(bar.x) == [0.7, 0.4]
    assert bar.error_x.array[0] == pytest.approx(0.05)
    assert bar.error_x.arrayminus[0] == pytest.approx(0.1)
    assert list(dots.x) == [0.69, 0.71, 0.4]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the best on top
    assert figure.layout.shapes[0].x0 == 0.1
    assert figure.layout.title.text == "transfer wins"


def test_a_name_longer_than_a_phone_is_wide_takes_a_second_line(pen, palette):
    (long,) = looks([("Two-stage fine-tuning with EfficientNet-Lite0", "lp_ft")], palette)
    (short,) = looks([("From scratch", "scratch")], palette)
    found = Measured(0.7, 0.6, 0.75)
    tall = bars(pen, [(long, found)], "", chance=0.1)
    words = tall.layout.annotations[0].text
    assert words == "<b>70.0%</b> · Two-stage fine-tuning with<br>EfficientNet-Lite0"
    flat = bars(pen, [(short, found)], "", chance=0.1)
    assert flat.layout.annotations[0].text == "<b>70.0%</b> · From scratch"
    assert tall.layout.height > flat.layout.height


def test_accuracy_against_photos_has_a_log_axis_with_the_amounts(arms, pen):
    found = [
        [Measured(0.5, 0.4, 0.6, 10), Measured(0.7, 0.6, 0.8, 100)],
        [Measured(0.2, 0.1, 0.3, 10)],
    ]
    drawn = list(zip(arms, found, strict=False))
    figure = against(pen, drawn, "t", over=("photos", [10, 100]), chance=0.1)
    assert figure.layout.xaxis.type == "log"
    assert list(figure.layout.xaxis.tickvals) == [10, 100]
    assert [list(trace.x) for trace in figure.data] == [[10, 100], [10]]
    with_way = against(
        pen, drawn, "t", over=("s", [1, 10]), chance=0.1, ways=[[(1, 0.2), (2, 0.4)], []]
    )
    assert list(with_way.data[0].y) == [0.2, 0.4]
    assert with_way.data[0].showlegend is False


def test_an_arm_has_a_line_for_each_seed_and_unfreezing_is_marked(arms, pen):
    def rows(stages):
        return [
            {"epoch": n, "stage": stage, "accuracy": 0.5, "val_accuracy": 0.4}
            for n, stage in enumerate(stages, 1)
        ]

    twice = race_curves(pen, arms[0], [rows(["head"] * 4), rows(["head"] * 4)], 6)
    lines = [trace for trace in twice.data if trace.x[0] is not None]
    assert [trace.line.dash for trace in lines] == ["solid", "dash"] * 2
    assert twice.layout.title.text == "Frozen A" and not twice.layout.shapes
    assert twice.layout.xaxis.range[1] == 6.4  # as far as the longest arm of the race
    tuned = race_curves(pen, arms[2], [rows(["head", "head", "suffix", "suffix"])], 6)
    assert [shape.x0 for shape in tuned.layout.shapes] == [2.5]
    assert any(note.text == "unfrozen" for note in tuned.layout.annotations)


def test_blocks_are_told_by_colour_on_both_sides_of_the_boundary(pen, palette):
    blocks = [{"change": 0.0, "cka": 1.0}, {"change": 0.02, "cka": 0.9}]
    figure = changes(pen, blocks, "t", ["one", "two"], 1)
    shown = [(trace.marker.color, list(trace.x), list(trace.y)) for trace in figure.data]
    assert shown == [
        (palette.frozen, [1], [0.0]),
        (palette.frozen, [1], [1.0]),
        (palette.trainable, [2], [0.02]),
        (palette.trainable, [2], [0.9]),
    ]


def test_photos_glide_from_before_to_after(pen):
    figure = photo_map(pen, ([[0, 0], [1, 1]], [[1, 0], [0, 0]]), "t", [0, 1], ["cat", "dog"])
    assert [trace.name for trace in figure.data] == ["cat", "dog"]
    assert figure.data[0].marker.symbol != figure.data[1].marker.symbol
    assert len(figure.frames) == FRAMES + 1
    assert (figure.frames[0].data[0].x, figure.frames[-1].data[0].x) == ((0,), (1,))
    assert figure.frames[FRAMES // 2].data[1].x == (0.5,)
    (slider,) = figure.layout.sliders
    assert (slider.steps[0].label, slider.steps[-1].label) == ("before", "after")
