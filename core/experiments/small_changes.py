"""Why a change that nobody sees is large for a network: its steps, and what they add up to (heavy).

Goodfellow et al. 2015, arXiv 1412.6572: to a network that is nearly linear, many small changes in
the right direction add up, one term for every colour value; in random directions they cancel.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from core import images
from core.images import from_text
from core.imagine.answers import softmax
from core.imagine.attacks.lattice import box
from core.imagine.attacks.victim import Victim, victim
from core.work import Cancelled, Document, Report, steps
from core.zoo import classifier

STEPS = 8
LEVELS = (1, 2, 4, 8)  # sizes of a change, of 255
BATCH = 24
SEED = 0
GREY, LOUD = 128, 100  # a gradient's picture: its middle, and its 99th percentile above that

Told = Callable[[int, int], None]


def untold(done: int, total: int) -> None:
    """Tell nobody."""


def loop(
    photo: np.ndarray, backbone_id: str, target: int | None, levels: int, on_step: Told = untold
) -> dict[str, Any]:
    """`STEPS` steps of one level each along the gradient's sign, none further than `levels`.

    photo: uint8 [h, w, 3].  target: the class to reach; None to leave the network's own answer.
    Gives ``own`` (class of the clean photo), ``steps``: rows of ``image`` and ``gradient`` (as
    text, see `core.images`; grey is zero), ``loss``, ``probability`` (of the target or of the own
    answer), ``answer`` and ``share`` of the first class, and ``edge``: the share of colour values
    that stand at the edge of the box and cannot go on.
    """
    network = victim((backbone_id,))
    before = classifier.view(backbone_id, photo)[None]
    low, high = box(before, np.array([levels]))
    own = int(network.probabilities(before)[0, 0].argmax())
    label, direction = (own, 1.0) if target is None else (target, -1.0)
    pixels, rows = before.astype(np.float32), []
    for step in range(STEPS + 1):
        on_step(step, STEPS)
        logits, loss, gradient = network.pull(pixels, np.array([[label]], np.int32), direction)
        probabilities, pull = softmax(logits.numpy()[0])[0], gradient.numpy()
        best = int(probabilities.argmax())
        rows.append(
            {
                "image": images.to_text(pixels[0].astype(np.uint8)),
                "gradient": images.to_text(_picture(pull[0])),
                "loss": float(loss.numpy()[0]),
                "probability": float(probabilities[label]),
                "answer": best,
                "share": float(probabilities[best]),
                "edge": float(((pixels == low) | (pixels == high)).mean()),
            }
        )
        pixels = np.clip(pixels + np.sign(pull), low, high)
    return {"own": own, "steps": rows}


def _picture(gradient: np.ndarray) -> np.ndarray:
    size = max(float(np.quantile(np.abs(gradient), 0.99)), 1e-12)
    return np.clip(GREY + LOUD * gradient / size, 0, 255).astype(np.uint8)


def adding_up(
    photo: np.ndarray, backbone_id: str, target: int | None, on_batch: Told = untold
) -> dict[str, Any]:
    """Change more and more colour values by 1, 2, 4 or 8 levels and measure the balance.

    The balance is the logit of the rival (the target, or else the second best class) minus that of
    the network's own answer: above zero the answer has flipped.  Gives ``own``, ``rival``,
    ``values`` (how many there are) and ``curves``: levels → {count [n], ``sign``, ``random``
    (balance where each value moved with the gradient's sign, or with a random one), ``linear``
    (what the gradient alone foretells)}.  The same values change in all of them.
    """
    network = victim((backbone_id,))
    before = classifier.view(backbone_id, photo)
    order = network.logits(before[None].astype(np.float32)).numpy()[0, 0].argsort()
    own = int(order[-1])
    rival = target if target is not None and target != own else int(order[-2])
    gradient, start = _balance_gradient(network, before, own, rival)
    rng = np.random.default_rng(SEED)
    queue = rng.permutation(before.size)
    coins = rng.choice([-1.0, 1.0], before.size).astype(np.float32)
    signs = np.sign(gradient.ravel())
    counts = _counts(before.size)
    pictures, linear = [], {}
    for levels in LEVELS:
        foretold = start + levels * np.cumsum(np.abs(gradient.ravel()[queue]))
        linear[levels] = [float(start if not n else foretold[n - 1]) for n in counts]
        for way in (signs, coins):
            for count in counts:
                moved = before.astype(np.float32).ravel()
                moved[queue[:count]] += levels * way[queue[:count]]
                pictures.append(np.clip(moved, 0, 255).reshape(before.shape))
    balance = _balances(network, np.stack(pictures), own, rival, on_batch)
    measured = balance.reshape(len(LEVELS), 2, len(counts))
    return {
        "own": own,
        "rival": rival,
        "values": int(before.size),
        "curves": {
            str(levels): {
                "count": counts,
                "sign": measured[place, 0].tolist(),
                "random": measured[place, 1].tolist(),
                "linear": linear[levels],
            }
            for place, levels in enumerate(LEVELS)
        },
    }


def _counts(most: int) -> list[int]:
    """0, then from one value to all of them on a log scale."""
    return [0, *sorted({round(n) for n in np.geomspace(1, most, 11)})]


def _balance_gradient(
    network: Victim, before: np.ndarray, own: int, rival: int
) -> tuple[np.ndarray, float]:
    """Gradient and value of the balance: two cross-entropies differ by exactly the two logits."""
    pixels = before[None].astype(np.float32)
    logits, _, away = network.pull(pixels, np.array([[own]], np.int32), 1.0)
    _, _, towards = network.pull(pixels, np.array([[rival]], np.int32), -1.0)
    values = logits.numpy()[0, 0]
    return (away + towards).numpy()[0], float(values[rival] - values[own])


def _balances(
    network: Victim, pictures: np.ndarray, own: int, rival: int, on_batch: Told
) -> np.ndarray:
    out = []
    for start in range(0, len(pictures), BATCH):
        on_batch(start, len(pictures))
        logits = network.logits(tf.constant(pictures[start : start + BATCH])).numpy()[0]
        out.append(logits[:, rival] - logits[:, own])
    return np.concatenate(out)


def attack_loop_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """An attack on ``payload["photo"]`` step by step (`core.experiments.small_changes.loop`)."""
    photo, on_step = from_text(payload["photo"]), steps(report, cancelled, "measure")
    return loop(photo, payload["backbone"], payload["target"], payload["levels"], on_step)


def adding_up_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What many small changes of ``payload["photo"]`` add up to."""
    photo, on_batch = from_text(payload["photo"]), steps(report, cancelled, "measure")
    return adding_up(photo, payload["backbone"], payload["target"], on_batch)
