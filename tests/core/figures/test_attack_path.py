"""An attack along its steps, and what small changes add up to."""

from core.figures.adding_up import adding_up
from core.figures.attack_path import attack_path

SIGN = "in the gradient’s direction"
CURVE = [
    {"step": 0, "loss": 9.0, "confidence": 0.0},
    {"step": 1, "loss": 2.0, "confidence": 0.4},
    {"step": 2, "loss": None, "confidence": 0.95},
]


def test_every_step_has_its_confidence_and_a_loss_only_where_it_is_known(pen):
    confidence, loss = attack_path(pen, CURVE, "title").data
    assert list(confidence.y) == [0.0, 0.4, 0.95]
    assert list(loss.x) == [0, 1]


def test_while_it_runs_the_axis_goes_as_far_as_the_steps_may(pen):
    figure = attack_path(pen, CURVE[:2], "title", steps=20)
    assert figure.layout.xaxis.range[1] == 20
    assert attack_path(pen, CURVE, "title").layout.xaxis.range[1] == 2


def test_adding_up_leaves_out_what_a_log_axis_cannot_show_and_keeps_the_border_in_sight(pen):
    curve = {
        "count": [0, 1, 10],
        "sign": [-5.0, -4.9, -1.0],
        "random": [-5.0, -5.0, -5.1],
        "linear": [-5.0, -4.9, 40.0],
    }
    figure = adding_up(pen, curve, "title", "wolf")
    assert {trace.name: list(trace.y) for trace in figure.data}[SIGN] == [-4.9, -1.0]
    assert all(list(trace.x) == [1, 10] for trace in figure.data)
    low, high = figure.layout.yaxis.range
    assert low < -5.1 and 0 < high < 40  # what is measured decides, not what is foretold
