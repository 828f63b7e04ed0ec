"""What each network does to pixels first, as layers inside the network (heavy).

Every trunk takes float32 RGB in 0..255, so nothing outside it can be preprocessed wrongly.
"""

from __future__ import annotations

import keras
from keras import KerasTensor, layers, ops

CAFFE_MEAN = (103.939, 116.779, 123.68)  # ImageNet's mean blue, green and red
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_DEVIATION = (0.229, 0.224, 0.225)


def pixels() -> KerasTensor:
    """The input of every trunk: float32 [N,H,W,3], RGB, 0..255, any size."""
    return keras.Input((None, None, 3), name="pixels")


def symmetric(x: KerasTensor) -> KerasTensor:
    """To -1..1 (Keras' mode "tf")."""
    return layers.Rescaling(1 / 127.5, offset=-1.0, name="preprocess")(x)


def lite(x: KerasTensor) -> KerasTensor:
    """(x - 127) / 128 (EfficientNet-Lite, made for integer hardware)."""
    return layers.Rescaling(1 / 128, offset=-127 / 128, name="preprocess")(x)


def standard(x: KerasTensor) -> KerasTensor:
    """Each channel minus ImageNet's mean, over its deviation (Keras' mode "torch")."""
    scale = [1 / (255 * deviation) for deviation in IMAGENET_DEVIATION]
    offset = [-m / d for m, d in zip(IMAGENET_MEAN, IMAGENET_DEVIATION, strict=True)]
    return layers.Rescaling(scale, offset=offset, name="preprocess")(x)


@keras.saving.register_keras_serializable("transfer_learning_lab")
class Caffe(layers.Layer):  # type: ignore[misc]
    """RGB to BGR, minus ImageNet's mean colour (Keras' mode "caffe")."""

    def call(self, x: KerasTensor) -> KerasTensor:
        return ops.take(x, [2, 1, 0], axis=-1) - ops.convert_to_tensor(CAFFE_MEAN, x.dtype)

    def compute_output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        return input_shape


def caffe(x: KerasTensor) -> KerasTensor:
    """RGB to BGR, minus ImageNet's mean colour (Keras' mode "caffe")."""
    return Caffe(name="preprocess")(x)


KINDS = {kind.__name__: kind for kind in (caffe, symmetric, lite, standard)}
