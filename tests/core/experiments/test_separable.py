"""Separable convolutions and inverted residuals: formulas against Keras and real networks."""

import keras
import pytest

from core.experiments import cost
from core.experiments.separable import Inverted, pair
from core.zoo import describe
from core.zoo.steps import steps


@pytest.mark.parametrize(("kernel", "ins", "outs"), [(3, 128, 64), (5, 16, 1), (1, 32, 32)])
def test_both_ways_cost_what_keras_counts(kernel, ins, outs):
    both = pair(kernel, ins, outs, 14)
    options = {"padding": "same", "use_bias": False}
    for layer, one in (
        (keras.layers.Conv2D(outs, kernel, **options), both.standard),
        (keras.layers.SeparableConv2D(outs, kernel, **options), both.separable),
        (keras.layers.DepthwiseConv2D(kernel, **options), both.depthwise),
    ):
        layer.build((None, 14, 14, ins))
        assert one == cost.Cost(layer.count_params(), layer.count_params() * 14 * 14)
    assert both.share == pytest.approx(1 / outs + 1 / kernel**2)


def test_a_depthwise_kernel_works_little_on_every_number_it_moves():
    both = pair(3, 128, 128, 28)
    standard = cost.intensity(both.standard, 128, 128, 28)
    depthwise = cost.intensity(both.depthwise, 128, 128, 28)
    assert depthwise < 9 / 2 < 100 < standard


@pytest.mark.parametrize(
    ("ins", "outs", "expansion", "kernel", "stride"),
    [(24, 24, 6, 3, 1), (16, 24, 6, 5, 2), (32, 16, 1, 3, 1), (24, 24, 4, 3, 2)],
)
def test_an_inverted_residual_costs_what_keras_counts(
    counted, ins, outs, expansion, kernel, stride
):
    block = Inverted(ins, outs, expansion, kernel, stride, 28)
    counted_cost, output = counted(block.layers(), ins, 28, bias=False)
    assert block.cost == counted_cost
    assert output == [block.side_out, block.side_out, outs]
    assert ("Add" in [row["kind"] for row in block.layers()]) == block.skip


def test_the_skip_is_there_exactly_where_shapes_agree():
    assert Inverted(24, 24, 6, 3, 1, 28).skip
    assert not Inverted(24, 24, 6, 3, 2, 28).skip
    assert not Inverted(24, 32, 6, 3, 1, 28).skip


def test_mobilenet_builds_its_blocks_by_this_plan():
    found = describe.read("mobilenet_v2") or describe.describe("mobilenet_v2")
    block = found["blocks"][3]  # 56×56, 24 channels, expanded six times, with a skip
    plan = Inverted(24, 24, 6, 3, 1, 56)
    convolutions = [row for row in block["layers"] if row["macs"]]
    assert sum(row["macs"] for row in convolutions) == plan.cost.macs
    assert sum(row["parameters"] for row in convolutions) == plan.cost.parameters
    drawn = [step.layer["kind"] for step in steps(block["layers"])]
    assert drawn == [row["kind"] for row in plan.layers()]
