"""Read the arrays of a weights file, layer by layer, without running anything in it (light).

Every published file has its own layout.  A reader turns it into ``{layer: [arrays]}`` with the
names of our layers where the file names layers, or into a plain list in the order of the network
where it only numbers them, as Keras' own loader reads its files.
"""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np

from core.zoo import torch_pickle

Arrays = list[np.ndarray]
_BN_KERAS = ("gamma", "beta", "moving_mean", "moving_variance")
_BN_TORCH = ("weight", "bias", "running_mean", "running_var")


def squeezenet(path: Path) -> dict[str, Arrays]:
    """Convolutions of the SqueezeNet 1.1 file, `conv10` (the ImageNet head) included."""
    with h5py.File(path) as file:
        return {name.replace("/", "_"): arrays for name, arrays in _legacy(file) if arrays}


def vgg16_edges(path: Path) -> dict[str, Arrays]:
    """The VGG16 trunk inside the edge detector; its own five outputs are left out."""
    out: dict[str, Arrays] = {}
    with h5py.File(path) as file:
        for block, count in enumerate((2, 2, 3, 3, 3), 1):
            for n in range(count):
                group = file[f"block{block}/layers/conv2d{f'_{n}' if n else ''}/vars"]
                out[f"block{block}_conv{n + 1}"] = [group["0"][()], group["1"][()]]
    return out


def edge_outputs(path: Path) -> dict[str, Arrays]:
    """The edge detector's own outputs: `side1` … `side5` (1×1×C→1) and `fuse` (1×1×5→1)."""
    names = {"fuse": "fuse"} | {f"side{n}": f"dsn{n}" for n in range(1, 6)}
    with h5py.File(path) as file:
        return {
            ours: [file[f"{theirs}/vars/{part}"][()] for part in "01"]
            for ours, theirs in names.items()
        }


def mobilenet_v2_dogs(path: Path) -> dict[str, Arrays]:
    """The MobileNetV2 trunk inside the dog breed classifier."""
    out: dict[str, Arrays] = {}
    with h5py.File(path) as file:
        for layer, group in file["model_weights/mobilenetv2_1.00_160"].items():
            names = ("kernel",) if "kernel" in group else _BN_KERAS
            out[layer] = [group[name][()] for name in names]
    return out


def keras_by_name(path: Path) -> dict[str, Arrays]:
    """One of Keras' own files, by the names of its layers."""
    with h5py.File(path) as file:
        return {name: arrays for name, arrays in _legacy(file) if arrays}


def keras_in_order(path: Path) -> list[Arrays]:
    """One of Keras' own files, the layers that have weights in the order of the network."""
    with h5py.File(path) as file:
        return [arrays for _, arrays in _legacy(file) if arrays]


def _legacy(file: h5py.File) -> list[tuple[str, Arrays]]:
    def text(name: str | bytes) -> str:
        return name.decode() if isinstance(name, bytes) else name

    layers = []
    for layer in map(text, file.attrs["layer_names"]):
        group = file[layer]
        layers.append((layer, [group[text(w)][()] for w in group.attrs["weight_names"]]))
    return layers


def efficientnet_lite0(path: Path) -> dict[str, Arrays]:
    """The PyTorch checkpoint in Keras' names and layout, `_fc` (the ImageNet head) as `head`."""
    tensors = torch_pickle.read(path)

    def convolution(name: str) -> Arrays:
        return [tensors[name + ".weight"].transpose(2, 3, 1, 0)]  # OIHW -> HWIO

    def depthwise(name: str) -> Arrays:
        return [tensors[name + ".weight"].transpose(2, 3, 0, 1)]  # C1HW -> HWC1

    def normalisation(name: str) -> Arrays:
        return [tensors[f"{name}.{part}"] for part in _BN_TORCH]

    out = {
        "stem_conv": convolution("_conv_stem"),
        "stem_bn": normalisation("_bn0"),
        "top_conv": convolution("_conv_head"),
        "top_bn": normalisation("_bn1"),
        "head": [tensors["_fc.weight"].T, tensors["_fc.bias"]],
    }
    stages = [f"{s}{'abcd'[i]}" for s, n in enumerate((1, 2, 2, 3, 3, 4, 1), 1) for i in range(n)]
    for number, stage in enumerate(stages):
        old, new = f"_blocks.{number}.", f"block{stage}_"
        if old + "_expand_conv.weight" in tensors:
            out[new + "expand_conv"] = convolution(old + "_expand_conv")
            out[new + "expand_bn"] = normalisation(old + "_bn0")
        out[new + "dwconv"] = depthwise(old + "_depthwise_conv")
        out[new + "bn"] = normalisation(old + "_bn1")
        out[new + "project_conv"] = convolution(old + "_project_conv")
        out[new + "project_bn"] = normalisation(old + "_bn2")
    return out
