"""EfficientNet's family, counted by arithmetic: against Keras and against the paper."""

import keras
import pytest

from core.zoo import facts, scaling
from core.zoo.scaling import MEMBERS


def counted(member):
    return scaling.count(member.width, member.depth, member.resolution)


def test_b0_is_the_network_of_the_zoo():
    b0 = counted(MEMBERS[0])
    known = facts.read("efficientnet_b0") or facts.count("efficientnet_b0")
    assert b0.parameters == known["parameters_with_top"] == 5_330_571
    classifier = known["features"] * scaling.CLASSES
    assert b0.macs == sum(block["macs"]["224"] for block in known["blocks"]) + classifier
    assert b0.blocks == len(known["blocks"]) - 2  # without stem and final 1×1


def test_b1_is_what_keras_builds():
    model = keras.applications.EfficientNetB1(weights=None)
    assert counted(MEMBERS[1]).parameters == model.count_params()


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.name)
def test_counts_agree_with_the_published_table(member):
    found = counted(member)
    assert found.parameters / 1e6 == pytest.approx(member.parameters, rel=0.03)
    assert found.macs / 1e9 == pytest.approx(member.macs, rel=0.06)


def test_compound_scaling_grows_as_promised_but_for_rounding():
    base = scaling.compound(0)
    assert base == counted(MEMBERS[0])
    assert scaling.promised(1) == pytest.approx(1.92, abs=0.005)
    for phi in range(1, 8):
        times = scaling.compound(phi).macs / base.macs
        assert scaling.promised(phi) < times < 1.4 * scaling.promised(phi)
