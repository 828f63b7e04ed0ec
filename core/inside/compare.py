"""Before and after in numbers and pictures (heavy)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np

from core import images
from core.images import from_text
from core.imagine.activations import strongest, told
from core.imagine.saliency import to_one, weighed
from core.inside import networks, similarity
from core.inside.networks import Pair, State
from core.statistics import wilson_interval
from core.transfer.photos import seen, subset_of
from core.transfer.prefix import pixels_of
from core.transfer.recipe import Recipe
from core.transfer.stages import unfrozen_variables
from core.work import Cancelled, Document, Report, look_up, steps
from core.zoo import catalog, facts, split

BATCH = 32
NUMBERS = 60_000_000  # activations held of one state at a time, for CKA
FEWEST, MOST = 24, 200  # photos that CKA compares
MAP_PHOTOS = 300  # photos on the 2-D map
CHANNELS = 4
LARGEST_HEAT = 28  # pixels a side of the heat maps that are sent
T = TypeVar("T")
OnStep = Callable[[int, int], None]  # done, of how many; may raise to stop


def compare(recipe: Recipe, report: Report, cancelled: Cancelled) -> dict[str, Any]:
    """Retrain a recipe and say what became of its network.

    ``blocks``: of each ``change`` (‖after − before‖ / ‖before‖ over all its weights) and ``cka``
    (linear, on ``cka_photos`` test photos); ``map``: test photos before and after on one plane
    (``method``, ``before``, ``after`` [[x, y]], ``labels``, ``index``); ``separation``: share of
    photos whose neighbours in feature space are of their class (``before``, ``after`` with
    intervals, ``p`` of the sign test); ``accuracy`` of both; ``frozen``.
    """
    both = networks.pair(recipe.check(), report, cancelled)
    subset = subset_of(recipe)
    test = subset.test
    count = min(len(test), MAP_PHOTOS)
    pixels = seen(recipe, pixels_of(test, recipe.size, slice(0, count)))
    labels = test.labels[:count]
    on_step = steps(report, cancelled, "measure")
    acts = [_behind(state, recipe.backbone, pixels, on_step) for state in _states(both)]
    cka = [similarity.linear_cka(one, other) for one, other in zip(acts[0], acts[-1], strict=True)]
    features = [
        _pooled(state, pixels, behind[-1], on_step)
        for state, behind in zip(_states(both), acts, strict=True)
    ]
    photos, before, after = len(acts[0][0]), features[0], features[-1]
    del acts
    agree = [similarity.neighbours_agree(part, labels) for part in (before, after)]
    method, first, second = _watched(lambda: similarity.joint_map(before, after, labels), cancelled)
    return {
        "frozen": both.frozen,
        "accuracy": [both.before.accuracy, both.after.accuracy],
        "blocks": [
            {"change": change, "cka": alike}
            for change, alike in zip(_changes(both), cka, strict=True)
        ],
        "cka_photos": photos,
        "map": {
            "method": method,
            "before": first.round(4).tolist(),
            "after": second.round(4).tolist(),
            "labels": labels.tolist(),
            "index": test.index[:count].tolist(),
        },
        "separation": {
            "before": _share(agree[0]),
            "after": _share(agree[1]),
            "p": similarity.sign_test(*agree),
        },
    }


def look(recipe: Recipe, photo: np.ndarray, report: Report, cancelled: Cancelled) -> dict[str, Any]:
    """One photo uint8 [h, w, 3] before and after.

    ``view`` (PNG), ``target`` (the class that the trained network sees), ``probability`` of it in
    both states, and of each block ``heat`` (Grad-CAM in 0..1, None for maps too large to be sent),
    ``channels`` (the strongest ones before) and ``maps`` of these before and after.
    """
    both = networks.pair(recipe.check(), report, cancelled)
    view = images.resize(photo[None], recipe.size)
    pixels = seen(recipe, view)
    answers = [_probabilities(state, pixels) for state in _states(both)]
    target = int(answers[-1].argmax())
    told_all = []
    for state in _states(both):
        look_up(cancelled)
        told_all.append(_gradcam(state, recipe.backbone, pixels, target))
    (acts_before, heat_before), (acts_after, heat_after) = told_all[0], told_all[-1]
    blocks = []
    for number in range(len(acts_before)):
        first = strongest(acts_before[number], CHANNELS)
        second = [told(acts_after[number][..., one["channel"]], one["channel"]) for one in first]
        blocks.append(
            {
                "heat": [_sent(heat_before[number]), _sent(heat_after[number])],
                "maps": [[one["map"] for one in side] for side in (first, second)],
                "channels": [one["channel"] for one in first],
            }
        )
    return {
        "view": images.to_text(view[0]),
        "target": target,
        "probability": [float(answers[0][target]), float(answers[-1][target])],
        "frozen": both.frozen,
        "blocks": blocks,
    }


def _states(both: Pair) -> list[State]:
    return [both.before] if both.frozen else [both.before, both.after]


def _changes(both: Pair) -> list[float]:
    """Of every block, over all that could have learned: batch norm only where it was let loose."""
    out = []
    for block in facts.by_block(both.before.trunk, catalog.get(both.recipe.backbone).blocks):
        now = [both.after.trunk.get_layer(layer.name) for layer in block]
        old, new = (
            [np.asarray(v, np.float64) for v in unfrozen_variables(layers, both.recipe)]
            for layers in (block, now)
        )
        moved = sum(float(((b - a) ** 2).sum()) for a, b in zip(old, new, strict=True))
        length = sum(float((a**2).sum()) for a in old)
        out.append(float(np.sqrt(moved / length)) if length else 0.0)
    return out


def _behind(state: State, backbone: str, pixels: np.ndarray, on_step: OnStep) -> list[np.ndarray]:
    """Float32 [n, ...] behind every block, of as many photos as memory allows."""
    model = split.ends(state.trunk, catalog.get(backbone).blocks)
    single = sum(int(np.prod(out.shape[1:])) for out in model(_floats(pixels[:1]), training=False))
    count = min(len(pixels), max(FEWEST, min(MOST, NUMBERS // single)))
    parts: list[list[np.ndarray]] = []
    for start in range(0, count, BATCH):
        on_step(start, len(pixels))
        outs = model(_floats(pixels[start : min(start + BATCH, count)]), training=False)
        parts.append([np.asarray(out) for out in outs])
    return [np.concatenate(block) for block in zip(*parts, strict=True)]


def _pooled(state: State, pixels: np.ndarray, known: np.ndarray, on_step: OnStep) -> np.ndarray:
    """What the head sees: float32 [n, channels]; `known`: the last maps of the first photos."""
    out = [known.mean((1, 2))]
    for start in range(len(known), len(pixels), BATCH):
        on_step(start, len(pixels))
        last = state.trunk(_floats(pixels[start : start + BATCH]), training=False)
        out.append(np.asarray(last).mean((1, 2)))
    return np.concatenate(out)


def _watched(work: Callable[[], T], cancelled: Cancelled) -> T:
    """The result of work that takes seconds and cannot be told to stop; it is left alone when the
    learner does not want it any more."""
    pool = ThreadPoolExecutor(1)
    try:
        future = pool.submit(work)
        while True:
            look_up(cancelled)
            try:
                return future.result(timeout=0.1)
            except TimeoutError:
                continue
    finally:
        pool.shutdown(wait=False)


def _probabilities(state: State, pixels: np.ndarray) -> np.ndarray:
    import tensorflow as tf

    last = state.trunk(_floats(pixels), training=False)
    return np.asarray(np.asarray(tf.nn.softmax(state.head(tf.reduce_mean(last, [1, 2]))))[0])


def _gradcam(
    state: State, backbone: str, pixels: np.ndarray, target: int
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Activations [h, w, c] and Grad-CAM [h, w] in 0..1 behind every block (Selvaraju 2017)."""
    import tensorflow as tf

    model = split.ends(state.trunk, catalog.get(backbone).blocks)
    with tf.GradientTape() as tape:
        seen = _floats(pixels)
        tape.watch(seen)
        acts = model(seen, training=False)
        score = state.head(tf.reduce_mean(acts[-1], [1, 2]))[:, target]
    gradients = tape.gradient(score, acts)
    both = zip(acts, gradients, strict=True)
    heats = [to_one(weighed(act.numpy(), gradient.numpy()))[0] for act, gradient in both]
    return [np.asarray(act)[0] for act in acts], heats


def _sent(heat: np.ndarray) -> list[list[float]] | None:
    return np.round(heat, 3).tolist() if max(heat.shape) <= LARGEST_HEAT else None


def _floats(pixels: np.ndarray) -> Any:
    import tensorflow as tf

    return tf.cast(pixels, tf.float32)


def _share(right: np.ndarray) -> dict[str, Any]:
    return {
        "share": float(right.mean()),
        "interval": list(wilson_interval(int(right.sum()), len(right))),
    }


def before_after_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What training changed inside the network of ``payload["recipe"]``."""
    return compare(Recipe.from_json(payload["recipe"]), report, cancelled)


def before_after_photo_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What the network of ``payload["recipe"]`` made of ``payload["photo"]`` before, and after."""
    recipe = Recipe.from_json(payload["recipe"])
    return look(recipe, from_text(payload["photo"]), report, cancelled)
