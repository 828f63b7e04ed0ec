"""A whole network with its ImageNet head: photos in, a logit for each of the 1,000 classes (heavy).

EfficientNet-Lite0 and SqueezeNet come with their head.  The head of a Keras network lies in the
file *with* top that Keras publishes beside the one without: it is used when that file stands in
Keras' own folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core import images, peers
from core.messages import LabError, choose_from
from core.paths import keras_models
from core.zoo import arrays, catalog, network, weights
from core.zoo.backbone import CONVOLVED, FLATTENED
from core.zoo.network import Network

if TYPE_CHECKING:
    import keras

BUNDLED = tuple(name for name, entry in catalog.BACKBONES.items() if entry.head_layer)
KEPT = 3  # networks of one process; the oldest goes first


def top_file(backbone_id: str) -> Path | None:
    """Where Keras' file with the ImageNet head is or belongs; None for other networks."""
    source = catalog.get(backbone_id).source
    if source.package:
        return None
    return keras_models() / source.name.replace("_notop", "").replace("_no_top", "")


def available() -> list[str]:
    """The networks that can name ImageNet classes on this computer now, in catalogue order."""
    return [name for name in catalog.BACKBONES if name in BUNDLED or _has_top(name)]


def check(backbones: Iterable[str]) -> None:
    """LabError for networks that cannot name ImageNet classes on this computer."""
    here = available()
    missing = [name for name in backbones if name not in here]
    if missing:
        raise LabError(
            "{backbone} has no ImageNet classifier on this computer. Choose from: {valid}.",
            backbone=catalog.get(missing[0]).title,
            valid=choose_from(here),
        )


def _has_top(backbone_id: str) -> bool:
    file = top_file(backbone_id)
    if file is None or not (file.is_file() or peers.bring(file)):
        return False
    return weights.state(backbone_id).kind == "ready"


def view(backbone_id: str, photo: np.ndarray) -> np.ndarray:
    """What a network sees of a photo uint8 [h,w,3]: uint8 [size,size,3], centre crop, scaled."""
    backbone = catalog.get(backbone_id)
    return np.asarray(images.resize(photo[None], backbone.native_size, backbone.crop)[0])


@lru_cache(maxsize=KEPT)
def load(backbone_id: str) -> keras.Model:
    """The classifier: float32 RGB 0..255 [n, size, size, 3] -> logits float32 [n, 1000].

    Its layers are those of the trunk with the head behind them, so every block boundary is found
    by its layer's name.  LabError when this computer has no ImageNet head for the network.
    """
    check([backbone_id])
    import keras

    trunk = Network(backbone_id).load()
    layers, values = _head(backbone_id, trunk)
    out = trunk.output
    for layer in layers:
        out = layer(out)
    model = keras.Model(trunk.input, out, name=f"{backbone_id}_classifier")
    filled = (layer for layer in layers if layer.weights)
    for layer, (kernel, bias) in zip(filled, values, strict=True):
        layer.set_weights([kernel.reshape(layer.kernel.shape), bias])
    model.trainable = False
    return model


@lru_cache(maxsize=KEPT)
def folded(backbone_id: str) -> keras.Model:
    """`load` without batch norms (`core.zoo.folded`): the same logits, gradients in less time."""
    from core.zoo.folded import fold

    return fold(load(backbone_id))


def _head(
    backbone_id: str, trunk: keras.Model
) -> tuple[list[keras.layers.Layer], list[tuple[np.ndarray, np.ndarray]]]:
    """The layers behind the trunk, and the kernel and bias of those that have some."""
    from keras import layers

    pool = layers.GlobalAveragePooling2D(name="top_pool")
    top = catalog.get(backbone_id).top
    if top == CONVOLVED:
        conv = layers.Conv2D(1000, 1, activation="relu", name="top_conv")
        return [conv, pool], _given(network.head(backbone_id))
    dense = layers.Dense(1000, name="top_logits")
    if backbone_id in BUNDLED:
        return [pool, dense], _given(network.head(backbone_id))
    file = top_file(backbone_id)
    assert file is not None
    named = arrays.by_name(file)
    if top == FLATTENED:
        full = [layers.Dense(4096, activation="relu", name=f"top_fc{n}") for n in (1, 2)]
        resize = layers.Resizing(7, 7, name="top_resize")  # the identity at the native size
        return [resize, layers.Flatten(name="top_flatten"), *full, dense], [
            (named[name][0], named[name][1]) for name in ("fc1", "fc2", "predictions")
        ]
    last = next(values for name, values in reversed(named.items()) if values[-1].shape == (1000,))
    return [pool, dense], [(last[0], last[1])]


def _given(head: tuple[np.ndarray, np.ndarray] | None) -> list[tuple[np.ndarray, np.ndarray]]:
    assert head is not None  # bundled networks have theirs
    return [head]
