import json

import numpy as np
import pytest

from core.zoo import facts, split

PUBLISHED = {  # parameters with the ImageNet head, as Keras and the authors print them
    "vgg16": 138_357_544,
    "vgg19": 143_667_240,
    "resnet50": 25_636_712,
    "resnet101": 44_707_176,
    "inception_v3": 23_851_784,
    "xception": 22_910_480,
    "mobilenet_v2": 3_538_984,
    "squeezenet": 1_235_496,
    "efficientnet_b0": 5_330_571,
}
GMACS = {  # at the native size, convolutions only
    "vgg16": 15.35,
    "resnet50": 3.86,
    "inception_v3": 5.71,
    "mobilenet_v2": 0.30,
    "efficientnet_lite0": 0.384,
    "efficientnet_b0": 0.385,
}


def test_what_is_counted_is_what_is_built(backbone, built_once):
    size = max(80, backbone.min_size)
    counted = facts.count(backbone.id, [size, backbone.native_size])
    trunk = built_once
    assert counted["total_parameters"] == trunk.count_params()
    assert counted["features"] == trunk.output.shape[-1]
    for boundary in (1, len(backbone.blocks) // 2, len(backbone.blocks) - 1):
        prefix = split.prefix(trunk, boundary, backbone.blocks)
        before = sum(block["parameters"] for block in counted["blocks"][:boundary])
        assert prefix.count_params() == before
    idle = [block["layer"] for block in counted["blocks"] if not block["macs"][str(size)]]
    assert idle == []  # a block that computes nothing has nothing to fine-tune
    image = np.zeros((1, size, size, 3), np.float32)
    real = [
        list(end.shape[1:])
        for end in type(trunk)(
            trunk.input, [trunk.get_layer(b.layer).output for b in backbone.blocks]
        )(image)
    ]
    assert facts.output_shapes(counted, size) == real
    frozen = sum(b["bn_parameters"] for b in counted["blocks"])
    vectors = ("gamma", "beta", "moving_mean", "moving_variance")
    assert frozen == sum(
        int(np.prod(v.shape)) for v in trunk.variables if v.path.split("/")[-1] in vectors
    )
    if backbone.id in PUBLISHED:
        assert counted["parameters_with_top"] == PUBLISHED[backbone.id]
    if backbone.id in GMACS:
        work = sum(b["macs"][str(backbone.native_size)] for b in counted["blocks"])
        assert work / 1e9 == pytest.approx(GMACS[backbone.id], rel=0.02)


def test_counted_facts_are_kept_and_read_again():
    assert facts.read("squeezenet") is None
    counted = facts.count("squeezenet", [96])
    assert facts.read("squeezenet") == counted == json.loads(json.dumps(counted))


def test_a_damaged_or_older_file_is_as_good_as_none(tmp_path):
    facts.count("squeezenet", [96])
    file = tmp_path / "cache" / "facts" / f"squeezenet-{facts.VERSION}.json"
    document = json.loads(file.read_text())
    file.write_text(json.dumps(document | {"version": 0}))
    assert facts.read("squeezenet") is None
    file.write_text(file.read_text()[:50])
    assert facts.read("squeezenet") is None
    file.write_text("[]")
    assert facts.read("squeezenet") is None


def test_a_size_that_was_not_counted_takes_the_next_larger_one():
    counted = facts.count("squeezenet", [96, 128])
    assert facts.output_shapes(counted, 100) == facts.output_shapes(counted, 128)
    assert facts.output_shapes(counted, 96) != facts.output_shapes(counted, 128)


def test_sizes_below_the_smallest_are_left_out():
    counted = facts.count("xception", [64, 71])
    assert list(counted["blocks"][0]["macs"]) == ["71"]
