"""Subsets: balanced, seeded, disjoint, for any choice of classes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.datasets import library
from core.datasets.subset import make_subset
from core.messages import LabError

DIGITS = library.get("digits")


@settings(deadline=None, max_examples=40)
@given(
    classes=st.lists(st.sampled_from(DIGITS.classes), min_size=2, unique=True),
    train=st.integers(1, 100),
    val=st.integers(1, 24),
    test=st.integers(1, DIGITS.test_per_class),
    seed=st.integers(0, 2**31 - 1),
)
def test_any_subset_is_balanced_disjoint_and_true(classes, train, val, test, seed):
    arrays = library.load("digits")
    subset = make_subset("digits", classes, train, val, test, seed)
    assert subset.class_names == tuple(classes)
    for split, count in ((subset.train, train), (subset.val, val), (subset.test, test)):
        assert np.bincount(split.labels, minlength=len(classes)).tolist() == [count] * len(classes)
        assert split.index.dtype == split.labels.dtype == np.int64
        true = [DIGITS.classes[label] for label in arrays.labels[split.index]]
        assert true == [classes[label] for label in split.labels]
        np.testing.assert_array_equal(split.images, arrays.images[split.index])
    everything = np.concatenate([subset.train.index, subset.val.index, subset.test.index])
    assert len(set(everything.tolist())) == len(everything)
    assert (subset.test.index >= arrays.train).all()
    assert (subset.train.index < arrays.train).all()
    assert (subset.val.index < arrays.train).all()


def test_every_class_when_none_is_named():
    subset = make_subset("digits", (), 2, 1, 1, 0)
    assert subset.class_names == DIGITS.classes
    assert subset.train.labels.tolist() == [*range(10), *range(10)]


def test_the_seed_decides_and_nothing_else():
    first = make_subset("digits", (), 10, 5, 5, 3)
    np.random.seed(99)
    again = make_subset("digits", (), 10, 5, 5, 3)
    other = make_subset("digits", (), 10, 5, 5, 4)
    for part in ("train", "val", "test"):
        np.testing.assert_array_equal(getattr(first, part).index, getattr(again, part).index)
        assert getattr(first, part).fingerprint == getattr(again, part).fingerprint
        assert getattr(first, part).fingerprint != getattr(other, part).fingerprint


def test_more_images_contain_the_fewer_and_leave_validation_alone():
    few = make_subset("digits", (), 10, 5, 5, 0)
    many = make_subset("digits", (), 40, 5, 5, 0)
    np.testing.assert_array_equal(few.train.index, many.train.index[: len(few.train)])
    np.testing.assert_array_equal(few.val.index, many.val.index)
    np.testing.assert_array_equal(few.test.index, many.test.index)


def test_the_choice_of_classes_does_not_change_what_a_class_shows():
    whole = make_subset("digits", (), 10, 5, 5, 0)
    pair = make_subset("digits", ("7", "2"), 10, 5, 5, 0)
    seven = whole.train.index[whole.train.labels == 7]
    np.testing.assert_array_equal(pair.train.index[pair.train.labels == 0], seven)


def test_the_whole_dataset_can_be_used():
    counts = DIGITS.train_per_class - 4, 4, DIGITS.test_per_class
    assert len(make_subset("digits", (), *counts, 0).train) == 10 * counts[0]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((50, 21, 10), "“face” has 70 images outside the test part; 50 to train and 21"),
        ((50, 20, 31), "“face” has 30 test images; 31 were asked for"),
        ((0, 20, 10), "at least one image per class"),
        ((10, 10, -1), "at least one image per class"),
    ],
)
def test_too_few_images_are_said_with_how_many_there_are(counts, sentence):
    with pytest.raises(LabError, match=sentence):
        make_subset("faces", (), *counts, 0)


def test_an_unknown_class_lists_the_valid_ones():
    with pytest.raises(LabError, match="face, other"):
        make_subset("faces", ("cat", "dog"), 1, 1, 1, 0)
