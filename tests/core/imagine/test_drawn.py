"""Drawings of two things: named after the nearest other one."""

import numpy as np
import pytest

from core import tasks
from core.images import to_text
from core.imagine import drawn
from core.statistics import wilson_interval


def drawing(kind, shift):
    """A black ring or a row of black bars on white."""
    y, x = np.mgrid[:96, :96]
    distance = np.hypot(x - 48 - shift, y - 48)
    ink = np.abs(distance - 30) < 4 if kind == 0 else (x + shift) % 16 < 5
    return np.repeat(np.where(ink, 0, 255).astype(np.uint8)[..., None], 3, 2)


def test_the_nearest_other_row_is_never_the_row_itself():
    nearest, cosine = drawn.neighbours(np.array([[1.0, 0], [0.9, 0.1], [0, 1], [0.1, 2]]))
    assert nearest.tolist() == [1, 0, 3, 2]
    assert cosine[0] == pytest.approx(0.9 / np.hypot(0.9, 0.1))


def test_rings_and_bars_are_told_apart(cache, as_after_setup):
    as_after_setup(cache)
    labels = [0, 1, 0, 1, 0, 1]
    texts = [to_text(drawing(kind, 3 * at)) for at, kind in enumerate(labels)]
    heard = []
    found = tasks.TASKS["drawings"]({"photo": texts, "labels": labels}, heard.append, lambda: False)
    assert found["right"] == 6
    assert [labels[at] for at in found["nearest"]] == labels
    assert found["interval"] == list(wilson_interval(6, 6))
    assert all(0 <= answer["index"] < 1000 for answer in found["answers"])
    assert all(0 < answer["probability"] <= 1 for answer in found["answers"])
    assert heard[0]["phase"] == "look"
