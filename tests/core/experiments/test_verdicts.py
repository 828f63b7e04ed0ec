"""A measured curve is put into one word, always one that a learner could have chosen."""

import numpy as np
import pytest

from core.experiments.verdicts import JUDGES, distance, shape


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([0.1, 0.3, 0.6], "rises"),
        ([0.6, 0.3, 0.1], "falls"),
        ([0.1, 0.6, 0.1], "hill"),
        ([0.6, 0.1, 0.6], "valley"),
        ([0.50, 0.52, 0.49], "flat"),
        ([0.1, 0.6, 0.58], "rises"),  # a step back within the noise
        ([0.1, 0.6, 0.3], "hill"),
        ([0.3, 0.5, 0.0, 0.9], "valley"),
    ],
)
def test_shapes(values, word):
    assert shape(values, 0.05) == word


def reuse(frozen, scratch):
    return {"lines": {"frozen": {"y": frozen}, "scratch": {"y": scratch}}}


def loose(*after):
    return {"lines": {"validation": {"y": [0.3, 0.4, 0.5, *after]}}, "turn": 3}


def cover(*shares):
    return {"x": [0.0, 0.2, 0.5, 0.9], "lines": {"answer": {"y": shares}}}


def losses(values):
    return {"lines": {"validation": {"y": list(values)}}}


@pytest.mark.parametrize(
    ("experiment", "curve", "word"),
    [
        ("reuse", reuse([0.5, 0.7, 0.75], [0.1, 0.2, 0.4]), "above"),
        ("reuse", reuse([0.5, 0.7, 0.75], [0.1, 0.5, 0.73]), "closes"),
        ("reuse", reuse([0.5, 0.6, 0.65], [0.1, 0.5, 0.8]), "crosses"),
        ("reuse", reuse([0.5, 0.6, 0.7], [0.5, 0.6, 0.7]), "together"),
        ("loose", loose(0.55, 0.6, 0.6), "rises"),
        ("loose", loose(0.5, 0.49, 0.51), "stays"),
        ("loose", loose(0.2, 0.4, 0.45), "dips"),
        ("loose", loose(0.1, 0.1, 0.1), "falls"),
        ("cover", cover(0.8, 0.1, 0.1, 0.0), "early"),
        ("cover", cover(0.8, 0.7, 0.1, 0.0), "early"),
        ("cover", cover(0.8, 0.7, 0.6, 0.0), "middle"),
        ("cover", cover(0.8, 0.1, 0.1, 0.7), "never"),
        ("losses", losses(np.linspace(2, 0.5, 20)), "falls"),
        ("losses", losses([*np.linspace(2, 1, 10), *np.linspace(1, 1.6, 10)]), "turns"),
        ("losses", losses(np.linspace(2, 3, 20)), "rises"),
        ("losses", losses([2.0, 1.98] * 10), "flat"),
    ],
)
def test_judges(experiment, curve, word):
    assert JUDGES[experiment].of(curve) == word


def test_whatever_is_measured_is_one_of_the_verdicts():
    rng = np.random.default_rng(0)
    for _ in range(300):
        one, other = rng.random(10).tolist(), rng.random(10).tolist()
        x = np.linspace(0, 0.9, 10).tolist()
        for name, judge in JUDGES.items():
            lines = {"frozen": {"y": one}}
            if name == "reuse":
                lines["scratch"] = {"y": other}
            if name in ("loose", "losses"):
                lines = {"validation": {"y": one}}
            if name == "cover":
                lines = {"answer": {"y": one}}
            assert judge.of({"x": x, "lines": lines, "turn": 4}) in judge.verdicts


def test_the_distance_of_a_guess():
    curve = {"lines": {"frozen": {"y": [0.5, 0.7, 0.8]}}}
    assert distance(curve, [0.4, 0.8, 0.8]) == pytest.approx(0.2 / 3)
