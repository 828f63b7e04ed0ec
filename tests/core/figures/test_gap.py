"""The gap figure: curves side by side, a bracket as long as the gap, the test with its interval."""

import pytest

from core.figures.gap import GapRun, gaps

HISTORY = [
    {"epoch": 1, "accuracy": 0.3, "val_accuracy": 0.2},
    {"epoch": 2, "accuracy": 0.9, "val_accuracy": 0.4},
]


def test_every_run_has_its_curves_its_gap_and_its_test(pen):
    runs = [
        GapRun("scratch: 61", HISTORY, (0.94, 0.33), (0.3, 0.26, 0.34)),
        GapRun("transfer: 25", HISTORY, (1.0, 0.75), (0.74, 0.7, 0.77)),
    ]
    figure = gaps(pen, runs, "t", epochs=2, chance=0.1)
    by_panel = [[t for t in figure.data if (t.xaxis or "x") == axis] for axis in ("x", "x2")]
    for traces, run in zip(by_panel, runs, strict=True):
        validation, training, bracket, dot = traces
        assert (validation.line.dash, training.line.dash) == ("dash", "solid")
        assert list(training.y) == [0.3, 0.9]
        assert list(validation.y) == [0.2, 0.4]
        assert training.fill == "tonexty"  # the gap is shaded
        assert sorted(bracket.y) == sorted(run.ended)
        assert dot.y[0] + dot.error_y.array[0] == pytest.approx(run.test[2])
    said = [note.text for note in figure.layout.annotations]
    assert said == ["scratch: 61", "transfer: 25"]
    assert sum(bool(trace.showlegend) for trace in figure.data) == 3


def test_curves_under_way_have_no_bracket_and_one_may_not_have_begun(pen):
    figure = gaps(pen, [GapRun("a", HISTORY[:1]), GapRun("b", [])], "t", epochs=30, chance=0.1)
    assert [len(trace.x) for trace in figure.data] == [1, 1, 0, 0]
    assert figure.layout.xaxis.range[1] > 30
