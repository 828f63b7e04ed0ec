"""Every kind of layer in ONNX computes what it computes in Keras."""

import numpy as np
import pytest

pytest.importorskip("onnx")

import keras
import onnxruntime
from keras import layers
from onnx import TensorProto, helper

from core.study.home.nodes import Nodes
from core.zoo.plain import plain

SIDE = 15  # odd: padding "same" is not even


def _said(model, photos):
    """By ONNX, channels last."""
    nodes = Nodes()
    start = nodes.add("Transpose", "photo", perm=[0, 3, 1, 2])
    nodes.add("Identity", nodes.network(model.layers[1:], model.input, start), result="out")
    photo = helper.make_tensor_value_info("photo", TensorProto.FLOAT, photos.shape)
    out = helper.make_tensor_value_info("out", TensorProto.FLOAT, ["n", "c", "h", "w"])
    made = nodes.model([photo], [out]).SerializeToString()
    return onnxruntime.InferenceSession(made).run(None, {"photo": photos})[0].transpose(0, 2, 3, 1)


def test_all_kinds_of_layers_in_one_network():
    photo = keras.Input((SIDE, SIDE, 3))
    x = layers.Rescaling(1 / 127.5, offset=-1.0)(photo)
    x = layers.Conv2D(8, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu6")(x)
    padded = layers.ZeroPadding2D(((1, 0), (0, 1)))(x)
    y = layers.DepthwiseConv2D(3, strides=1, padding="same", depth_multiplier=2)(padded)
    y = layers.ReLU(6.0)(layers.BatchNormalization()(y))
    z = layers.SeparableConv2D(16, 3, padding="same", activation="relu")(padded)
    z = layers.BatchNormalization(scale=False)(z)  # behind ReLU it cannot be folded
    both = layers.Add()([y, z])
    squeezed = layers.Reshape((1, 1, 16))(layers.GlobalAveragePooling2D()(both))
    weight = layers.Conv2D(16, 1, activation="sigmoid")(
        layers.Conv2D(4, 1, activation="silu")(squeezed)
    )
    both = layers.Multiply()([both, weight])
    pools = [
        layers.MaxPooling2D(3, strides=2, padding="same")(both),
        layers.AveragePooling2D(3, strides=2, padding="same")(both),
        layers.MaxPooling2D(3, strides=2)(layers.ZeroPadding2D(1)(both)),
    ]
    model = keras.Model(photo, layers.Concatenate()(pools))
    rng = np.random.default_rng(0)
    for variable in model.weights:
        spread = rng.uniform(0.1, 0.5, tuple(variable.shape))
        variable.assign(spread if "variance" in variable.name else spread - 0.3)
    photos = rng.uniform(0, 255, (2, SIDE, SIDE, 3)).astype(np.float32)
    wanted = np.asarray(model(photos))
    assert wanted.std() > 0.01
    assert np.abs(_said(model, photos) - wanted).max() < 1e-4 * np.abs(wanted).max()


def test_there_is_a_way_for_every_layer_of_the_catalogue(trunk):
    kinds = {type(layer).__name__ for layer in plain(trunk).layers[1:]}
    assert all(hasattr(Nodes, f"_{kind}") for kind in kinds)


def test_another_layer_is_refused_by_name():
    photo = keras.Input((4, 4, 3))
    model = keras.Model(photo, layers.UpSampling2D(name="larger")(photo))
    with pytest.raises(TypeError, match="larger"):
        _said(model, np.zeros((1, 4, 4, 3), np.float32))
