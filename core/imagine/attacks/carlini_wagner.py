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
from core.imagine.attacks.goal import Goal
from core.imagine.attacks.lattice import Found, OnStep
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import KEPT, Victim

SEARCHES = 5  # balances c that are tried
FIRST = 0.1  # the first of them
MORE = 10.0  # by which c grows while no picture reaches the goal
RATE = 0.01
BETA_1, BETA_2, TINY = 0.9, 0.999, 1e-8
EDGE = 0.999999  # keeps tanh's inverse finite at 0 and 255


def make(
    victim: Victim,
    goal: Goal,
    photos: np.ndarray,
    region: np.ndarray | None,
    attack: Attack,
    on_step: OnStep,
) -> Found:
    found = Found(photos.copy(), np.zeros(len(photos), int))
    for number, photo in enumerate(photos):
        chosen = goal.only(np.arange(len(photos)) == number)
        found.pictures[number] = _least(victim, chosen, photo, region, attack, on_step, found)
        found.steps[number] = attack.steps
    return found


def _least(
    victim: Victim,
    goal: Goal,
    photo: np.ndarray,
    region: np.ndarray | None,
    attack: Attack,
    on_step: OnStep,
    found: Found,
) -> np.ndarray:
    step_of = _compiled(victim.backbones)
    centre = tf.constant(photo[None], tf.float32)
    allowed = np.ones(photo.shape[:2]) if region is None else region
    mask = tf.constant(allowed[None, :, :, None], tf.float32)
    start = tf.atanh((centre / 127.5 - 1) * EDGE)
    balance, low, high = FIRST, 0.0, np.inf
    best, best_size = photo, np.inf
    nearest, nearest_sure = photo, -1.0
    each = max(1, attack.steps // SEARCHES)
    for search in range(SEARCHES):
        space, first, second = start, tf.zeros_like(start), tf.zeros_like(start)
        reached = False
        for step in range(each):
            space, first, second, picture, logits = step_of(
                space, first, second, centre, mask, goal.labels[0, 0], goal.direction, balance,
                float(step + 1),
            )  # fmt: skip
            said = tf.nn.softmax(logits).numpy()[None]
            shown = picture.numpy()[0].astype(np.uint8)
            size, sure = shorten.length(photo, shown), goal.confidence(said)
            if goal.reached(said)[0]:
                reached = True
                if size <= attack.budget and size < best_size:
                    best, best_size = shown, size
            elif size <= attack.budget and sure[0] > nearest_sure:
                nearest, nearest_sure = shown, float(sure[0])
            wanted = sure if goal.targeted else 1 - sure
            found.loss.append(-np.log(np.maximum(wanted, 1e-12)))
            found.confidence.append(sure)
            so_far = best if np.isfinite(best_size) else nearest
            on_step(search * each + step, so_far[None], found.loss[-1], sure)
        if reached:
            high = balance
        else:
            low = balance
        balance = (low + high) / 2 if np.isfinite(high) else balance * MORE
    return best if np.isfinite(best_size) else nearest


@lru_cache(maxsize=KEPT)
def _compiled(backbones: tuple[str, ...]) -> Any:
    """One step of Adam in tanh space; everything that changes is an argument."""
    from core.zoo import classifier

    model = classifier.folded(backbones[0])
    pixels = tf.TensorSpec([1, None, None, 3], tf.float32)
    mask_like = tf.TensorSpec([1, None, None, 1], tf.float32)
    number, whole = tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.int32)

    @tf.function(
        input_signature=[pixels] * 4 + [mask_like, whole] + [number] * 3,
    )
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
