"""Doubtful labels: the rule of confident learning, folds that keep look-alikes together."""

from __future__ import annotations

import numpy as np
import pytest

from core.transfer import doubtful


def test_a_label_is_doubtful_where_another_class_reaches_its_own_threshold():
    """By hand: the thresholds are .7 and .65, the means of what each class says of itself."""
    labels = np.array([0, 0, 0, 1, 1, 1])
    second = np.array([0.1, 0.15, 0.65, 0.9, 0.75, 0.3])
    found = doubtful.confident(labels, np.stack([1 - second, second], 1))
    assert found.thresholds == pytest.approx([0.7, 0.65])
    # the third says .65 of the other class: just enough; the last says .7 of the other class
    assert found.suggested.tolist() == [0, 0, 1, 1, 1, 0]
    assert found.doubtful.tolist() == [5, 2]  # the greater margin first


def test_what_reaches_no_threshold_is_left_alone():
    """The last photo is more likely the other class, and yet not as sure as that class is."""
    labels = np.array([0, 0, 0, 1, 1, 1])
    second = np.array([0.05, 0.05, 0.6, 0.95, 0.95, 0.9])
    found = doubtful.confident(labels, np.stack([1 - second, second], 1))
    assert found.doubtful.tolist() == []


def test_of_several_classes_that_reach_theirs_the_likeliest_counts():
    labels = np.array([0, 1, 2, 2])
    said = np.array([[0.4, 0.3, 0.3], [0.3, 0.4, 0.3], [0.45, 0.42, 0.13], [0.1, 0.1, 0.8]])
    found = doubtful.confident(labels, said)
    assert found.suggested.tolist() == [0, 1, 0, 2]


def test_confident_learning_agrees_with_its_definition_photo_by_photo():
    rng = np.random.default_rng(0)
    labels = rng.permutation(np.arange(300) % 4)
    said = rng.dirichlet(np.full(4, 0.6), 300)
    found = doubtful.confident(labels, said)
    expected = []
    for own, row in zip(labels, said, strict=True):
        reached = [at for at in range(4) if row[at] >= said[labels == at, at].mean()]
        expected.append(max(reached, key=row.__getitem__) if reached else own)
    assert found.suggested.tolist() == expected
    assert sorted(found.doubtful) == np.flatnonzero(np.array(expected) != labels).tolist()


@pytest.fixture
def clear():
    """Two classes that lie apart, 30 photos of each; the labels."""
    labels = np.arange(60) % 2
    rng = np.random.default_rng(1)
    return rng.normal(size=(60, 12)) + 5 * np.eye(12)[labels], labels


def test_planted_errors_are_found_out_of_fold(clear):
    features, labels = clear
    wrong = [4, 17, 38, 51]
    given = labels.copy()
    given[wrong] = 1 - given[wrong]
    said = doubtful.out_of_fold(features, given)
    np.testing.assert_allclose(said.sum(1), 1)
    found = doubtful.confident(given, said).doubtful
    assert found[0] in wrong
    assert len(np.intersect1d(found, wrong)) >= 2  # nothing is said of what no class is sure of
    assert len(np.setdiff1d(found, wrong)) <= 1


def test_look_alikes_do_not_vouch_for_each_other(clear):
    """A wrong photo and its copies: with them in training the label looks right."""
    features, labels = clear
    given, copies = labels.copy(), np.arange(0, 12, 2)
    features[copies] = features[0]
    given[copies] = 1
    groups = np.arange(60)
    groups[copies] = 0
    alone = doubtful.out_of_fold(features, given, groups)
    with_copies = doubtful.out_of_fold(features, given)
    assert alone[copies, 0].min() > with_copies[copies, 0].max()


def test_every_class_is_in_every_training_part_whatever_the_groups(clear):
    _features, labels = clear
    groups = np.where(labels == 0, 0, np.arange(60))  # one recording is a whole class
    fold = doubtful._folds(labels, groups, 0)
    assert all(len(set(fold[labels == label])) > 1 for label in (0, 1))
