import numpy as np
import pytest
from sklearn.metrics import confusion_matrix as peer_confusion
from sklearn.metrics import log_loss, precision_recall_fscore_support

from core.transfer import evaluate


@pytest.fixture
def answers():
    rng = np.random.default_rng(0)
    labels = rng.integers(4, size=200)
    logits = rng.normal(size=(200, 4)) + 2 * np.eye(4)[labels]
    odds = np.exp(logits)
    return odds / odds.sum(1, keepdims=True), labels


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    # published examples: Newcombe 1998, Statistics in Medicine 17, table I, method 3
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_equals_published_values(right, total, low, high):
    assert evaluate.wilson_interval(right, total) == pytest.approx((low, high), abs=5e-5)


def test_wilson_needs_observations():
    with pytest.raises(ValueError, match="at least one"):
        evaluate.wilson_interval(0, 0)


def test_confusion_and_per_class_equal_scikit_learn(answers):
    probabilities, labels = answers
    predicted = probabilities.argmax(1)
    ours = evaluate.confusion_matrix(labels, predicted, 4)
    np.testing.assert_array_equal(ours, peer_confusion(labels, predicted))
    precision, recall, f1, support = precision_recall_fscore_support(labels, predicted)
    rows = evaluate.per_class(ours, ("a", "b", "c", "d"))
    assert [r["precision"] for r in rows] == pytest.approx(list(precision))
    assert [r["recall"] for r in rows] == pytest.approx(list(recall))
    assert [r["f1"] for r in rows] == pytest.approx(list(f1))
    assert [r["support"] for r in rows] == list(support)


def test_a_class_never_predicted_has_zero_precision_not_nan():
    rows = evaluate.per_class(np.array([[5, 0], [3, 0]]), ("a", "b"))
    assert rows[1]["precision"] == rows[1]["f1"] == 0


def test_cross_entropy_equals_scikit_learn(answers):
    assert evaluate.cross_entropy(*answers) == pytest.approx(log_loss(answers[1], answers[0]))


def test_calibration_error_by_hand():
    confidence = np.array([0.95, 0.95, 0.65, 0.65])
    right = np.array([True, True, True, False])
    # bin .9-1: |.95 - 1| over half of the photos; bin .6-.7: |.65 - .5| over the other half
    assert evaluate.calibration_error(confidence, right) == pytest.approx(0.5 * 0.05 + 0.5 * 0.15)


def test_mistakes_are_wrong_and_the_most_confident_come_first(answers):
    probabilities, labels = answers
    out = evaluate.judge(probabilities, labels, np.arange(200) + 1000, ("a", "b", "c", "d"))
    seen = out["predictions"]
    confidence = [seen["confidence"][i] for i in out["mistakes"]]
    assert confidence == sorted(confidence, reverse=True)
    assert all(seen["true"][i] != seen["predicted"][i] for i in out["mistakes"])
    assert len(out["mistakes"]) == 200 - np.trace(np.array(out["confusion"]))
    assert seen["index"][3] == 1003
