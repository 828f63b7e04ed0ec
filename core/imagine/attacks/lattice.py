"""FGSM, iterative FGSM, PGD, MI-FGSM: sign-gradient attacks on the 8-bit lattice (heavy).

Everything an attack may do is a box: each colour value of the photo plus or minus the budget,
inside 0..255, and exactly the photo's own value where the mask forbids a change.  Steps and
random starts are whole levels, so every picture on the way can be saved without loss.

A batch may hold the same photo with different budgets: that is how the epsilon curve is drawn.
"""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from core.imagine.attacks.goal import SURE
from core.imagine.attacks.problem import Found, Problem


def box(
    photos: np.ndarray, budget: np.ndarray, region: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and highest pictures allowed, float32 like `photos` (uint8 [n, size, size, 3]).

    budget: whole levels [n]; region: bool [size, size], True where pixels may change.
    """
    centre = photos.astype(np.float32)
    reach = budget.astype(np.float32)[:, None, None, None]
    if region is not None:
        reach = reach * region[None, :, :, None]
    return np.maximum(centre - reach, 0), np.minimum(centre + reach, 255)


def random_in(low: np.ndarray, high: np.ndarray, seed: int) -> np.ndarray:
    """A random picture of whole levels inside the box, float32."""
    rng = np.random.default_rng(seed)
    return rng.integers(low.astype(int), high.astype(int) + 1).astype(np.float32)


def climb(
    problem: Problem,
    start: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    strides: np.ndarray,
    stop_when_sure: bool = True,
) -> Found:
    """Follow the sign of the gradient from `start` inside the box low..high (float32, whole).

    strides: levels a step [n].  Gives for each picture the best one met (the goal reached
    furthest).  With `stop_when_sure`, a picture that reaches its goal with margin (`SURE`) takes no
    further steps, and those that go on share the time.
    """
    victim, attack, count = problem.victim, problem.attack, len(start)
    best, furthest = start.astype(np.uint8), np.full(count, -1.0)
    found = Found(best, np.zeros(count, int))
    loss, confidence = np.full(count, np.nan), np.zeros(count)
    active = np.arange(count)
    pixels, velocity = tf.constant(start), tf.zeros(start.shape)
    bounds = tf.constant(low), tf.constant(high)
    rates, aim = tf.constant(strides.astype(np.float32)), problem.goal
    for step in range(attack.steps + 1):
        if step < attack.steps:
            moved, velocity, logits, loss_now = victim.step(
                pixels, velocity, *bounds, aim.labels, aim.direction, rates, attack.momentum
            )
            loss[active] = loss_now.numpy()
        else:
            logits = victim.logits(pixels)
        probabilities = tf.nn.softmax(logits).numpy()
        confidence[active] = now = aim.confidence(probabilities)
        rank = now + aim.reached(probabilities)  # reaching it counts more than any confidence
        better = rank >= furthest[active]  # of equals the later one: it carries further
        best[active[better]] = pixels.numpy()[better].astype(np.uint8)
        furthest[active[better]] = rank[better]
        problem.on_step(step, best, loss, confidence)
        if step == attack.steps:
            found.confidence.append(confidence.copy())
            break
        found.loss.append(loss.copy())
        found.confidence.append(confidence.copy())
        pixels = moved
        go_on = now < SURE if stop_when_sure else np.ones(len(active), bool)
        if not go_on.any():
            break
        if not go_on.all():
            active, aim = active[go_on], aim.only(go_on)
            pixels, velocity, rates, *rest = (
                tf.boolean_mask(tensor, go_on) for tensor in (pixels, velocity, rates, *bounds)
            )
            bounds = rest[0], rest[1]
        found.steps[active] += 1
    return found
