"""Smaller forms of an ONNX network, and asking one (heavy)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import quantization
from onnxruntime.quantization.shape_inference import quant_pre_process

from core.study.home.graph import HEAD, PHOTO, PROBABILITIES
from core.study.home.nodes import PREPARING

SMALL = 256  # numbers: what is smaller is not worth another form
ACTIVATED = ["Conv", "Relu", "Clip", "Sigmoid"]  # those that clip become part of the range before
QUANTISED = [
    *ACTIVATED,
    "Add",
    "Mul",
    "Concat",
    "MaxPool",
    "AveragePool",
    "GlobalAveragePool",
    "Pad",
]


def half(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network with its weights as float16; it computes in float32."""
    out = onnx.ModelProto()
    out.CopyFrom(model)
    casts = []
    for constant in out.graph.initializer:
        values = numpy_helper.to_array(constant)
        if values.dtype != np.float32 or values.size < SMALL or values.ndim < 2:
            continue
        stored = f"{constant.name}_half"
        casts.append(helper.make_node("Cast", [stored], [constant.name], to=TensorProto.FLOAT))
        constant.CopyFrom(numpy_helper.from_array(values.astype(np.float16), stored))
    nodes = [*casts, *out.graph.node]
    del out.graph.node[:]
    out.graph.node.extend(nodes)
    return out


class _Photos(quantization.CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, photos: np.ndarray) -> None:
        self._rest: Iterator[np.ndarray] = iter(photos)

    def get_next(self) -> dict[str, np.ndarray] | None:
        photo = next(self._rest, None)
        return None if photo is None else {PHOTO: photo[None].astype(np.float32)}


def whole_numbers(model: onnx.ModelProto, photos: np.ndarray) -> onnx.ModelProto:
    """The network in int8, weights by channel; its ranges are those of training photos uint8 [n,
    size, size, 3].  Preparation, head and heat map stay in float32, with weights as float16."""
    kept = [node.name for node in model.graph.node if node.name.startswith((HEAD, PREPARING))]
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "float.onnx"), Path(folder, "int8.onnx")
        onnx.save(model, given)
        quant_pre_process(given, given, skip_symbolic_shape=True, skip_optimization=True)
        quantization.quantize_static(
            given,
            made,
            _Photos(photos),
            op_types_to_quantize=QUANTISED,
            nodes_to_exclude=kept,
            per_channel=True,
            calibration_providers=["CPUExecutionProvider"],
        )
        return half(onnx.load(made))


class Session:
    """A network in ONNX Runtime."""

    def __init__(self, data: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(data, options, providers=providers)

    def __call__(self, photos: np.ndarray) -> np.ndarray:
        """Probabilities float32 [n, classes] of photos uint8 [n, size, size, 3]."""
        given = {PHOTO: photos.astype(np.float32)}
        return np.asarray(self._session.run([PROBABILITIES], given)[0])
