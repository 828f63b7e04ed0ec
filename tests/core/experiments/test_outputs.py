"""One output against two, one-hot against numbers: what is equal and what is not."""

import numpy as np
import pytest

from core.experiments import outputs
from core.experiments.threshold import answers
from core.work import Stop


@pytest.fixture(scope="module")
def found():
    rng = np.random.default_rng(0)
    y = np.arange(30) % 2
    x = (rng.normal(size=(30, 8)) + y[:, None]).astype(np.float32)
    return outputs.compare(x, y, x[:6])


def test_the_three_losses_of_the_same_answers_are_equal(found):
    losses = list(found["losses"].values())
    assert losses == pytest.approx([losses[0]] * 3, rel=1e-6)


def test_the_gradients_of_two_logits_are_that_of_one_and_its_opposite(found):
    assert max(found["apart"].values()) < 1e-5


def test_two_outputs_learn_as_one_does_at_twice_the_rate(found):
    assert found["speed"] == pytest.approx(2, rel=1e-3)
    curves = found["curves"]
    assert curves["two"] == pytest.approx(curves["double"], rel=1e-4)
    assert curves["one"][0] == pytest.approx(curves["two"][0], rel=1e-6)
    assert curves["one"][5] > curves["two"][5]
    assert found["sure"]["two"] == pytest.approx(found["sure"]["double"], abs=1e-4)


def test_one_hot_labels_take_more_room():
    size = outputs.label_bytes()
    assert size["one_hot"] >= outputs.CLASSES * size["sparse"] > 0


def test_it_can_be_stopped():
    with pytest.raises(Stop):
        outputs.measure("digits", ("3", "8"), lambda event: None, lambda: True)


@pytest.mark.parametrize(
    ("threshold", "precision", "recall", "accuracy"),
    [(0.5, 2 / 3, 1.0, 0.75), (0.65, 1.0, 1.0, 1.0), (0.95, None, 0.0, 0.5)],
)
def test_a_threshold_trades_precision_for_recall(threshold, precision, recall, accuracy):
    now = answers([0.9, 0.7, 0.6, 0.1], [1, 1, 0, 0], threshold)
    assert (now.precision, now.recall, now.accuracy) == (precision, recall, accuracy)


def test_what_lies_on_the_threshold_is_not_called_the_second_class():
    """As `predictions > 0.5` in the chapter."""
    assert answers([0.5], [1], 0.5).missed == 1
