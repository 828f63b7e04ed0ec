"""A block as steps: what is folded into what, on blocks made by hand and on real networks."""

import pytest

from core.zoo import catalog, describe
from core.zoo.steps import INPUT, steps


def row(name, kind, *inputs, output=(8, 8, 4), parameters=0, activation=None):
    return {
        "name": name,
        "kind": kind,
        "inputs": list(inputs),
        "output": list(output),
        "parameters": parameters,
        "macs": 10 * parameters,
        "activation": activation,
    }


def convolution(name, source, parameters=9):
    """A convolution with batch norm and ReLU, as Keras' networks write it."""
    return [
        row(f"{name}_conv", "Conv2D", source, parameters=parameters),
        row(f"{name}_bn", "BatchNormalization", f"{name}_conv", parameters=16),
        row(f"{name}_relu", "Activation", f"{name}_bn", activation="relu"),
    ]


def test_batch_norm_and_activation_stand_in_the_box_of_their_convolution():
    (one,) = steps(convolution("a", "before"))
    assert one.id == "a_conv"
    assert [layer["name"] for layer in one.layers] == ["a_conv", "a_bn", "a_relu"]
    assert one.last["name"] == "a_relu"
    assert one.normalised
    assert one.activations == ("relu",)
    assert one.inputs == (INPUT,)
    assert one.parameters == 25
    assert one.macs == 250


def test_padding_stands_in_front_and_the_photo_is_the_input():
    layers = [
        row("pixels", "InputLayer"),
        row("pad", "ZeroPadding2D", "pixels"),
        *convolution("a", "pad"),
    ]
    (one,) = steps(layers)
    assert [layer["name"] for layer in one.before] == ["pad"]
    assert one.inputs == (INPUT,)
    assert one.id == "a_conv"


def test_a_skip_connection_reads_the_input_and_its_sum_keeps_the_activation():
    layers = [
        *convolution("a", "before"),
        row("add", "Add", "a_relu", "before"),
        row("out", "Activation", "add", activation="relu"),
    ]
    first, total = steps(layers)
    assert first.id == "a_conv"
    assert total.inputs == ("a_conv", INPUT)
    assert [layer["name"] for layer in total.layers] == ["add", "out"]


def test_what_two_layers_read_is_not_folded():
    """An activation whose input also goes elsewhere is a step of its own."""
    layers = [
        row("conv", "Conv2D", "before"),
        row("relu", "Activation", "conv", activation="relu"),
        row("next", "Conv2D", "relu"),
        row("add", "Add", "next", "conv"),
    ]
    assert [step.id for step in steps(layers)] == ["conv", "relu", "next", "add"]


def test_the_order_of_the_rows_does_not_matter():
    layers = [*convolution("a", "before"), *convolution("b", "a_relu")]
    assert [step.id for step in steps(layers[::-1])] == ["a_conv", "b_conv"]


REAL = [catalog.get(name) for name in ("squeezenet", "efficientnet_b0", "inception_v3")]


@pytest.mark.parametrize("backbone", REAL, ids=lambda b: b.id, indirect=True)
def test_every_layer_of_a_real_network_stands_in_one_step(backbone, built_once):
    found = describe.describe(backbone.id)
    kinds = set()
    for block in found["blocks"]:
        made = steps(block["layers"])
        names = [layer["name"] for step in made for layer in step.layers]
        expected = [one["name"] for one in block["layers"] if one["kind"] != "InputLayer"]
        assert sorted(names) == sorted(expected)
        assert sum(step.parameters for step in made) == block["parameters"]
        assert sum(step.macs for step in made) == block["macs"]
        assert made[-1].last["name"] == block["layer"]
        known = {INPUT}
        for step in made:  # every step comes after those that it reads
            assert set(step.inputs) <= known
            known.add(step.id)
        kinds |= {step.layer["kind"] for step in made}
    assert "BatchNormalization" not in kinds
    assert backbone.blocks[-1].layer == found["blocks"][-1]["layer"]
    assert [step.id for step in steps(found["top"])] == [layer["name"] for layer in found["top"]]
