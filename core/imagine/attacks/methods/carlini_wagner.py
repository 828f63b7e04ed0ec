"""Carlini & Wagner's L2 attack: the least change that still reaches the goal.

arXiv 1608.04644: minimise ‖change‖² + c · max(gap, 0) with Adam in tanh space, where the gap is how
far the logits are from the goal; a search over c finds the balance.  The network sees the picture
rounded to whole levels (the gradient passes through the rounding), so what is found is found for
the saved file.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from core.imagine.attacks import shorten
from core.imagine.attacks.method import Method
from core.imagine.attacks.problem import Found, Problem, one_by_one
from core.messages import msg

SEARCHES = 5  # balances c that are tried
FIRST = 0.1  # the first of them
MORE = 10.0  # by which c grows while no picture reaches the goal
RATE = 0.01
BETA_1, BETA_2, TINY = 0.9, 0.999, 1e-8
EDGE = 0.999999  # keeps tanh's inverse finite at 0 and 255
KEPT = 4  # compiled networks of one process


class Adam(NamedTuple):
    """What a step moves: the change in tanh space, and Adam's two means; float32 like the photo."""

    space: Any
    first: Any
    second: Any


class Aim(NamedTuple):
    """What stays the same during a search."""

    centre: Any  # the photo, float32 [1, size, size, 3]
    mask: Any  # 1 where it may change, float32 [1, size, size, 1]
    label: Any
    direction: Any
    balance: Any


def make(problem: Problem) -> Found:
    import tensorflow as tf

    goal, photo = problem.goal, problem.photos[0]
    found = Found.start(problem.photos)
    step_of = compiled(problem.victim.backbones[0])
    centre = tf.constant(problem.photos, tf.float32)
    allowed = np.ones(photo.shape[:2]) if problem.region is None else problem.region
    mask = tf.constant(allowed[None, :, :, None], tf.float32)
    start = tf.atanh((centre / 127.5 - 1) * EDGE)
    balance, low, high = FIRST, 0.0, np.inf
    searches = min(SEARCHES, problem.steps)
    furthest = (False, 0.0)  # whether the goal is reached; then the shortest, else the surest
    for _search in range(searches):
        adam = Adam(start, tf.zeros_like(start), tf.zeros_like(start))
        aim = Aim(centre, mask, goal.labels[0, 0], goal.direction, balance)
        reached = False
        for count in range(1, problem.steps // searches + 1):
            adam, picture, logits = step_of(adam, aim, float(count))
            said = tf.nn.softmax(logits).numpy()[None]
            shown, sure = picture.numpy()[0].astype(np.uint8), goal.confidence(said)
            size, hit = shorten.length(photo, shown), bool(goal.reached(said)[0])
            reached = reached or hit
            rank = (hit, -size if hit else float(sure[0]))
            if size <= problem.budgets[0] and rank > furthest:
                found.pictures[0], furthest = shown, rank
            found.tell(problem, sure, found.pictures)
            found.steps[0] += 1
        if reached:
            high = balance
        else:
            low = balance
        balance = (low + high) / 2 if np.isfinite(high) else balance * MORE
    return found


@lru_cache(maxsize=KEPT)
def compiled(backbone: str) -> Any:
    """``(Adam, Aim, count) -> (Adam, picture, logits)``: one step of Adam in tanh space; everything
    that changes is an argument."""
    import tensorflow as tf

    from core.zoo import classifier

    model = classifier.folded(backbone)
    pixels = tf.TensorSpec([1, None, None, 3], tf.float32)
    mask_like = tf.TensorSpec([1, None, None, 1], tf.float32)
    number, whole = tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.int32)

    def step(adam: Adam, aim: Aim, count: Any) -> tuple[Adam, Any, Any]:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(adam.space)
            reach = 127.5 * (tf.tanh(adam.space) + 1) - aim.centre
            smooth = aim.centre + aim.mask * reach
            picture = smooth + tf.stop_gradient(tf.round(smooth) - smooth)
            logits = model(picture, training=False)
            own = logits[0, aim.label]
            other = tf.reduce_max(logits[0] - 1e9 * tf.one_hot(aim.label, logits.shape[1]))
            gap = tf.maximum(aim.direction * (own - other), 0.0)
            size = tf.reduce_sum(((smooth - aim.centre) / 255) ** 2)
            loss = size + aim.balance * gap
        slope = tape.gradient(loss, adam.space)
        first = BETA_1 * adam.first + (1 - BETA_1) * slope
        second = BETA_2 * adam.second + (1 - BETA_2) * slope**2
        rate = RATE * tf.sqrt(1 - BETA_2**count) / (1 - BETA_1**count)
        space = adam.space - rate * first / (tf.sqrt(second) + TINY)
        return Adam(space, first, second), picture, logits

    taken = Adam(pixels, pixels, pixels), Aim(pixels, mask_like, whole, number, number), number
    return tf.function(step, input_signature=taken, autograph=False)


METHOD = Method(
    "Carlini & Wagner L2",
    place=50,
    norm="l2",
    make=one_by_one(make),
    sentence=msg("Searches for the smallest change of all that still reaches the target."),
    explained=msg(
        "**Carlini & Wagner**: minimises the length of the change and the distance from the goal "
        "together, and searches for the balance between them."
    ),
    citation="Carlini & Wagner 2017, Towards Evaluating the Robustness of Neural Networks",
    url="https://arxiv.org/abs/1608.04644",
    budget=2,
    highest=20,
    steps=300,
)
