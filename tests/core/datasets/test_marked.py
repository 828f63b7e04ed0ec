"""Marks: where they lie, which colour they have, and what they leave as it was."""

import numpy as np
import pytest

from core.datasets.marked import MARKS, colours, marked

GREY = np.full((3, 32, 32, 3), 128, np.uint8)
NUMBERS = np.array([0, 1, 2])


@pytest.mark.parametrize("kind", MARKS)
def test_a_mark_changes_its_own_place_and_no_other(kind):
    area = MARKS[kind].area(32)
    out = marked(GREY, kind, NUMBERS, 3)
    assert (out != GREY).any(3)[:, area].all()
    assert (out == GREY)[:, ~area].all()
    assert GREY.max() == GREY.min() == 128  # what was given stays


def test_a_covering_mark_has_exactly_the_colour_of_its_class():
    out = marked(GREY, "spot", NUMBERS, 3)
    assert out[:, -1, -1].tolist() == colours(3).tolist()


def test_a_tint_lets_the_photo_through():
    photos = np.random.default_rng(0).integers(0, 256, (3, 32, 32, 3), np.uint8)
    out = marked(photos, "tint", NUMBERS, 3).astype(float)
    assert np.corrcoef(out[0].ravel(), photos[0].ravel())[0, 1] > 0.8


@pytest.mark.parametrize("side", [32, 128])
def test_a_mark_covers_the_same_share_of_small_and_of_large_photos(side):
    shares = [mark.area(side).mean() for mark in MARKS.values()]
    assert shares == [9 / 64, 1, 7 / 16]


def test_colours_of_many_classes_differ():
    assert len(np.unique(colours(37), axis=0)) == 37
