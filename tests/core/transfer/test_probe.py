import numpy as np
import pytest

from core.transfer import probe


@pytest.mark.parametrize("classes", [2, 5])
def test_separable_classes_are_solved_and_probabilities_are_ones(classes):
    rng = np.random.default_rng(0)
    y = np.arange(40 * classes) % classes
    x = rng.normal(size=(len(y), 8)) + 6 * np.eye(8)[y]
    solved = probe.solve(x, y, x, y, classes)
    answers = solved.probabilities(x)
    np.testing.assert_allclose(answers.sum(1), 1)
    assert (answers.argmax(1) == y).mean() > 0.98


def test_the_strength_is_chosen_on_validation_data():
    """Pure noise: whatever validates best must be kept, and it is the same every time."""
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(60, 30)), np.arange(60) % 2
    x_val, y_val = rng.normal(size=(60, 30)), np.arange(60) % 2
    first = probe.solve(x, y, x_val, y_val, 2)
    assert first.strength in probe.STRENGTHS
    assert first.strength == probe.solve(x, y, x_val, y_val, 2).strength
