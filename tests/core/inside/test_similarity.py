"""CKA, neighbours and the joint map against what they must be."""

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier

from core.inside import similarity

RNG = np.random.default_rng(0)
X = RNG.normal(size=(40, 12))


def centred(x):
    return x - x.mean(0)


def test_cka_is_one_for_what_only_looks_different():
    turn = np.linalg.qr(RNG.normal(size=(12, 12)))[0]
    for same in (X, X @ turn, -3.7 * X, X + 5, (X @ turn).reshape(40, 2, 6)):
        assert similarity.linear_cka(X, same) == pytest.approx(1)


def test_cka_is_the_formula_of_kornblith_and_others():
    y = X[:, :5] @ RNG.normal(size=(5, 7)) + RNG.normal(size=(40, 7))
    cross = np.linalg.norm(centred(y).T @ centred(X)) ** 2
    own = np.linalg.norm(centred(X).T @ centred(X)) * np.linalg.norm(centred(y).T @ centred(y))
    assert similarity.linear_cka(X, y) == pytest.approx(cross / own)
    assert similarity.linear_cka(y, X) == pytest.approx(cross / own)
    stretched = X * np.arange(1, 13)  # not isotropic: it must notice
    assert similarity.linear_cka(X, stretched) < 0.99
    assert similarity.linear_cka(X, np.ones((40, 3))) == 0
    with pytest.raises(ValueError, match="photos"):
        similarity.linear_cka(X, X[:10])


def test_neighbours_are_those_of_scikit_learn():
    labels = RNG.integers(3, size=40)
    one = similarity.neighbours_agree(X, labels, k=1)
    for row in range(40):
        rest = np.arange(40) != row
        known = KNeighborsClassifier(1).fit(X[rest], labels[rest])
        assert one[row] == (known.predict(X[row : row + 1])[0] == labels[row])
    apart = np.concatenate([X[:20], X[20:] + 100])
    halves = np.repeat([0, 1], 20)
    assert similarity.neighbours_agree(apart, halves).all()


def test_only_photos_that_changed_count_for_the_sign_test():
    before = np.zeros(30, bool)
    after = before.copy()
    assert similarity.sign_test(before, after) == 1
    after[:6] = True
    assert similarity.sign_test(before, after) == pytest.approx(2 / 2**6)
    before[6:12] = True
    assert similarity.sign_test(before, after) == 1


def test_one_plane_for_both_and_nothing_moves_where_nothing_changed():
    labels = np.repeat([0, 1], 20)
    method, before, after = similarity.joint_map(X, X, labels)
    assert method in ("pca", "tsne")
    assert np.array_equal(before, after)
    assert before.shape == (40, 2) and np.abs(before).max() <= 1
    moved = X + 8 * labels[:, None]
    _method, before, after = similarity.joint_map(X, moved, labels)
    assert not np.allclose(before, after)
    distance = [
        np.linalg.norm(part[:20].mean(0) - part[20:].mean(0)) / part.std()
        for part in (before, after)
    ]
    assert distance[1] > distance[0]
