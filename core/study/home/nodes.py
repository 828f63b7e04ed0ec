"""A flat network as nodes of ONNX, layer by layer (heavy).

Our networks are flat: every layer is used once and is one of a few kinds.  So each kind is written
out here, exactly, and anything else is refused.  Pictures are channels first inside, as ONNX wants
them; a batch norm becomes part of the convolution before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from core.study.home.head import affine

OPSET, IR = 17, 8  # understood by every runtime since 2022
PREPARING = "preprocess"  # how the names of the nodes before the first convolution begin


class Nodes:
    """Nodes and constants so far; tensors are known by name."""

    def __init__(self) -> None:
        self.prefix = PREPARING
        self._nodes: list[Any] = []
        self._constants: dict[str, np.ndarray] = {}
        self._linear: dict[str, tuple[str, str]] = {}  # result of a convolution → kernel, bias

    def model(self, inputs: list[Any], outputs: list[Any]) -> onnx.ModelProto:
        constants = [numpy_helper.from_array(v, k) for k, v in self._constants.items()]
        made = helper.make_graph(self._nodes, "classifier", inputs, outputs, constants)
        opset = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(made, opset_imports=opset, ir_version=IR)
        onnx.checker.check_model(model)
        return model

    def add(self, kind: str, *inputs: str, result: str = "", **attributes: Any) -> str:
        """A node; the name of its result."""
        name = f"{self.prefix}/{len(self._nodes)}_{kind}"
        node = helper.make_node(kind, list(inputs), [result or name], name, **attributes)
        self._nodes.append(node)
        return result or name

    def keep(self, values: Any, kind: Any = np.float32) -> str:
        """A constant; its name."""
        name = f"c{len(self._constants)}"
        self._constants[name] = np.array(values, kind, order="C")
        return name

    def network(self, layers: list[Any], start: Any, first: str) -> str:
        """Layers in order, of which the first is given the tensor `start`, here called `first`;
        the name of the last one's result."""
        names = {id(start): first}
        for layer in layers:
            given = layer.input if isinstance(layer.input, list) else [layer.input]
            names[id(layer.output)] = self._layer(layer, [names[id(one)] for one in given])
        return names[id(layers[-1].output)]

    def _layer(self, layer: Any, given: list[str]) -> str:
        known: Callable[..., str] | None = getattr(self, f"_{type(layer).__name__}", None)
        if known is None:
            raise TypeError(f"no ONNX for the layer {layer.name} ({type(layer).__name__})")
        return known(layer, *given)

    # -- one method for each kind of layer -----------------------------------------------------

    def _Rescaling(self, layer: Any, x: str) -> str:
        scaled = self.add("Mul", x, self.keep(_by_channel(layer.scale)))
        return self.add("Add", scaled, self.keep(_by_channel(layer.offset)))

    def _Conv2D(self, layer: Any, x: str) -> str:
        kernel = np.asarray(layer.kernel).transpose(3, 2, 0, 1)
        return self._convolution(layer, x, kernel, _bias(layer, kernel.shape[0]), 1)

    def _DepthwiseConv2D(self, layer: Any, x: str) -> str:
        kernel = _by_group(layer.kernel)
        return self._convolution(layer, x, kernel, _bias(layer, len(kernel)), layer.kernel.shape[2])

    def _SeparableConv2D(self, layer: Any, x: str) -> str:
        deep = _by_group(layer.depthwise_kernel)
        channels = layer.depthwise_kernel.shape[2]
        x = self.add("Conv", x, self.keep(deep), group=channels, **_window(layer))
        kernel = np.asarray(layer.pointwise_kernel).transpose(3, 2, 0, 1)
        return self._convolution(layer, x, kernel, _bias(layer, len(kernel)), 1, {})

    def _convolution(
        self,
        layer: Any,
        x: str,
        kernel: np.ndarray,
        bias: np.ndarray,
        groups: int,
        window: dict[str, Any] | None = None,
    ) -> str:
        if layer.name == PREPARING:  # a Caffe layer in Keras' terms
            kept = (self.keep(kernel), self.keep(bias))
            return self.add("Conv", x, *kept, group=groups)
        if self.prefix == PREPARING:
            self.prefix = "trunk"
        kept = (self.keep(kernel), self.keep(bias))
        found = _window(layer) if window is None else window
        made = self.add("Conv", x, *kept, group=groups, **found)
        self._linear[made] = kept
        return self._activated(made, layer.activation)

    def _BatchNormalization(self, layer: Any, x: str) -> str:
        factor, offset = affine(layer)
        if x not in self._linear:
            scaled = self.add("Mul", x, self.keep(_by_channel(factor)))
            return self.add("Add", scaled, self.keep(_by_channel(offset)))
        kernel, bias = self._linear.pop(x)
        self._constants[kernel] *= factor[:, None, None, None]
        self._constants[bias] = self._constants[bias] * factor + offset
        return x

    def _Activation(self, layer: Any, x: str) -> str:
        return self._activated(x, layer.activation)

    def _ReLU(self, layer: Any, x: str) -> str:
        if layer.max_value is None:
            return self.add("Relu", x)
        return self.add("Clip", x, self.keep(0.0), self.keep(layer.max_value))

    def _activated(self, x: str, activation: Any) -> str:
        name = activation.__name__
        if name == "linear":
            return x
        if name == "relu6":
            return self.add("Clip", x, self.keep(0.0), self.keep(6.0))
        if name in ("silu", "swish"):
            return self.add("Mul", x, self.add("Sigmoid", x))
        return self.add({"relu": "Relu", "sigmoid": "Sigmoid"}[name], x)

    def _MaxPooling2D(self, layer: Any, x: str) -> str:
        return self.add("MaxPool", x, kernel_shape=layer.pool_size, **_window(layer))

    def _AveragePooling2D(self, layer: Any, x: str) -> str:
        return self.add("AveragePool", x, kernel_shape=layer.pool_size, **_window(layer))

    def _ZeroPadding2D(self, layer: Any, x: str) -> str:
        (top, bottom), (left, right) = layer.padding
        pads = self.keep([0, 0, top, left, 0, 0, bottom, right], np.int64)
        return self.add("Pad", x, pads)

    def _GlobalAveragePooling2D(self, layer: Any, x: str) -> str:
        return self.add("GlobalAveragePool", x)  # [n, channels, 1, 1], as the Reshape behind it

    def _Reshape(self, layer: Any, x: str) -> str:
        if tuple(layer.target_shape[:2]) != (1, 1):
            raise TypeError(f"no ONNX for the layer {layer.name} ({layer.target_shape})")
        return x

    def _Add(self, layer: Any, *given: str) -> str:
        return self.add("Add", *given)

    def _Multiply(self, layer: Any, *given: str) -> str:
        return self.add("Mul", *given)

    def _Concatenate(self, layer: Any, *given: str) -> str:
        return self.add("Concat", *given, axis=1)


def _window(layer: Any) -> dict[str, Any]:
    same = layer.padding == "same"
    return {"strides": layer.strides, "auto_pad": "SAME_UPPER" if same else "VALID"}


def _bias(layer: Any, channels: int) -> np.ndarray:
    return np.asarray(layer.bias) if layer.use_bias else np.zeros(channels, np.float32)


def _by_group(kernel: Any) -> np.ndarray:
    high, wide, channels, each = kernel.shape
    turned = np.asarray(kernel).transpose(2, 3, 0, 1)
    return np.asarray(turned.reshape(channels * each, 1, high, wide))


def _by_channel(values: Any) -> np.ndarray:
    found = np.asarray(values, np.float32)
    return np.reshape(found, (-1, 1, 1)) if found.ndim else found
