"""Activations -> what is raised: a class, a channel, a neuron, a whole boundary (heavy).

A goal is ``(activation, index, place) -> float32 [n]``, one number for each view; `index` int32
and `place` float32 [2] (row and column, shares of the map) are tensors, so that another channel or
place needs no new graph.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import keras
import tensorflow as tf

from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.redirect import redirected
from core.messages import LabError
from core.zoo import catalog, classifier

Sort = tuple[str, int]  # kind and boundary of a term: what decides on the graph
Goal = Callable[[Any, Any, Any], Any]


def logit(logits: Any, index: Any, place: Any) -> Any:
    """The logit, not the probability: that could rise by the other classes falling alone."""
    return tf.gather(logits, index, axis=-1)


def channel(maps: Any, index: Any, place: Any) -> Any:
    """The mean of a channel over its map."""
    return tf.reduce_mean(tf.gather(maps, index, axis=-1), [1, 2])


def neuron(maps: Any, index: Any, place: Any) -> Any:
    """A channel at one place of its map."""
    size = tf.shape(maps)[1:3]
    at = tf.minimum(tf.cast(place * tf.cast(size, tf.float32), tf.int32), size - 1)
    return tf.gather(maps[:, at[0], at[1]], index, axis=-1)


def boundary(maps: Any, index: Any, place: Any) -> Any:
    """The mean square of everything behind a boundary: more of whatever is there (deep dream)."""
    return tf.reduce_mean(tf.square(maps), [1, 2, 3])


GOALS: dict[str, Goal] = {
    "class": logit,
    "channel": channel,
    "neuron": neuron,
    "boundary": boundary,
}


def sorts(recipe: Ideal) -> tuple[Sort, ...]:
    """Kind and boundary of each term, in their order."""
    return tuple(
        (term.kind, 0 if term.kind == "class" else term.boundary) for term in recipe.objective
    )


@lru_cache(maxsize=classifier.KEPT)
def network(backbone: str, sorts: tuple[Sort, ...]) -> keras.Model:
    """The classifier without batch norms: pixels 0..255 -> [logits, activation of each sort]."""
    model = classifier.folded(backbone)
    blocks = catalog.get(backbone).blocks
    names = [blocks[behind - 1].layer if behind else model.layers[-1].name for _, behind in sorts]
    model = redirected(model, [model.get_layer(name) for name in names])
    return keras.Model(model.input, [model.output, *(model.get_layer(n).output for n in names)])


def check_channels(recipe: Ideal) -> None:
    """LabError where a term names a channel that its boundary does not have."""
    _logits, *ends = network(recipe.backbone, sorts(recipe)).outputs
    for term, end in zip(recipe.objective, ends, strict=True):
        if term.kind != "boundary" and not 0 <= term.index < end.shape[-1]:
            last = end.shape[-1] - 1
            raise LabError("This block has the channels 0 to {last}.", last=last)
