"""What the blocks of a network answer to a photo: feature maps, and the first layer's kernels.

One pass gives the maps behind every block boundary: the converted network of
`core/transfer/engines.py` has them all as outputs and runs on OpenVINO in f32; TensorFlow does the
same where OpenVINO is missing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image

from core import images
from core.messages import LabError
from core.paths import cache_dir
from core.transfer import engines
from core.work import Cancelled, Document, Report
from core.zoo import classifier, describe
from core.zoo.network import Network

STRONGEST = 8  # channels shown of a boundary
LARGEST = 128  # pixels a side of a map that is sent: larger ones are averaged down
KEPT = 4  # compiled networks of one process

Maps = list[np.ndarray]


def walk(photo: np.ndarray, network: Network, top: int = STRONGEST) -> dict[str, Any]:
    """The strongest feature maps behind every boundary for a photo uint8 [h, w, 3].

    Strongest are the channels that vary most over the photo (standard deviation over positions):
    a channel that is high everywhere says nothing about where.  Gives ``view`` (the square that the
    network sees, PNG in base64), ``boundaries`` (``output`` [h, w, c], ``field`` as
    `receptive.Field`, ``rectified``: no value is negative, ``silent``: the share of values that are
    not positive, and ``channels``, strongest first: see `told`) and ``seconds``.
    """
    described = describe.of(network.backbone)
    started = time.perf_counter()
    view = classifier.view(network.backbone, photo)
    behind = maps(network, view)
    boundaries = [
        {
            "output": list(values.shape),
            "field": block["receptive_field"],
            "rectified": bool(values.min() >= 0),
            "silent": float((values <= 0).mean()),
            "channels": strongest(values, top),
        }
        for values, block in zip(behind, described["blocks"], strict=True)
    ]
    return {
        "view": images.to_text(view),
        "boundaries": boundaries,
        "seconds": time.perf_counter() - started,
    }


def strongest(values: np.ndarray, top: int) -> list[dict[str, Any]]:
    """The `top` channels of maps float32 [h, w, c] that vary most over the photo; see `told`."""
    order = np.argsort(-values.std((0, 1)), kind="stable")[:top]
    return [told(values[..., index], int(index)) for index in order]


def channel(photo: np.ndarray, network: Network, boundary: int, index: int) -> dict[str, Any]:
    """One channel behind the first `boundary` blocks (1-based) for a photo; see `told`."""
    values = maps(network, classifier.view(network.backbone, photo))
    if not 1 <= boundary <= len(values):
        raise LabError(
            "{name} has {count:# block|# blocks}.", name=network.backbone, count=len(values)
        )
    chosen = values[boundary - 1]
    if not 0 <= index < chosen.shape[-1]:
        raise LabError("This block has the channels 0 to {last}.", last=chosen.shape[-1] - 1)
    return told(chosen[..., index], index)


def told(values: np.ndarray, index: int) -> dict[str, Any]:
    """A map float32 [h, w]: its picture, where it is largest, how much of it is silent."""
    row, column = np.unravel_index(int(values.argmax()), values.shape)
    return {
        "channel": index,
        "map": _picture(values),
        "peak": [int(row), int(column)],
        "largest": float(values.max()),
        "silent": float((values <= 0).mean()),  # share of positions where it does not answer
    }


def _picture(values: np.ndarray) -> str:
    """A map as grey PNG in base64, its smallest value black, its largest white."""
    low, high = float(values.min()), float(values.max())
    grey = (values - low) * (255 / (high - low) if high > low else 0)
    image = Image.fromarray(grey.round().astype(np.uint8))
    if max(image.size) > LARGEST:
        share = LARGEST / max(image.size)
        size = (round(image.width * share), round(image.height * share))
        image = image.resize(size, Image.Resampling.BOX)
    return images.to_text(np.asarray(image))


def maps(network: Network, view: np.ndarray) -> Maps:
    """Float32 [h, w, c] behind every boundary for one view uint8 [size, size, 3]."""
    return _compiled(network, view.shape[0])(view)


@lru_cache(maxsize=KEPT)
def _compiled(network: Network, size: int) -> Callable[[np.ndarray], Maps]:
    try:
        core = engines.openvino_core()
    except ImportError:
        return _tensorflow(network)
    model = core.read_model(engines.converted(network))
    model.reshape([1, size, size, 3])
    compiled = core.compile_model(
        model,
        "CPU",
        {
            "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": "LATENCY",
            "CACHE_DIR": str(cache_dir("openvino", "compiled")),
        },
    )

    boundaries = range(1, network.depth + 1)
    ends = [compiled.output(engines.output_name(boundary)) for boundary in boundaries]

    def run(view: np.ndarray) -> Maps:
        answers = compiled({0: view[None].astype(np.float32)})
        return [np.array(answers[end][0]) for end in ends]

    return run


def _tensorflow(network: Network) -> Callable[[np.ndarray], Maps]:
    import tensorflow as tf

    from core.zoo import split

    model = split.ends(engines.trunk(network), network.entry.blocks)
    run = tf.function(lambda pixels: model(pixels, training=False), autograph=False)
    return lambda view: [out.numpy()[0] for out in run(view[None].astype(np.float32))]


def kernels(network: Network) -> dict[str, Any]:
    """The kernels of the first convolution as pictures: small RGB PNGs in base64.

    Each is scaled by its own largest entry, zero is mid-grey; networks that were trained on BGR
    pixels are turned to RGB, so that an orange kernel looks for orange.  ``colour`` is how much of
    each kernel's energy is difference between red, green and blue: 0 sees brightness alone, 1 hue
    alone.
    """
    trunk = engines.trunk(network)
    first = next(layer for layer in trunk.layers if type(layer).__name__ == "Conv2D")
    values = np.asarray(first.kernel)  # [k, k, 3, n]
    if network.entry.preprocessing == "caffe":
        values = values[:, :, ::-1]
    scaled = values / (2 * np.abs(values).max((0, 1, 2), keepdims=True) + 1e-12) + 0.5
    hue = values - values.mean(2, keepdims=True)
    colour = (hue**2).sum((0, 1, 2)) / ((values**2).sum((0, 1, 2)) + 1e-12)
    pictures = (255 * scaled).round().astype(np.uint8).transpose(3, 0, 1, 2)
    return {
        "layer": first.name,
        "size": list(values.shape),
        "colour": colour.tolist(),
        "kernels": [images.to_text(np.ascontiguousarray(one)) for one in pictures],
    }


def walk_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The strongest feature maps of ``payload["photo"]`` behind every boundary."""
    return walk(images.from_text(payload["photo"]), _network(payload))


def channel_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """One channel behind ``payload["boundary"]`` blocks for ``payload["photo"]``."""
    place, index = payload["boundary"], payload["channel"]
    return channel(images.from_text(payload["photo"]), _network(payload), place, index)


def kernels_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The first layer's kernels of ``payload["backbone"]`` as pictures."""
    return kernels(_network(payload))


def _network(payload: Document) -> Network:
    return Network(payload["backbone"], payload.get("weights", ""))
