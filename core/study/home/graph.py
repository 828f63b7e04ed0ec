"""A trained classifier as a graph of ONNX, pixels to probabilities and heat maps (heavy)."""

from __future__ import annotations

from typing import Any

import onnx
from onnx import TensorProto, helper

from core.study.home.head import Scale, Step, steps
from core.study.home.nodes import Nodes
from core.transfer.loop import Trainer
from core.transfer.trained import Trained
from core.zoo.plain import plain

PHOTO, PROBABILITIES, HEAT = "photo", "probabilities", "heat"
HEAD = "head"  # how the names of the nodes behind the last feature map begin


def graph(trained: Trained) -> onnx.ModelProto:
    """The classifier: ``photo`` float RGB 0..255 [n, size, size, 3] to ``probabilities`` [n,
    classes]; with pooled features also ``heat`` [n, classes, h, w], the Grad-CAM of every class
    (not scaled).  Where the recipe asks about mirror images too, they are the second half of the
    batch inside, and the probabilities a mean."""
    size, classes = trained.recipe.size, len(trained.recipe.class_names)
    nodes, head = Nodes(), steps(trained)
    mirrored = trained.recipe.mirror
    inside = nodes.add("Transpose", _both(nodes) if mirrored else PHOTO, perm=[0, 3, 1, 2])
    outputs = [_info(PROBABILITIES, classes)]
    if trained.recipe.scratch:
        assert isinstance(trained.learned, Trainer)
        logits, *_ = _dense(nodes, _positions(nodes, trained.learned.head, inside), head)
    else:
        trunk = plain(trained.trunk())
        features = nodes.network(trunk.layers[1:], trunk.input, inside)
        nodes.prefix = HEAD
        pooled = nodes.add("Flatten", nodes.add("GlobalAveragePool", features))
        logits, *kept = _dense(nodes, pooled, head)
        _one, high, wide, _channels = trunk.compute_output_shape((1, size, size, 3))
        heat = _heat(nodes, features, head, *kept)
        _result(nodes, heat, HEAT, (classes, high, wide), "Gather" if mirrored else "")
        outputs.append(_info(HEAT, classes, high, wide))
    said = nodes.add("Softmax", logits, axis=-1)
    _result(nodes, said, PROBABILITIES, (classes,), "ReduceMean" if mirrored else "")
    return nodes.model([_info(PHOTO, size, size, 3)], outputs)


def _result(nodes: Nodes, x: str, name: str, shape: tuple[int, ...], half: str) -> None:
    """`x` in its shape, under its name; `half`: what one makes of photos and mirror images, their
    mean or the first of both."""
    if not half:
        nodes.add("Reshape", x, nodes.keep([-1, *shape], "int64"), result=name)
        return
    x = nodes.add("Reshape", x, nodes.keep([2, -1, *shape], "int64"))
    if half == "Gather":
        nodes.add(half, x, nodes.keep(0, "int64"), result=name, axis=0)
    else:
        nodes.add(half, x, result=name, axes=[0], keepdims=0)


def _info(name: str, *shape: int) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", *shape])


def _both(nodes: Nodes) -> str:
    """The photos, and behind them their mirror images."""
    last, back, across, step = (nodes.keep([v], "int64") for v in (-1, -(2**31), 2, -1))
    return nodes.add("Concat", PHOTO, nodes.add("Slice", PHOTO, last, back, across, step), axis=0)


def _positions(nodes: Nodes, network: Any, inside: str) -> str:
    """The convolutions of the chapter's small network; what it makes of every position in a row."""
    layers = network.layers
    flat = next(i for i, one in enumerate(layers) if type(one).__name__ == "Flatten")
    x = nodes.network(layers[:flat], network.inputs[0], inside)
    nodes.prefix = HEAD
    return nodes.add("Flatten", nodes.add("Transpose", x, perm=[0, 2, 3, 1]))


def _dense(nodes: Nodes, x: str, head: list[Step]) -> tuple[str, list[str], list[str]]:
    """The head, to the logits; its kernels, and of each ReLU where it let something through."""
    kernels, masks = [], []
    for step in head:
        if isinstance(step, Scale):
            x = nodes.add("Mul", x, nodes.keep(step.factor))
            x = nodes.add("Add", x, nodes.keep(step.offset))
            continue
        kernels.append(nodes.keep(step.kernel))
        x = nodes.add("Gemm", x, kernels[-1], nodes.keep(step.bias))
        if step.relu:
            x = nodes.add("Relu", x)
            masks.append(nodes.add("Greater", x, nodes.keep(0.0)))
    return x, kernels, masks


def _heat(
    nodes: Nodes, features: str, head: list[Step], kernels: list[str], masks: list[str]
) -> str:
    """Grad-CAM of every class (Selvaraju et al. 2017), computed forwards.  Behind an average, a
    logit's gradient is the same at every place: the head taken backwards."""
    weights = ""
    for step in reversed(head):
        if isinstance(step, Scale):
            weights = nodes.add("Mul", weights, nodes.keep(step.factor))
            continue
        if step.relu:
            mask = nodes.add("Cast", masks.pop(), to=TensorProto.FLOAT)
            mask = nodes.add("Unsqueeze", mask, nodes.keep([1], "int64"))
            weights = nodes.add("Mul", weights, mask)
        turned = nodes.add("Transpose", kernels.pop(), perm=[1, 0])
        weights = nodes.add("MatMul", weights, turned) if weights else turned
    rows = nodes.add("Reshape", features, nodes.keep([0, 0, -1], "int64"))
    return nodes.add("Relu", nodes.add("MatMul", weights, rows))
