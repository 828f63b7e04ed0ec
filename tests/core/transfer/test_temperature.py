"""One number that makes a network as sure as it is right."""

import numpy as np
import pytest

from core.transfer.evaluate import calibration_error
from core.transfer.temperature import fitted, softened

RNG = np.random.default_rng(0)


def softmax(logits):
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def drawn(logits):
    """A label for each row, drawn with its own probabilities: such a network is calibrated."""
    return np.array([RNG.choice(len(row), p=row) for row in softmax(logits)])


def test_logits_are_divided_by_the_temperature():
    logits = RNG.normal(size=(20, 5))
    assert softened(softmax(logits), 2.5) == pytest.approx(softmax(logits / 2.5), abs=1e-9)


def test_no_answer_changes_and_nothing_breaks_on_certainty():
    said = np.array([[1.0, 0.0, 0.0], [0.1, 0.2, 0.7]])
    assert softened(said, 3).argmax(1).tolist() == [0, 2]
    assert softened(said, 3).sum(1) == pytest.approx([1, 1])


@pytest.mark.parametrize("times", [0.5, 2, 4])
def test_what_was_exaggerated_is_found_again(times):
    logits = 1.5 * RNG.normal(size=(4000, 4))
    labels, said = drawn(logits), softmax(times * logits)
    temperature = fitted(said, labels)
    assert temperature == pytest.approx(times, rel=0.1)
    right = said.argmax(1) == labels
    before = calibration_error(said.max(1), right)
    assert calibration_error(softened(said, temperature).max(1), right) < before / 2
