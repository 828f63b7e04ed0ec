"""Sign-gradient attacks on the 8-bit lattice: FGSM, iterative FGSM, PGD, MI-FGSM (light).

Everything an attack may do is a box: each colour value of the photo plus or minus the budget,
inside 0..255, and exactly the photo's own value where the mask forbids a change.  Steps and
random starts are whole levels, so every picture on the way can be saved without loss.

A batch may hold the same photo with different budgets: that is how the epsilon curve is drawn.
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks.goal import SURE
from core.imagine.attacks.problem import Found, Problem

Box = tuple[np.ndarray, np.ndarray]  # lowest and highest pictures, float32 [n, size, size, 3]


def box(photos: np.ndarray, budget: np.ndarray, region: np.ndarray | None = None) -> Box:
    """What is allowed around `photos` (uint8 [n, size, size, 3]).

    budget: whole levels [n]; region: bool [size, size], True where pixels may change.
    """
    centre = photos.astype(np.float32)
    reach = budget.astype(np.float32)[:, None, None, None]
    if region is not None:
        reach = reach * region[None, :, :, None]
    return np.maximum(centre - reach, 0), np.minimum(centre + reach, 255)


def begin(problem: Problem, inside: Box) -> np.ndarray:
    """Where a climb begins, float32: the photos, or random pictures of whole levels in the box."""
    if not problem.random_start:
        return problem.photos.astype(np.float32)
    low, high = (bound.astype(int) for bound in inside)
    return np.random.default_rng(problem.seed).integers(low, high + 1).astype(np.float32)


def follow(problem: Problem) -> Found:
    """The climb in the box of the budget: what FGSM, PGD and their relatives have in common."""
    inside = box(problem.photos, problem.budgets, problem.region)
    return climb(problem, begin(problem, inside), inside)


def climb(problem: Problem, start: np.ndarray, inside: Box) -> Found:
    """Follow the sign of the gradient from `start` (float32, whole) inside the box.

    Gives for each picture the best one met (the goal reached furthest).  Where the problem allows
    an early end, a picture that reaches its goal with margin (`SURE`) takes no further steps, and
    those that go on share the time.
    """
    import tensorflow as tf

    victim, count = problem.victim, len(start)
    found, furthest = Found.start(start), np.full(count, -1.0)
    best = found.pictures
    loss, confidence = np.full(count, np.nan), np.zeros(count)
    active = np.arange(count)
    pixels, velocity = tf.constant(start), tf.zeros(start.shape)
    bounds = tf.constant(inside[0]), tf.constant(inside[1])
    rates, aim = tf.constant(problem.strides.astype(np.float32)), problem.goal
    for step in range(problem.steps + 1):
        if step < problem.steps:
            moved, velocity, logits, loss_now = victim.step(
                (pixels, velocity), bounds, (aim.labels, aim.direction), rates, problem.momentum
            )
            loss[active] = loss_now.numpy()
        else:
            logits = victim.logits(pixels)
        probabilities = tf.nn.softmax(logits).numpy()
        confidence[active] = now = aim.confidence(probabilities)
        rank = aim.rank(probabilities)
        better = rank >= furthest[active]  # of equals the later one: it carries further
        best[active[better]] = pixels.numpy()[better].astype(np.uint8)
        furthest[active[better]] = rank[better]
        problem.on_step(step, best, loss, confidence)
        if step == problem.steps:
            found.confidence.append(confidence.copy())
            break
        found.note(loss.copy(), confidence.copy())
        pixels = moved
        go_on = now < SURE if problem.early else np.ones(len(active), bool)
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
