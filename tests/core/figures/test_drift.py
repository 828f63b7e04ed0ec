import pytest

from core.figures.drift import drift

LOOKS = [
    {"step": 0, "right": 17, "mean": [0.0, 0.0], "variance": [0.0, 0.0]},
    {"step": 8, "right": 14, "mean": [0.01, 0.02], "variance": [0.1, 0.2]},
    {"step": 64, "right": 1, "mean": [0.03, 0.05], "variance": [0.3, 0.5]},
]


LOOSE, FROZEN = "batch norm let loose", "batch norm frozen"
MEAN, VARIANCE = "mean (in standard deviations)", "variance (share of the old one)"


def drawn(pen, at=1):
    figure = drift(pen, LOOKS, "Title", at=at, reach=(64, 20), twin=17)
    return {trace.name: trace for trace in figure.data}


def test_the_loose_network_falls_beside_its_frozen_twin(pen, palette):
    traces = drawn(pen)
    assert list(traces[LOOSE].x) == [0, 8, 64]
    assert list(traces[LOOSE].y) == [17, 14, 1]
    assert traces[LOOSE].line.color == palette.trainable
    assert set(traces[FROZEN].y) == {17}
    assert traces[FROZEN].line.dash == "dash"


@pytest.mark.parametrize("at", range(3))
def test_the_layers_are_those_of_the_chosen_step(pen, at):
    traces = drawn(pen, at=at)
    assert list(traces[MEAN].y) == LOOKS[at]["mean"]
    assert list(traces[VARIANCE].y) == LOOKS[at]["variance"]
    sizes = traces[LOOSE].marker.size
    assert max(sizes) == sizes[at] > min(sizes)


def test_the_axes_do_not_move_with_the_step(pen):
    first, last = (drift(pen, LOOKS, "Title", at=at, reach=(64, 20)).layout for at in (0, 2))
    assert first.yaxis2.range == last.yaxis2.range
    assert first.yaxis2.range[1] > 0.5
