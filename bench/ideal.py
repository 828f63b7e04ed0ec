"""Ideal images: who is recognised by a network that took no part, in the same time?

Ten classes, one run: our Fourier and MACO images, raw pixels and the course's way (pixels with
total variation), and `tf-keras-vis` with its own defaults, all on EfficientNet-Lite0.  Every image
gets the seconds that the Fourier image took, and is judged from its PNG.  Lists are in the order of
``classes``; seconds and steps are medians over them.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from core import images
from core.environment import describe as environment
from core.imagine.ideal.recipe import Ideal, Term

BACKBONE, JUDGE = "efficientnet_lite0", "squeezenet"
CLASSES = (284, 340, 1, 84, 953, 949, 22, 779, 980, 323)
OURS = ("fourier", "maco", "pixel", "tv")
WAYS = (*OURS, "tf_keras_vis")
TOP = 5
Say = Callable[[str], None]


def run(say: Say) -> dict[str, Any]:
    from core.imagine.ideal.loop import ideal

    peer = _Peer()
    recipes = {name: Ideal(backbone=BACKBONE, param=name) for name in OURS}
    for recipe in recipes.values():
        ideal(recipe.but(steps=2))  # compiled before the clock runs
    rows = []
    for index in CLASSES:
        rows.append(_row(index, recipes, peer))
        told = ", ".join(f"{name} {rows[-1][name]['rank']}" for name in WAYS)
        say(f"class {index}: rank by {JUDGE}: {told}")
    return {
        "classes": list(CLASSES),
        "own_probability": {
            name: {str(index): row[name]["own"] for index, row in zip(CLASSES, rows, strict=True)}
            for name in WAYS
        },
        "rank_elsewhere": {
            name: {str(index): row[name]["rank"] for index, row in zip(CLASSES, rows, strict=True)}
            for name in WAYS
        },
        "top5_elsewhere": {name: sum(row[name]["rank"] <= TOP for row in rows) for name in WAYS},
        "seconds": {
            name: float(np.median([row[name]["seconds"] for row in rows])) for name in WAYS
        },
        "steps": {name: int(np.median([row[name]["steps"] for row in rows])) for name in WAYS},
        "first_frame": max(row["fourier"]["first_frame"] for row in rows),
        "environment": environment(),
    }


def _row(index: int, recipes: dict[str, Ideal], peer: _Peer) -> dict[str, dict[str, Any]]:
    """Each way's image of a class, judged; the first one's time is everybody's."""
    from core.imagine.ideal.loop import ideal, ideals

    objective = (Term(index=index),)
    best = ideal(recipes["fourier"].but(objective=objective))
    budget = best["seconds"]["steps"]
    row = {"fourier": _judged(images.from_text(best["png"]), index, budget, best["steps"])}
    row["fourier"]["first_frame"] = best["seconds"]["first_frame"]
    for name in OURS[1:]:
        recipe = recipes[name].but(objective=objective, steps=4096)
        made = ideals([recipe], budget=budget)["images"][0]
        image = images.from_text(made["png"])
        row[name] = _judged(image, index, made["seconds"]["steps"], made["steps"])
    return row | {"tf_keras_vis": _judged(*peer.image(index, budget))}


def _judged(image: np.ndarray, index: int, seconds: float, steps: int) -> dict[str, Any]:
    from core.imagine.ideal import judge

    return {
        "own": judge.opinion(image, BACKBONE, index)["probability"],
        "rank": judge.opinion(image, JUDGE, index)["rank"],
        "seconds": seconds,
        "steps": steps,
    }


class _Peer:
    """`tf-keras-vis` with its own defaults; it cannot be told a time, so its steps are counted."""

    def __init__(self) -> None:
        from tf_keras_vis.activation_maximization import ActivationMaximization

        from core.zoo import classifier

        self.maximise = ActivationMaximization(classifier.load(BACKBONE), clone=False)
        self._make(0, 3)
        started = time.perf_counter()
        self._make(0, 10)
        self.a_step = (time.perf_counter() - started) / 10

    def image(self, index: int, budget: float) -> tuple[np.ndarray, int, float, int]:
        """The image uint8 [h, w, 3] of a class after `budget` seconds, the class, its time and
        steps."""
        steps = max(1, round(budget / self.a_step))
        started = time.perf_counter()
        image = self._make(index, steps)
        seconds = time.perf_counter() - started
        self.a_step = seconds / steps
        return image, index, seconds, steps

    def _make(self, index: int, steps: int) -> np.ndarray:
        import tensorflow as tf
        from tf_keras_vis.utils.scores import CategoricalScore

        from core.zoo import catalog

        tf.random.set_seed(0)
        size = catalog.get(BACKBONE).native_size
        start = tf.random.uniform([1, size, size, 3], 0, 255)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it hands the input over in a list
            made = self.maximise(CategoricalScore([index]), seed_input=start, steps=steps)
        return np.asarray(made[0]).clip(0, 255).round().astype(np.uint8)


def table(result: dict[str, Any]) -> str:
    lines = ["", f"Ideal images of {len(result['classes'])} classes, the same time for each way"]
    for name in WAYS:
        own = min(result["own_probability"][name].values())
        lines.append(
            f"  {name:14} {result['seconds'][name]:5.1f} s, {result['steps'][name]:5} steps, "
            f"own P at least {own:.3f}, top 5 of {JUDGE} {result['top5_elsewhere'][name]:2}"
        )
    lines.append(f"  first frame after {result['first_frame']:.2f} s at most")
    return "\n".join(lines)
