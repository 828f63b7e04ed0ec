"""One step of the optimisation, compiled: draw, show, ask the network, follow the gradient (heavy).

There is one compiled function for each network, parameterisation and sequence of kinds of terms.
Everything that a slider moves is a tensor that goes in, sizes too, so that moving it costs nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from core.imagine.ideal import drawing, goals, views
from core.imagine.ideal.recipe import Ideal

KEPT = 8  # compiled steps of one process
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8  # Adam's (Kingma & Ba 2015, arXiv 1412.6980)


class State(NamedTuple):
    """What a step moves: parameters, their running mean, which is what the image is drawn from,
    Adam's two means, and the number of steps so far."""

    z: Any
    average: Any
    mean: Any
    square: Any
    done: Any


class Controls(NamedTuple):
    """What a learner moves, as tensors."""

    weights: Any  # of the terms, float32 [terms]
    indices: Any  # classes or channels, int32 [terms]
    places: Any  # float32 [terms, 2]
    target: Any  # class whose probability is told, int32
    rate: Any  # float32
    tv: Any  # λ, float32
    average: Any  # float32
    rivals: Any  # how much all classes together are held down, float32
    amounts: views.Amounts
    size: Any  # of a view in pixels a side, int32
    seed: Any  # int32


class Told(NamedTuple):
    """What a step says of the image that it was given, float32 scalars."""

    objective: Any
    tv: Any
    probability: Any


def controls(recipe: Ideal, size: int, strength: float = 1.0) -> Controls:
    """A recipe's choices as tensors, with views of `size` pixels a side.

    strength: 1 is the recipe; less makes steps smaller and views more like the image itself, and
    begins to hold down the classes that compete with those that are raised.
    """
    terms = recipe.objective
    return Controls(
        weights=tf.constant([term.weight for term in terms], tf.float32),
        indices=tf.constant([term.index for term in terms], tf.int32),
        places=tf.constant([[term.row, term.column] for term in terms], tf.float32),
        target=tf.constant(recipe.target or 0, tf.int32),
        rate=tf.constant(recipe.rate * strength, tf.float32),
        tv=tf.constant(recipe.tv, tf.float32),
        average=tf.constant(recipe.average, tf.float32),
        rivals=tf.constant((1 - strength) * recipe.raised, tf.float32),
        amounts=views.amounts(recipe, strength),
        size=tf.constant(size, tf.int32),
        seed=tf.constant(recipe.seed, tf.int32),
    )


def begin(z: np.ndarray) -> State:
    """The state before the first step."""
    return State(
        tf.constant(z), tf.constant(z), tf.zeros_like(z), tf.zeros_like(z), tf.constant(0, tf.int32)
    )


def total_variation(image: Any) -> Any:
    """Mean absolute difference of neighbours per pixel and channel of an image [1, h, w, 3]."""
    rows = tf.reshape(image, [tf.shape(image)[1], -1])  # flat rows take a third of the time

    def differences(by: list[int]) -> Any:  # the gradient of a[1:] takes twice that of tf.slice
        return tf.slice(rows, by, [-1, -1]) - tf.slice(rows, [0, 0], tf.shape(rows) - by)

    both = [tf.reduce_sum(tf.abs(differences(by))) for by in ([1, 0], [0, 3])]
    return tf.add_n(both) / tf.cast(tf.size(image), tf.float32)


def of(recipe: Ideal) -> Any:
    """``(State, Controls) -> (State, Told)`` for a recipe; compiled when it is first called."""
    return _compiled(recipe.backbone, drawing.of(recipe), goals.sorts(recipe))


@lru_cache(maxsize=KEPT)
def _compiled(backbone: str, form: drawing.Drawing, sorts: tuple[goals.Sort, ...]) -> Any:
    network = goals.network(backbone, sorts)

    def step(state: State, move: Controls) -> tuple[State, Told]:
        with tf.GradientTape() as tape:
            tape.watch(state.z)
            image = form.draw(state.z)
            key = tf.stack([move.seed, state.done])
            seen = views.show(image, move.amounts, 1, move.size, key)
            logits, *ends = network(seen * 255, training=False)
            objective = tf.add_n(
                [
                    move.weights[k]
                    * tf.reduce_mean(goals.GOALS[kind](ends[k], move.indices[k], move.places[k]))
                    for k, (kind, _behind) in enumerate(sorts)
                ]
            )
            variation = total_variation(image)
            rivals = tf.reduce_mean(tf.reduce_logsumexp(logits, -1))
            better = objective - move.tv * variation - move.rivals * rivals
        probabilities = tf.nn.softmax(logits)
        told = Told(objective, variation, tf.reduce_mean(probabilities[:, move.target]))
        return _climbed(state, tape.gradient(better, state.z), move, form), told

    return tf.function(step, input_signature=_signature(len(sorts)), autograph=False)


def _climbed(state: State, gradient: Any, move: Controls, form: drawing.Drawing) -> State:
    """One step of Adam uphill."""
    done = state.done + 1
    mean = FIRST * state.mean + (1 - FIRST) * gradient
    square = SECOND * state.square + (1 - SECOND) * gradient**2
    steps = tf.cast(done, tf.float32)
    first, second = mean / (1 - FIRST**steps), square / (1 - SECOND**steps)
    z = form.tidy(state.z + move.rate * first / (tf.sqrt(second) + TINY), move.rate)
    average = move.average * state.average + (1 - move.average) * z
    return State(z, average, mean, square, done)


def _signature(terms: int) -> tuple[State, Controls]:
    number, whole = tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.int32)
    parameters = tf.TensorSpec([None, None, None, 3], tf.float32)
    special = {
        "weights": tf.TensorSpec([terms], tf.float32),
        "indices": tf.TensorSpec([terms], tf.int32),
        "places": tf.TensorSpec([terms, 2], tf.float32),
        "target": whole,
        "amounts": views.Amounts(*[number] * len(views.Amounts._fields)),
        "size": whole,
        "seed": whole,
    }
    moved = Controls(**dict.fromkeys(Controls._fields, number) | special)
    return State(parameters, parameters, parameters, parameters, whole), moved
