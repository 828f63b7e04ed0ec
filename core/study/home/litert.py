"""A trained classifier for LiteRT (TensorFlow Lite), by TensorFlow's own converter (heavy)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import keras
import numpy as np
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

FLOAT, HALF, WHOLE_NUMBERS = "float32", "float16", "int8"


def converted(model: keras.Model, size: int, precision: str, photos: np.ndarray) -> bytes:
    """A network from float RGB 0..255 [1, size, size, 3] to probabilities [1, classes].

    photos: training photos uint8 [n, size, size, 3], whose ranges int8 takes.
    """
    asked = tf.function(lambda photo: model(photo, training=False), autograph=False)
    shape = tf.TensorSpec([1, size, size, 3], tf.float32, name="photo")
    # with constants for variables: the converter's own interpreter, which calibrates, has none
    frozen = convert_variables_to_constants_v2(asked.get_concrete_function(shape))
    converter = tf.lite.TFLiteConverter.from_concrete_functions([frozen])

    def examples() -> Iterator[list[np.ndarray]]:
        for photo in photos:
            yield [photo[None].astype(np.float32)]

    if precision != FLOAT:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if precision == HALF:
        converter.target_spec.supported_types = [tf.float16]
    if precision == WHOLE_NUMBERS:
        converter.representative_dataset = examples
    with _quiet():
        return bytes(converter.convert())


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of where the interpreter will move to, and of inputs that stay float."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Interpreter:
    """A network in LiteRT, one photo at a time."""

    def __init__(self, data: bytes, threads: int) -> None:
        with _quiet():
            self._inside = tf.lite.Interpreter(model_content=data, num_threads=threads)
        self._inside.allocate_tensors()
        self._given = self._inside.get_input_details()[0]["index"]
        self._said = self._inside.get_output_details()[0]["index"]

    def __call__(self, photos: np.ndarray) -> np.ndarray:
        """Probabilities float32 [n, classes] of photos uint8 [n, size, size, 3]."""
        return np.concatenate([self._one(photo[None].astype(np.float32)) for photo in photos])

    def _one(self, photo: np.ndarray) -> np.ndarray:
        self._inside.set_tensor(self._given, photo)
        self._inside.invoke()
        return np.asarray(self._inside.get_tensor(self._said))
