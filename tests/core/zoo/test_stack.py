"""A stack that grows by clicking is counted as the real networks are."""

import pytest

from core.zoo import describe
from core.zoo.stack import MOST, POOL, VGG16, build, convolution


def test_the_stack_of_vgg16_is_that_of_the_real_network():
    """Parameters, work, shapes and receptive fields, layer by layer."""
    found = describe.describe("vgg16")
    layers = [layer for block in found["blocks"] for layer in block["layers"]]
    real = [one for one in layers if one["kind"] in ("Conv2D", "MaxPooling2D")]
    rows = build(VGG16)
    assert [row.parameters for row in rows] == [one["parameters"] for one in real]
    assert [row.macs for row in rows] == [one["macs"] for one in real]
    assert [[row.side, row.side, row.channels] for row in rows] == [o["output"] for o in real]
    assert [row.field.to_json() for row in rows] == [one["receptive_field"] for one in real]
    assert sum(row.parameters for row in rows) == found["parameters"] == 14_714_688


@pytest.mark.parametrize("channels", [1, 8, 64, 512])
def test_two_small_windows_see_what_a_large_one_sees_for_less(channels):
    twice = build(["conv3", "conv3"], channels, doubling=False)
    once = build(["conv5"], channels, doubling=False)
    assert twice[-1].field == once[-1].field
    assert twice[-1].field.size == 5
    assert 2 * convolution(3, channels, channels) < convolution(5, channels, channels)
    assert convolution(3, channels, channels) == 9 * channels * channels + channels


def test_poolings_halve_the_map_and_double_the_channels_up_to_the_most():
    rows = build(["conv3", POOL] * 6, first=64)
    assert [row.side for row in rows if row.operation == POOL] == [112, 56, 28, 14, 7, 3]
    widths = [row.channels for row in rows if row.operation == "conv3"]
    assert widths == [64, 128, 256, MOST, MOST, MOST]
    level = build(["conv3", POOL] * 6, first=64, doubling=False)
    assert {row.channels for row in level} == {64}


def test_what_cannot_be_built_is_refused():
    assert build([]) == []
    with pytest.raises(ValueError, match="one pixel"):
        build([POOL] * 8)
    with pytest.raises(ValueError, match="unknown"):
        build(["conv7"])
