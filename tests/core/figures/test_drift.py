import pytest

from core.figures.drift import DriftTexts, drift

TEXTS = DriftTexts(
    "Title", "Step", "Right", "Layer", "Moved", "loose", "frozen", "mean", "variance"
)
LOOKS = [
    {"step": 0, "right": 17, "mean": [0.0, 0.0], "variance": [0.0, 0.0]},
    {"step": 8, "right": 14, "mean": [0.01, 0.02], "variance": [0.1, 0.2]},
    {"step": 64, "right": 1, "mean": [0.03, 0.05], "variance": [0.3, 0.5]},
]


def drawn(palette, **more):
    given = {"asked": 20, "steps": 64, "twin": 17, "at": 1} | more
    return {trace.name: trace for trace in drift(LOOKS, TEXTS, palette, **given).data}


def test_the_loose_network_falls_beside_its_frozen_twin(palette):
    traces = drawn(palette)
    assert list(traces["loose"].x) == [0, 8, 64]
    assert list(traces["loose"].y) == [17, 14, 1]
    assert traces["loose"].line.color == palette.trainable
    assert set(traces["frozen"].y) == {17}
    assert traces["frozen"].line.dash == "dash"


@pytest.mark.parametrize("at", range(3))
def test_the_layers_are_those_of_the_chosen_step(palette, at):
    traces = drawn(palette, at=at)
    assert list(traces["mean"].y) == LOOKS[at]["mean"]
    assert list(traces["variance"].y) == LOOKS[at]["variance"]
    sizes = traces["loose"].marker.size
    assert max(sizes) == sizes[at] > min(sizes)


def test_the_axes_do_not_move_with_the_step(palette):
    first, last = (
        drift(LOOKS, TEXTS, palette, asked=20, steps=64, twin=None, at=at).layout for at in (0, 2)
    )
    assert first.yaxis2.range == last.yaxis2.range
    assert first.yaxis2.range[1] > 0.5
