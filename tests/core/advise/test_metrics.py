"""What features promise: known answers, and an own implementation against another way to it."""

import numpy as np
import pytest
from scipy.optimize import minimize

from core.advise import metrics


def clouds(distance, count=20, size=12, classes=3, seed=0):
    """`count` points of each class around centres `distance` apart, interleaved by class."""
    rng = np.random.default_rng(seed)
    centres = distance * rng.normal(size=(classes, size))
    labels = np.tile(np.arange(classes), count)
    return centres[labels] + rng.normal(size=(len(labels), size)), labels


def test_clear_classes_are_told_apart_and_noise_is_not():
    clear, labels = clouds(5)
    noise, _same = clouds(0)
    for measure in (metrics.nearest_neighbour, metrics.probe):
        assert measure(clear, labels) == 1
        assert measure(noise, labels) < 0.6
    assert metrics.log_me(clear, labels) > metrics.log_me(noise, labels)


def test_a_photo_never_votes_for_itself():
    features, labels = np.eye(4), np.array([0, 1, 0, 1])
    assert metrics.nearest_neighbour(features, labels) < 1  # with itself it would be 1


def test_neighbours_do_not_ask_more_photos_than_the_rarest_class_has():
    # two photos a class, k = 1: the twin decides; with k = 5 the others would outvote it
    features = np.array([[1, 0], [0, 1], [1, 0.1], [0.1, 1]])
    assert metrics.nearest_neighbour(features, np.array([0, 1, 0, 1])) == 1


def test_every_fold_holds_equally_many_of_each_class():
    labels = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1])
    fold = metrics.folds_of(labels)
    assert fold.max() == 2
    for number in range(3):
        assert np.bincount(labels[fold == number]).tolist() == [1, 2]


def test_the_probe_judges_photos_that_it_has_not_seen():
    # as many random features as it takes to know every label by heart
    rng = np.random.default_rng(1)
    features, labels = rng.normal(size=(40, 200)), np.tile([0, 1], 20)
    assert metrics.probe(features, labels) < 0.75


@pytest.mark.parametrize("shape", [(30, 8), (12, 40)])
def test_log_me_finds_the_greatest_evidence(shape):
    """The fixed point against a direct search over both precisions, from the full covariance."""
    rng = np.random.default_rng(3)
    features = rng.normal(size=shape)
    labels = (features[:, 0] + 0.5 * rng.normal(size=len(features)) > 0).astype(int)
    n = len(labels)

    def loss(logs, y):
        alpha, beta = np.exp(np.clip(logs, -20, 20))
        covariance = features @ features.T / alpha + np.eye(n) / beta
        sign, determinant = np.linalg.slogdet(covariance)
        assert sign == 1
        evidence = y @ np.linalg.solve(covariance, y) + determinant + n * np.log(2 * np.pi)
        return evidence / 2 / n

    expected = []
    for label in (0, 1):
        y = (labels == label).astype(float)
        found = [
            minimize(loss, start, args=(y,), method="Nelder-Mead", options={"maxiter": 2000}).fun
            for start in ((0, 0), (2, 1))
        ]
        expected.append(-min(found))
    assert metrics.log_me(features, labels) == pytest.approx(np.mean(expected), abs=2e-3)


def test_classes_on_rows_of_the_head_are_nearer_than_random_ones():
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(50, 16))
    centred = rows - rows.mean(0)
    labels = np.tile(np.arange(4), 5)
    on_rows = centred[:4] - centred[:4].mean(0)
    near = metrics.domain_similarity(on_rows[labels], labels, rows)
    far = metrics.domain_similarity(rng.normal(size=(20, 16)), labels, rows)
    assert 0 < far < near < 1
