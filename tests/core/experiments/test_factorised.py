"""What InceptionV3's kernels in a row save, read from the network itself."""

from itertools import pairwise

import pytest

from core.experiments.factorised import factorised, ways
from core.zoo import describe
from core.zoo.steps import steps


@pytest.fixture(scope="module")
def modules():
    found = describe.read("inception_v3") or describe.describe("inception_v3")
    blocks = found["blocks"]
    return [(steps(block["layers"]), before["output"][-1]) for before, block in pairwise(blocks)]


def rows(module):
    every, ins = module
    return [row for way in ways(every) if (row := factorised(way, ins)) is not None]


def test_two_3x3_see_5x5(modules):
    (row,) = rows(modules[0])
    assert row.kernels == ((3, 3), (3, 3))
    assert row.reach == (5, 5)
    assert (row.weights, row.single) == (9 * 64 * 96 + 9 * 96 * 96, 25 * 64 * 96)
    assert row.saved == pytest.approx(0.1)


def test_1x7_and_7x1_see_7x7_for_a_quarter_of_the_weights(modules):
    short, long = rows(modules[4])
    assert (short.kernels, short.reach) == (((1, 7), (7, 1)), (7, 7))
    assert long.reach == (13, 13)
    assert 0.7 < short.saved < long.saved < 0.9


def test_weights_of_a_row_are_those_of_its_layers(modules):
    every, ins = modules[4]
    named = {step.layer["name"]: step.layer for step in every}
    for way in ways(every):
        row = factorised(way, ins)
        if row is not None:
            wide = [
                s.id for s in way if s.layer["kind"] == "Conv2D" and s.layer["kernel"] != [1, 1]
            ]
            assert row.weights == sum(named[name]["parameters"] for name in wide)


def test_kernels_side_by_side_are_no_row(modules):
    assert len(ways(modules[9][0])) == 6
    assert rows(modules[9]) == []
    assert len(ways(modules[4][0])) == 4
