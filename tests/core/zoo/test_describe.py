"""Descriptions add up, and a receptive field is where the gradient is not zero."""

import pytest

from core.zoo import catalog, describe, facts

TOTALS = {  # with the ImageNet classifier, as published
    "vgg16": 138_357_544,
    "vgg19": 143_667_240,
    "resnet50": 25_636_712,
    "resnet101": 44_707_176,
    "inception_v3": 23_851_784,
    "xception": 22_910_480,
    "mobilenet_v2": 3_538_984,
    "efficientnet_b0": 5_330_571,
}


def test_a_description_adds_up(backbone, built_once):
    backbone = backbone.id
    found = describe.describe(backbone)
    assert describe.read(backbone) == found
    layers = [layer for block in found["blocks"] for layer in block["layers"]]
    assert found["parameters"] == sum(layer["parameters"] for layer in layers)
    assert found["macs"] == sum(layer["macs"] for layer in layers)
    top = sum(layer["parameters"] for layer in found["top"]) + found["folded_parameters"]
    assert found["parameters_with_top"] == found["parameters"] + top
    assert found["parameters_with_top"] == TOTALS.get(backbone, found["parameters_with_top"])
    counted = facts.read(backbone)
    assert [b["parameters"] for b in found["blocks"]] == [
        b["parameters"] for b in counted["blocks"]
    ]
    assert len({layer["name"] for layer in layers}) == len(layers)


def open_everywhere(trunk):
    """Every weight is positive and every normalisation neutral, so that no way through the network
    is closed; the gradient then is zero exactly outside the field."""
    import tensorflow as tf

    for one in trunk.layers:
        for variable in one.weights:
            values = {"kernel": 0.01, "gamma": 1.0, "moving_variance": 1.0}
            variable.assign(tf.fill(variable.shape, values.get(variable.name, 0.0)))


def seen(trunk, layer, size):
    """First and last pixel (rows, columns alike) that move one value in the middle of a layer."""
    import keras
    import tensorflow as tf

    ends = keras.Model(trunk.input, trunk.get_layer(layer).output)
    # Pooling hands the gradient to the largest value alone: a slope makes another pixel the
    # largest in every window of the sweep below.
    reached = []
    for turned in range(4):
        slope = tf.range(1.0, size + 1) / size
        picture = tf.reshape(slope, [size, 1]) + tf.reshape(slope, [1, size])
        picture = tf.image.rot90(tf.tile(picture[..., None], [1, 1, 3]) + 300.0, turned)[None]
        with tf.GradientTape() as tape:
            tape.watch(picture)
            out = ends(picture, training=False)
            middle = out.shape[1] // 2
            value = tf.reduce_sum(out[0, middle, middle])
        rows = tf.reduce_any(tape.gradient(value, picture)[0] != 0, [1, 2]).numpy().nonzero()[0]
        reached += [int(rows[0]), int(rows[-1])]
    return min(reached), max(reached), middle


@pytest.mark.parametrize(
    ("backbone", "size", "blocks"),
    [("vgg16", 128, (0, 1, 2)), ("squeezenet", 131, (0, 2, 4)), ("resnet50", 224, (0, 1, 3))],
)
def test_the_gradient_is_not_zero_exactly_inside_the_field(backbone, size, blocks):
    entry = catalog.get(backbone)
    trunk = entry.build()
    open_everywhere(trunk)
    shapes = facts.shapes_of(trunk, size)
    inputs = {
        layer.name: [history.operation.name for history in facts.inputs_of(layer)]
        for layer in trunk.layers
    }
    from core.zoo import receptive

    fields = receptive.fields(trunk, inputs, shapes)
    for block in blocks:
        layer = entry.blocks[block].layer
        first, last, middle = seen(trunk, layer, size)
        field = fields[layer]
        start = field.start + middle * field.stride
        assert (first, last) == (max(start, 0), min(start + field.size, size) - 1), layer


def test_activations_are_named_where_there_are_some():
    def of(backbone):
        found = describe.describe(backbone)
        rows = [layer for block in found["blocks"] for layer in block["layers"]] + found["top"]
        return {layer["name"]: layer["activation"] for layer in rows}

    squeezenet, mobilenet = of("squeezenet"), of("mobilenet_v2")
    assert squeezenet["fire2_squeeze1x1"] == "relu"
    assert squeezenet["fire2_concat"] is None
    assert squeezenet["predictions"] == "softmax"
    assert mobilenet["Conv1"] is None  # its activation is a layer of its own
    assert mobilenet["Conv1_relu"] == "relu6"
