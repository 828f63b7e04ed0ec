"""An attack along its steps, and what small changes add up to."""

from core.figures.adding_up import AddingTexts, adding_up
from core.figures.attack_path import PathTexts, attack_path
from dashboard.shell.theme import PALETTES

PALETTE = PALETTES["light"]
TEXTS = PathTexts("title", "step", "confidence", "loss")
CURVE = [
    {"step": 0, "loss": 9.0, "confidence": 0.0},
    {"step": 1, "loss": 2.0, "confidence": 0.4},
    {"step": 2, "loss": None, "confidence": 0.95},
]


def test_every_step_has_its_confidence_and_a_loss_only_where_it_is_known():
    confidence, loss = attack_path(CURVE, TEXTS, PALETTE).data
    assert list(confidence.y) == [0.0, 0.4, 0.95]
    assert list(loss.x) == [0, 1]


def test_while_it_runs_the_axis_goes_as_far_as_the_steps_may():
    figure = attack_path(CURVE[:2], TEXTS, PALETTE, steps=20)
    assert figure.layout.xaxis.range[1] == 20
    assert attack_path(CURVE, TEXTS, PALETTE).layout.xaxis.range[1] == 2


def test_adding_up_leaves_out_what_a_log_axis_cannot_show_and_keeps_the_border_in_sight():
    curve = {
        "count": [0, 1, 10],
        "sign": [-5.0, -4.9, -1.0],
        "random": [-5.0, -5.0, -5.1],
        "linear": [-5.0, -4.9, 40.0],
    }
    texts = AddingTexts("title", "sign", "random", "linear", "border", "count", "balance")
    figure = adding_up(curve, texts, PALETTE)
    assert {trace.name: list(trace.y) for trace in figure.data}["sign"] == [-4.9, -1.0]
    assert all(list(trace.x) == [1, 10] for trace in figure.data)
    low, high = figure.layout.yaxis.range
    assert low < -5.1 and 0 < high < 40  # what is measured decides, not what is foretold
