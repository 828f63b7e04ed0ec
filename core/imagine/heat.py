"""Where a network that was trained here looks for a class: Grad-CAM (Selvaraju et al. 2017), and
how much of it lies on a part of the photo (heavy)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from core import images
from core.imagine.saliency import enlarged, to_one, weighed
from core.transfer import heads
from core.transfer.loop import Trainer
from core.transfer.photos import seen
from core.transfer.trained import Trained

PLACES = 3  # of a map along a side at least: a smaller one cannot tell a corner from the middle
BATCH = 32


def gradcam(trained: Trained, photos: Sequence[np.ndarray], targets: Sequence[int]) -> np.ndarray:
    """Grad-CAM float32 [n, h, w] in 0..1 for a class of each photo uint8 [h, w, 3], behind the last
    layer whose maps have `PLACES` a side; all zero where nothing speaks for the class."""
    size = trained.recipe.size
    pixels = np.stack([images.resize(photo[None], size)[0] for photo in photos])
    run = _scratch(trained) if trained.recipe.scratch else _backbone(trained)
    out = []
    for start in range(0, len(pixels), BATCH):
        rows = slice(start, start + BATCH)
        with tf.GradientTape() as tape:
            floats = tf.cast(seen(trained.recipe, pixels[rows]), tf.float32)
            tape.watch(floats)  # variables may be frozen: without it nothing would be recorded
            maps, logits = run(floats)
            score = tf.reduce_sum(tf.gather(logits, targets[rows], axis=1, batch_dims=1))
        out.append(weighed(maps.numpy(), tape.gradient(score, maps).numpy()))
    return to_one(np.concatenate(out))


def on_area(heat: np.ndarray, area: np.ndarray) -> float | None:
    """The share of a map [h, w] that lies on an area bool [side, side]; None of an empty map."""
    wide = enlarged(heat, len(area))
    total = float(wide.sum())
    return float(wide[area].sum()) / total if total > 0 else None


def _backbone(trained: Trained) -> Any:
    """Pixels → the maps, and the logits."""
    trunk, head = trained.trunk(), trained.head()
    layers = [block.layer for block in trained.recipe.network.entry.blocks]
    both = keras.Model(trunk.input, [_deepest(trunk, layers, trained), trunk.output])

    def run(pixels: Any) -> Any:
        maps, last = both(pixels, training=False)
        return maps, head(tf.reduce_mean(last, [1, 2]))

    return run


def _scratch(trained: Trained) -> Any:
    assert isinstance(trained.learned, Trainer)
    model = trained.learned.head
    convolutions = [one.name for one in model.layers if isinstance(one, keras.layers.Conv2D)]
    both = keras.Model(model.inputs, [_deepest(model, convolutions, trained), model.outputs[0]])

    def run(pixels: Any) -> Any:
        maps, logits = both(pixels, training=False)
        return maps, heads.pair(logits)

    return run


def _deepest(model: keras.Model, names: Sequence[str], trained: Trained) -> Any:
    """What the last of some layers gives whose maps are not too small; else the first."""
    shape = (1, trained.recipe.size, trained.recipe.size, 3)
    ends = keras.Model(model.inputs, [model.get_layer(name).output for name in names])
    sides = [end[1] for end in ends.compute_output_shape(shape)]
    wide = [name for name, side in zip(names, sides, strict=True) if side >= PLACES]
    return model.get_layer((wide or names[:1])[-1]).output
