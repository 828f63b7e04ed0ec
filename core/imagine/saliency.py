"""Where a network looks for a class: Grad-CAM, Score-CAM, occlusion.

All maps are float32 in 0..1, one value for each position of the boundary (or of the sliding patch).

`gradcam`    ReLU(sum over channels k of mean(dy_c/dA_k) * A_k) with the logit y_c
             (Selvaraju et al. 2017, arXiv 1610.02391)
`scorecam`   the same sum with weights that need no gradient: how much the class's probability keeps
             when only what channel k answers to is left of the photo (Wang et al. 2020,
             arXiv 1910.01279), over the channels that answer most
`occlusion`  how much of the probability is lost when a patch of the mean colour covers each place
             (Zeiler & Fergus 2014, arXiv 1311.2901)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image

from core import labels
from core.images import from_text
from core.imagine.answers import logits_of, softmax
from core.messages import LabError, choose_from
from core.ramp import coloured
from core.work import Cancelled, Document, Report, steps
from core.zoo import catalog, classifier

METHODS = ("gradcam", "scorecam", "occlusion")
CHANNELS = 48  # of the strongest, for Score-CAM
BATCH = 16
GRID = 14  # places of the occluding patch along a side
PATCH = 3  # its side, in steps of that grid
KEPT = 6  # compiled functions of one process; answers to changed views
OnDone = Callable[[int, int], None]  # done, total; may raise to stop
_KNOWN: dict[bytes, np.ndarray] = {}  # digest of network and views -> logits, the newest last


def explain(
    photo: np.ndarray,
    backbone_id: str,
    target: int,
    method: str = "gradcam",
    boundary: int = 0,
    on_done: OnDone = lambda done, total: None,
) -> dict[str, Any]:
    """A heat map for class `target` on a photo uint8 [h, w, 3].

    boundary: behind which block (1-based; 0 means the last).  Gives ``map`` float32 [n, n] in 0..1,
    ``probability`` of the class on the whole photo, ``boundary``, and ``flat``: whether the method
    found nothing that speaks for the class (the map is zero then).
    """
    boundary = check(backbone_id, method, boundary)
    labels.checked(target)
    view = classifier.view(backbone_id, photo)
    if method == "gradcam":
        heat = gradcam(backbone_id, view, target, boundary)
    elif method == "scorecam":
        heat = scorecam(backbone_id, view, target, boundary, on_done)
    else:
        heat = occlusion(backbone_id, view, target, on_done)
    whole = softmax(logits_of(backbone_id, view[None]))[0, target]
    return {
        "map": _scaled(heat),
        "probability": float(whole),
        "boundary": boundary,
        "flat": bool(heat.max() <= 0),
    }


def check(backbone_id: str, method: str, boundary: int) -> int:
    """The number of the boundary (1-based; 0 is the last), where `explain` could draw a map.

    Raises LabError for a method, a network or a boundary that is not there.
    """
    if method not in METHODS:
        raise LabError(
            "There is no method “{name}”. Choose from: {valid}.",
            name=method,
            valid=choose_from(METHODS),
        )
    blocks = len(catalog.get(backbone_id).blocks)
    boundary = boundary or blocks
    if not 1 <= boundary <= blocks:
        raise LabError("The boundary is a number from 1 to {count}.", count=blocks)
    return boundary


def gradcam(backbone_id: str, view: np.ndarray, target: int, boundary: int) -> np.ndarray:
    """Grad-CAM float32 [h, w] >= 0 (not scaled) of a view uint8 [size, size, 3]."""
    activation, gradient = _gradients(backbone_id, boundary)(view[None], target)
    heat: np.ndarray = weighed(activation.numpy(), gradient.numpy())[0]
    return heat


def weighed(maps: np.ndarray, gradients: np.ndarray) -> np.ndarray:
    """Grad-CAM float32 [n, h, w] >= 0 of maps [n, h, w, c] and the gradients of a class's logit
    there: each channel counts by its mean gradient; what speaks against the class is left out."""
    weights = gradients.mean((1, 2))
    return np.asarray(np.maximum(np.einsum("nhwc,nc->nhw", maps, weights), 0))


def to_one(heat: np.ndarray) -> np.ndarray:
    """Maps [n, h, w] >= 0, each scaled to a largest value of 1; an empty one stays as it is."""
    most = heat.max((1, 2), keepdims=True)
    return np.asarray(np.divide(heat, most, out=np.zeros_like(heat), where=most > 0))


def scorecam(
    backbone_id: str, view: np.ndarray, target: int, boundary: int, on_done: OnDone
) -> np.ndarray:
    """Score-CAM float32 [h, w] >= 0 (not scaled) over the `CHANNELS` strongest channels.

    A channel's map, scaled to 0..1 and up to the size of the view, fades the rest of the photo to
    its mean colour; its weight is the softmax over channels of the class's logit.
    """
    activation, _gradient = _gradients(backbone_id, boundary)(view[None], target)
    maps = activation.numpy()[0]
    order = np.argsort(-maps.std((0, 1)), kind="stable")[:CHANNELS]
    mean = view.mean((0, 1), keepdims=True)

    def left(channel: int) -> np.ndarray:
        mask = enlarged(_scaled(maps[..., channel]), len(view))
        return np.asarray((mean + mask[..., None] * (view - mean)).round().astype(np.uint8))

    logits = _logits(backbone_id, [left(channel) for channel in order], on_done)
    weights = softmax(logits[:, target]).astype(np.float32)
    return np.asarray(np.maximum(maps[..., order] @ weights, 0))


def occlusion(backbone_id: str, view: np.ndarray, target: int, on_done: OnDone) -> np.ndarray:
    """Probability lost float32 [GRID, GRID] >= 0 when a patch of the mean colour covers a place."""
    size = len(view)
    edges = np.linspace(0, size, GRID + 1).round().astype(int)
    mean = view.mean((0, 1)).round().astype(np.uint8)
    reach = PATCH // 2
    covered = []
    for row in range(GRID):
        for column in range(GRID):
            hidden = view.copy()
            top, bottom = edges[max(row - reach, 0)], edges[min(row + reach + 1, GRID)]
            left, right = edges[max(column - reach, 0)], edges[min(column + reach + 1, GRID)]
            hidden[top:bottom, left:right] = mean
            covered.append(hidden)
    whole = softmax(logits_of(backbone_id, view[None]))[0, target]
    left_over = softmax(_logits(backbone_id, covered, on_done))[:, target]
    return np.asarray(np.maximum(whole - left_over, 0).reshape(GRID, GRID), np.float32)


def _logits(backbone_id: str, views: list[np.ndarray], on_done: OnDone) -> np.ndarray:
    """Logits float32 [n, 1000] of many views, some at a time; kept for the next class, for which
    the same views are asked."""
    seen = hashlib.blake2b(backbone_id.encode())
    for view in views:
        seen.update(view.tobytes())
    if (known := _KNOWN.get(seen.digest())) is not None:
        return known
    parts = []
    for start in range(0, len(views), BATCH):
        on_done(start, len(views))
        parts.append(logits_of(backbone_id, np.stack(views[start : start + BATCH])))
    while len(_KNOWN) >= KEPT:
        _KNOWN.pop(next(iter(_KNOWN)))
    return _KNOWN.setdefault(seen.digest(), np.concatenate(parts))


@lru_cache(maxsize=KEPT)
def _gradients(backbone_id: str, boundary: int) -> Any:
    """Views -> the activation of the boundary and the gradient of a class's logit there."""
    import keras
    import tensorflow as tf

    model = classifier.load(backbone_id)
    layer = model.get_layer(catalog.get(backbone_id).blocks[boundary - 1].layer)
    both = keras.Model(model.input, [layer.output, model.output])

    def run(views: Any, target: Any) -> Any:
        with tf.GradientTape() as tape:
            pixels = tf.cast(views, tf.float32)
            tape.watch(pixels)  # variables are frozen: without it nothing would be recorded
            activation, logits = both(pixels, training=False)
            score = tf.reduce_sum(tf.gather(logits, target, axis=1))
        return activation, tape.gradient(score, activation)

    views, target = tf.TensorSpec([None, None, None, 3], tf.uint8), tf.TensorSpec([], tf.int32)
    return tf.function(run, input_signature=[views, target], autograph=False)


