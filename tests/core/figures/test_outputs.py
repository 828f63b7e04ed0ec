"""The last layer in pictures: the curve, the losses, the threshold."""

import pytest

from core.figures import outputs


def test_sigmoid_is_what_softmax_gives_the_second_of_two_logits():
    from core.experiments.counts import softmax_share

    for first, second in ((0, 0), (-1, 2.5), (3, -4)):
        share = softmax_share([second, first]) / 100
        assert outputs.sigmoid(second - first) == pytest.approx(share)


def test_a_photo_lies_on_the_curve(pen):
    figure = outputs.sigmoid_curve(pen, 2.0, "dog", "title")
    assert list(figure.data[1].x) == [2.0]
    assert figure.data[1].y[0] == pytest.approx(outputs.sigmoid(2.0))


def test_every_photo_is_drawn_once_right_or_wrong(pen):
    figure = outputs.threshold_rows(pen, [0.9, 0.6, 0.2], [1, 0, 0], ["cat", "dog"], 0.5, "title")
    right, wrong = figure.data
    assert list(right.x) == [0.9, 0.2]
    assert list(wrong.x) == [0.6]
    assert wrong.marker.symbol != right.marker.symbol
