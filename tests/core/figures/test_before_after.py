import json
from itertools import pairwise

import pytest

from core.figures.before_after import Curve, Panel, before_after
from core.figures.lettering import apart
from core.figures.palette import ARMS, faded


def rows(count, high, loss=1.0):
    return [
        {
            "epoch": n,
            "epochs": 5,
            "accuracy": high * n / 5,
            "val_accuracy": 0.5 * high * n / 5,
            "loss": loss,
            "val_loss": 2 * loss if loss else loss,
        }
        for n in range(1, count + 1)
    ]


def panel(*runs, title=""):
    names = ("without", "with", "third")
    return Panel(
        title,
        [Curve(name, tone, given) for name, tone, given in zip(names, ARMS, runs, strict=False)],
    )


def lines(figure, name):
    return [trace for trace in figure.data if trace.name == name]


def labels(figure):
    return {note.text: note for note in figure.layout.annotations}


def test_training_is_solid_validation_dashed_and_a_line_is_a_seed(pen, palette):
    figure = before_after(
        pen, [panel([rows(5, 0.5), rows(5, 0.7)], [rows(5, 0.9)])], "It helped", epochs=5
    )
    json.loads(figure.to_json())
    assert [line.line.dash for line in lines(figure, "without · training")] == ["solid"] * 2
    assert [line.line.dash for line in lines(figure, "with · validation")] == ["dash"]
    assert lines(figure, "with · training")[0].line.color == faded(palette.trainable, 0.8)
    assert list(lines(figure, "with · training")[0].x) == [1, 2, 3, 4, 5]


def test_the_ends_are_named_with_the_mean_of_the_seeds(pen, palette):
    figure = before_after(
        pen, [panel([rows(5, 0.5), rows(5, 0.7)], [rows(5, 0.9)])], "It helped", epochs=5
    )
    found = labels(figure)
    assert {"without 60%", "without 30%", "with 90%", "with 45%"} <= found.keys()
    assert found["with 90%"].font.color == palette.trainable
    assert found["without 60%"].font.color == palette.quiet


def test_the_label_of_a_finished_network_says_what_the_table_says(pen):
    """Not where the curve ends: that is counted with dropout at work."""
    curve = Curve("dropout", "trainable", [rows(5, 0.52)], (0.61, 0.4))
    figure = before_after(pen, [Panel("", [curve])], "It helped", epochs=5)
    assert {"dropout 61%", "dropout 40%"} <= labels(figure).keys()
    leads = [trace for trace in figure.data if trace.mode == "lines+markers"]
    assert [lead.y[0] for lead in leads] == [0.61, 0.4]
    assert [trace.marker.symbol for trace in lines(figure, "finished")] == ["diamond-open"]
    learning = before_after(
        pen, [Panel("", [Curve("d", "trainable", [rows(5, 0.52)])])], "It helped", epochs=5
    )
    assert lines(learning, "finished") == []


def test_labels_do_not_lie_over_one_another_and_stay_behind_the_last_epoch(pen):
    same = [rows(5, 0.6)]
    figure = before_after(pen, [panel(same, same, same)], "It helped", epochs=5)
    ends = [note for text, note in labels(figure).items() if "%" in text]
    places = sorted(note.y for note in figure.layout.annotations if "%" in note.text)
    assert len(places) == 6
    assert min(b - a for a, b in pairwise(places)) > 0.03
    assert all(5 < note.x <= figure.layout.xaxis.range[1] for note in ends)
    assert figure.layout.margin.r > 6 * len("without 60%")  # pixels of the longest


def test_a_run_under_way_keeps_room_for_the_epochs_to_come(pen):
    figure = before_after(pen, [panel([rows(1, 0.5)], [])], "It helped", epochs=5)
    assert figure.layout.xaxis.range[1] > 5
    assert lines(figure, "without · training")[0].mode == "markers"
    assert lines(figure, "with · training") == []


def test_a_loss_that_was_no_number_is_left_out_and_steps_are_counted(pen):
    broken = [*rows(1, 0.5, 2.5), rows(2, 0.5, None)[1]]
    figure = before_after(
        pen,
        [panel([broken], [rows(5, 0.5)])],
        "It helped",
        epochs=5,
        steps=10,
        measure="loss",
    )
    assert list(lines(figure, "without · training")[0].x) == [10]
    assert list(lines(figure, "with · training")[0].x) == [10, 20, 30, 40, 50]


def test_panels_share_the_axis_and_say_what_they_are(pen):
    both = [
        panel([rows(5, 0.3)], title="slow"),
        panel([rows(5, 0.75)], title="fast"),
    ]
    figure = before_after(pen, both, "It helped", epochs=5, chance=0.1)
    assert {"slow", "fast", "guessing"} <= labels(figure).keys()
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert figure.layout.yaxis.range[1] == pytest.approx(0.8 * 1.02)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.1, 0.9], [0.1, 0.9]),
        ([0.5, 0.5], [0.45, 0.55]),
        ([0.9, 0.5, 0.52], [0.9, 0.46, 0.56]),
        ([0.5, 0.5, 0.58], [0.4266667, 0.5266667, 0.6266667]),
        ([], []),
    ],
)
def test_values_are_pushed_apart_no_farther_than_needed(values, expected):
    assert apart(values, 0.1) == pytest.approx(expected)