def _scaled(heat: np.ndarray) -> np.ndarray:
    """To 0..1; a map without differences becomes 0."""
    low, high = float(heat.min()), float(heat.max())
    if high <= low:
        return np.zeros_like(heat, np.float32)
    return ((heat - low) / (high - low)).astype(np.float32)


def enlarged(heat: np.ndarray, size: int) -> np.ndarray:
    """A map float32 [h, w] in 0..1 scaled smoothly to [size, size], still in 0..1."""
    image = Image.fromarray(heat.astype(np.float32))
    return np.asarray(image.resize((size, size), Image.Resampling.BILINEAR)).clip(0, 1)


def overlay(view: np.ndarray, heat: np.ndarray, opacity: float = 0.55) -> np.ndarray:
    """A view uint8 [size, size, 3] under a map in 0..1: uint8 of the same size (light)."""
    mixed = view * (1 - opacity) + coloured(enlarged(heat, len(view))) * opacity
    return mixed.round().clip(0, 255).astype(np.uint8)


def explain_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """A heat map for ``payload["class"]`` on ``payload["photo"]`` by ``payload["method"]``."""
    found = explain(
        from_text(payload["photo"]),
        payload["backbone"],
        payload["class"],
        payload["method"],
        payload.get("boundary", 0),
        steps(report, cancelled, "look"),
    )
    return found | {"map": found["map"].round(4).tolist()}
