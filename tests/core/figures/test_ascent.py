"""The ascent figure: each step thin, the running mean thick, two panels."""

import pytest

from core.figures.ascent import ascent, smooth

CURVE = [{"step": k + 1, "objective": 20.0 * (k % 2), "tv": 0.01 * k} for k in range(64)]


def test_the_mean_around_each_value_is_as_long_as_they_are_and_calmer():
    values = [row["objective"] for row in CURVE]
    calm = smooth(values)
    assert len(calm) == 64
    assert max(calm[5:-5]) - min(calm[5:-5]) < 5 < max(values) - min(values)
    assert smooth([3.0, 9.0]) == [3.0, 9.0]  # too short for a mean


def test_both_panels_show_the_steps_and_their_mean(pen, palette):
    figure = ascent(pen, CURVE, "t", steps=100, logit=True)
    thin, thick, thin_tv, thick_tv = figure.data
    assert list(thin.y) == [row["objective"] for row in CURVE]
    assert list(thin_tv.y) == [row["tv"] for row in CURVE]
    assert (thin.xaxis, thin_tv.xaxis) == ("x", "x2")
    assert thick.line.width > thin.line.width
    assert thick_tv.y[32] == pytest.approx(CURVE[32]["tv"])
    assert thick.line.color == palette.trainable  # the image is what learns
    assert figure.layout.xaxis.range[1] == 100
