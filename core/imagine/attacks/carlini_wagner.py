"""Carlini & Wagner's L2 attack: the least change that still reaches the goal (heavy).

arXiv 1608.04644: minimise ‖change‖² + c · max(gap, 0) with Adam in tanh space, where the gap is how
far the logits are from the goal; a search over c finds the balance.  The network sees the picture
rounded to whole levels (the gradient passes through the rounding), so what is found is found for
the saved file.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import tensorflow as tf

from core.imagine.attacks import shorten
from core.imagine.attacks.problem import Found, Problem
from core.imagine.attacks.victim import KEPT

SEARCHES = 5  # balances c that are tried
FIRST = 0.1  # the first of them
MORE = 10.0  # by which c grows while no picture reaches the goal
RATE = 0.01
BETA_1, BETA_2, TINY = 0.9, 0.999, 1e-8
EDGE = 0.999999  # keeps tanh's inverse finite at 0 and 255


def make(problem: Problem) -> Found:
    goal, attack, photo = problem.goal, problem.attack, problem.photos[0]
    found = Found(problem.photos.copy(), np.zeros(1, int))
    step_of = _compiled(problem.victim.backbones)
    centre = tf.constant(problem.photos, tf.float32)
    allowed = np.ones(photo.shape[:2]) if problem.region is None else problem.region
    mask = tf.constant(allowed[None, :, :, None], tf.float32)
    start = tf.atanh((centre / 127.5 - 1) * EDGE)
    balance, low, high = FIRST, 0.0, np.inf
    searches = min(SEARCHES, attack.steps)
    furthest = (False, 0.0)  # whether the goal is reached; then the shortest, else the surest
    for _search in range(searches):
        space, first, second = start, tf.zeros_like(start), tf.zeros_like(start)
        reached = False
        for count in range(1, attack.steps // searches + 1):
            space, first, second, picture, logits = step_of(
                space, first, second, centre, mask, goal.labels[0, 0], goal.direction, balance,
                float(count),
            )  # fmt: skip
            said = tf.nn.softmax(logits).numpy()[None]
            shown, sure = picture.numpy()[0].astype(np.uint8), goal.confidence(said)
            size, hit = shorten.length(photo, shown), bool(goal.reached(said)[0])
            reached = reached or hit
            rank = (hit, -size if hit else float(sure[0]))
            if size <= attack.budget and rank > furthest:
                found.pictures[0], furthest = shown, rank
            wanted = sure if goal.targeted else 1 - sure
            found.loss.append(-np.log(np.maximum(wanted, 1e-12)))
            found.confidence.append(sure)
            problem.on_step(int(found.steps[0]), found.pictures, found.loss[-1], sure)
            found.steps[0] += 1
        if reached:
            high = balance
        else:
            low = balance
        balance = (low + high) / 2 if np.isfinite(high) else balance * MORE
    return found


@lru_cache(maxsize=KEPT)
def _compiled(backbones: tuple[str, ...]) -> Any:
    """One step of Adam in tanh space; everything that changes is an argument."""
    from core.zoo import classifier

    model = classifier.folded(backbones[0])
    pixels = tf.TensorSpec([1, None, None, 3], tf.float32)
    mask_like = tf.TensorSpec([1, None, None, 1], tf.float32)
    number, whole = tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.int32)

    @tf.function(input_signature=[pixels] * 4 + [mask_like, whole] + [number] * 3)
    def step(
        space: Any,
        first: Any,
        second: Any,
        centre: Any,
        mask: Any,
        label: Any,
        direction: Any,
        balance: Any,
        count: Any,
    ) -> Any:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(space)
            smooth = centre + mask * (127.5 * (tf.tanh(space) + 1) - centre)
            picture = smooth + tf.stop_gradient(tf.round(smooth) - smooth)
            logits = model(picture, training=False)
            own = logits[0, label]
            other = tf.reduce_max(logits[0] - 1e9 * tf.one_hot(label, logits.shape[1]))
            gap = tf.maximum(direction * (own - other), 0.0)
            size = tf.reduce_sum(((smooth - centre) / 255) ** 2)
            loss = size + balance * gap
        slope = tape.gradient(loss, space)
        first = BETA_1 * first + (1 - BETA_1) * slope
        second = BETA_2 * second + (1 - BETA_2) * slope**2
        rate = RATE * tf.sqrt(1 - BETA_2**count) / (1 - BETA_1**count)
        return space - rate * first / (tf.sqrt(second) + TINY), first, second, picture, logits

    return step
