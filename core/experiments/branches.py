"""A photo inside a module: the maps of every branch, and of a depthwise convolution (heavy)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from core import images
from core.images import from_text
from core.imagine.activations import strongest
from core.messages import LabError
from core.transfer import engines
from core.work import Cancelled, Document, Report
from core.zoo import classifier, facts
from core.zoo.network import Network

SHOWN = 6  # channels of a branch
COMPARED = 32  # of the strongest channels of the whole output: from which branch are they?


def branches(photo: np.ndarray, backbone_id: str, number: int) -> dict[str, Any]:
    """The strongest channels of every branch of a block that ends in a concatenation.

    photo: uint8 [h, w, 3].  number: of the block, from 0.  Gives ``view`` (what the network sees),
    ``weights`` (the name of those that were used), ``output`` [h, w, c] of the concatenation and
    ``branches`` in its order: ``layer``, ``channels`` (how many), ``strongest``
    (`activations.strongest`), ``among`` (how many of the COMPARED most varying channels of the
    whole output are its own) and ``silent`` (share of its values that are zero or less).
    LabError when the block holds no concatenation.
    """
    network = Network.here(backbone_id)
    model, ends = _module(network, number)
    view = classifier.view(backbone_id, photo)
    maps = [out.numpy()[0] for out in model(view[None].astype(np.float32))]
    spread = np.concatenate([values.std((0, 1)) for values in maps])
    owner = np.repeat(np.arange(len(maps)), [values.shape[-1] for values in maps])
    leading = owner[np.argsort(-spread, kind="stable")[:COMPARED]]
    height, width, _channels = maps[0].shape
    return {
        "view": images.to_text(view),
        "weights": network.weights,
        "output": [height, width, len(owner)],
        "compared": min(COMPARED, len(owner)),
        "branches": [
            {
                "layer": end,
                "channels": values.shape[-1],
                "strongest": strongest(values, SHOWN),
                "among": int((leading == place).sum()),
                "silent": float((values <= 0).mean()),
            }
            for place, (end, values) in enumerate(zip(ends, maps, strict=True))
        ],
    }


@lru_cache(maxsize=4)
def _module(network: Network, number: int) -> tuple[Any, list[str]]:
    """A compiled function from pixels to what a concatenation puts together, and its layers."""
    trunk = engines.trunk(network)
    block = network.entry.blocks[number]
    layer = trunk.get_layer(block.layer)
    if type(layer).__name__ != "Concatenate":  # a pooling may close the block
        (before,) = facts.inputs_of(layer)
        layer = before.operation
    if type(layer).__name__ != "Concatenate":
        raise LabError("This block does not put branches together.")
    ends = [history.operation for history in facts.inputs_of(layer)]
    return _compiled(trunk, [end.output for end in ends]), [end.name for end in ends]


def depthwise(photo: np.ndarray, backbone_id: str, number: int) -> dict[str, Any]:
    """A depthwise convolution at work: single channels before it, their kernels, the same after it.

    Gives ``weights``, ``input`` and ``output`` shapes and ``pairs``: the channels that vary most
    after it, each as ``before`` and ``after`` (`activations.strongest`) and ``kernel`` [k][k].
    LabError when the block has no depthwise convolution.
    """
    network = Network.here(backbone_id)
    run, kernels = _depthwise(network, number)
    view = classifier.view(backbone_id, photo)
    before, after = (out.numpy()[0] for out in run(view[None].astype(np.float32)))
    leading = strongest(after, SHOWN)
    order = [told["channel"] for told in leading]
    return {
        "weights": network.weights,
        "input": list(before.shape),
        "output": list(after.shape),
        "pairs": [
            {
                "before": strongest(before[..., [index]], 1)[0] | {"channel": index},
                "after": told,
                "kernel": kernels[..., index].round(5).tolist(),
            }
            for index, told in zip(order, leading, strict=True)
        ],
    }


@lru_cache(maxsize=4)
def _depthwise(network: Network, number: int) -> tuple[Any, np.ndarray]:
    trunk = engines.trunk(network)
    mine = facts.by_block(trunk, network.entry.blocks)[number]
    layer = next((one for one in mine if type(one).__name__ == "DepthwiseConv2D"), None)
    if layer is None:
        raise LabError("This block has no depthwise convolution.")
    return _compiled(trunk, [layer.input, layer.output]), np.asarray(layer.kernel)[..., 0]


def _compiled(trunk: keras.Model, outputs: list[Any]) -> Any:
    model = keras.Model(trunk.input, outputs)
    return tf.function(lambda pixels: model(pixels, training=False), autograph=False)


def branches_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What each branch of block ``payload["number"]`` makes of ``payload["photo"]``."""
    report({"kind": "phase", "phase": "look", "done": 0, "total": 1})
    return branches(from_text(payload["photo"]), payload["backbone"], payload["number"])


def depthwise_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Channels of ``payload["photo"]`` before and after the depthwise convolution of a block."""
    report({"kind": "phase", "phase": "look", "done": 0, "total": 1})
    return depthwise(from_text(payload["photo"]), payload["backbone"], payload["number"])
