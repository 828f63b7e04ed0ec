import json

import pytest

from core.figures.curves import Ended, learning_curves
from core.figures.replay import PACE, with_replay

TEST = "test (95% interval)"
HISTORY = [
    {
        "epoch": n,
        "stage": "head" if n < 3 else "suffix",
        "accuracy": 0.1 * n,
        "val_accuracy": 0.09 * n,
        "loss": 3 / n,
        "val_loss": 3.5 / n,
    }
    for n in range(1, 7)
]


def drawn(pen, history=HISTORY, epochs=6, ended=None):
    loss = "Loss: lowest in epoch 6"
    return learning_curves(pen, history, "It rose", loss=loss, epochs=epochs, ended=ended)


def by_name(figure, name):
    return [trace for trace in figure.data if trace.name == name]


def test_training_is_solid_validation_dashed_and_the_test_a_dot_with_its_interval(pen):
    figure = drawn(pen, ended=Ended(test=(0.5, 0.4, 0.62)))
    accuracy, loss = by_name(figure, "training")
    assert {accuracy.line.dash, loss.line.dash} == {"solid"}
    assert {line.line.dash for line in by_name(figure, "validation")} == {"dash"}
    assert list(accuracy.y) == [row["accuracy"] for row in HISTORY]
    assert list(loss.y) == [row["loss"] for row in HISTORY]
    (dot,) = by_name(figure, TEST)
    assert dot.mode == "markers"
    assert dot.x[0] > 6
    assert dot.y[0] + dot.error_y.array[0] == pytest.approx(0.62)
    assert dot.y[0] - dot.error_y.arrayminus[0] == pytest.approx(0.4)


def test_what_the_finished_network_gets_right_stands_behind_the_end_of_both_curves(pen):
    """A text that says 98 % must not stand under a curve that ends at 60 %."""
    figure = drawn(pen, ended=Ended((0.98, 0.6), (0.5, 0.4, 0.62)))
    (marks,) = by_name(figure, "finished")
    (dot,) = by_name(figure, TEST)
    assert list(marks.y) == [0.98, 0.6]
    assert list(marks.marker.color) == [pen.palette.trainable, pen.palette.ink]
    assert 6 < marks.x[0] < dot.x[0] < figure.layout.xaxis.range[1]


def test_the_title_states_the_finding_and_axes_say_what_they_measure(pen):
    layout = drawn(pen).layout
    assert layout.title.text == "It rose"
    assert layout.xaxis.title.text == layout.xaxis2.title.text == "epoch"
    assert (layout.yaxis.title.text, layout.yaxis2.title.text) == ("accuracy", "loss")
    assert "Loss: lowest in epoch 6" in [note.text for note in layout.annotations]


def test_a_run_under_way_leaves_room_for_the_epochs_to_come(pen):
    figure = drawn(pen, HISTORY[:2], epochs=30)
    assert figure.layout.xaxis.range[1] > 30
    assert by_name(figure, TEST) == []


def test_the_beginning_of_a_stage_is_marked_between_two_epochs(pen):
    figure = drawn(pen)
    assert {shape.x0 for shape in figure.layout.shapes} == {2.5}
    assert "blocks learn too" in {note.text for note in figure.layout.annotations}


def test_a_replay_shows_the_whole_run_and_plays_it_epoch_by_epoch(pen):
    figure = with_replay(pen, HISTORY, "It rose", loss="Loss", ended=Ended(test=(0.5, 0.4, 0.6)))
    assert len(by_name(figure, "training")[0].x) == 6
    assert [len(frame.data[0].x) for frame in figure.frames] == [1, 2, 3, 4, 5, 6]
    played = [trace for trace in figure.data if list(trace.x) != [None]]
    assert [trace.name for trace in figure.data[len(played) :]] == [played[-1].name]  # legend's
    assert not played[-1].showlegend
    for frame in figure.frames:
        assert list(frame.traces) == list(range(len(played)))
        assert frame.data[-1].opacity == (1.0 if frame.name == "6" else 0.0)  # the test comes last
    steps = figure.layout.sliders[0].steps
    assert [step.label for step in steps] == ["1", "2", "3", "4", "5", "6"]
    assert figure.layout.sliders[0].active == 5
    pace = figure.layout.updatemenus[0].buttons[0].args[1]["frame"]["duration"]
    assert PACE[0] <= pace <= PACE[1]
    assert figure.layout.yaxis2.range[1] >= 3.5  # the axis does not jump while it plays
    json.loads(figure.to_json())
