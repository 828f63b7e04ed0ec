"""PGD on real photos: ours, foolbox's and ART's, with the same network, epsilon and steps.

Every attack ends as 8-bit pictures, and one judge (the network itself, not the copy that ours was
computed with) counts whether they are taken for the target.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from core.datasets.samples import samples
from core.imagine.answers import logits_of
from core.imagine.attacks import run as attacks
from core.imagine.attacks.recipe import Attack
from core.zoo import classifier

BACKBONE = "efficientnet_lite0"
TARGET, EPSILON, STEPS = 284, 4, 20
ATTACK = Attack.of("pgd", backbones=(BACKBONE,), target=TARGET, budget=EPSILON, steps=STEPS, step=1)
ROUNDS = {1: 3, 20: 1}  # batch size: how often each is timed; the fastest counts
Run = Callable[[np.ndarray], np.ndarray]  # views uint8 -> pictures uint8


def run(say: Callable[[str], None]) -> dict[str, Any]:
    views = np.stack(
        [
            classifier.view(BACKBONE, entry.pixels())
            for entry in samples()
            if entry.labelled == "imagenet"
        ]
    )
    every: dict[str, Run] = {
        "ours": lambda photos: attacks.make(ATTACK, photos, early=False).pictures,
        "ours, stopping when sure": lambda photos: attacks.make(ATTACK, photos).pictures,
        "foolbox": _foolbox(),
        "art": _art(),
    }
    measured: dict[int, dict[str, dict[str, float]]] = {}
    for count, rounds in ROUNDS.items():
        photos = views[:count]
        seconds: dict[str, list[float]] = {name: [] for name in every}
        success: dict[str, float] = {}
        for name, attack in every.items():  # once for nothing: compiling is not what is compared
            say(f"{count} photos: warming up {name}")
            pictures = attack(photos)
            assert np.abs(pictures.astype(int) - photos).max() <= EPSILON
            success[name] = _hits(pictures)
        for _ in range(rounds):  # in turns, so that a busy machine is busy for all
            for name, attack in every.items():
                started = time.perf_counter()
                attack(photos)
                seconds[name].append(time.perf_counter() - started)
                say(f"{count} photos: {name} {seconds[name][-1]:.2f} s")
        measured[count] = {
            name: {"seconds": min(seconds[name]), "success": success[name]} for name in every
        }
    return {
        "backbone": BACKBONE,
        "epsilon": EPSILON,
        "steps": STEPS,
        "measured": {str(count): row for count, row in measured.items()},
        "peers": {
            peer: {
                str(count): {
                    "ratio": row[peer]["seconds"] / row["ours"]["seconds"],
                    "success": {"ours": row["ours"]["success"], "peer": row[peer]["success"]},
                }
                for count, row in measured.items()
            }
            for peer in ("foolbox", "art")
        },
    }


def table(result: dict[str, Any]) -> str:
    rows = [
        f"targeted PGD on {result['backbone']}, {result['steps']} steps, {result['epsilon']}/255",
        f"{'':26} {'photos':>6} {'seconds':>8} {'× ours':>7} {'success':>8}",
    ]
    for count, row in result["measured"].items():
        rows += [
            f"{name:26} {count:>6} {said['seconds']:8.2f} "
            f"{said['seconds'] / row['ours']['seconds']:7.1f} {said['success']:8.0%}"
            for name, said in row.items()
        ]
    return "\n".join(rows)


def _hits(pictures: np.ndarray) -> float:
    return float((logits_of(BACKBONE, pictures).argmax(1) == TARGET).mean())


def _foolbox() -> Run:
    import tensorflow as tf
    from foolbox.attacks.projected_gradient_descent import LinfProjectedGradientDescentAttack
    from foolbox.criteria import TargetedMisclassification
    from foolbox.models.tensorflow import TensorFlowModel

    model = TensorFlowModel(classifier.load(BACKBONE), bounds=(0, 255))
    attack = LinfProjectedGradientDescentAttack(abs_stepsize=1, steps=STEPS, random_start=False)

    def run(photos: np.ndarray) -> np.ndarray:
        # foolbox compares labels as 64-bit numbers on NumPy 2
        target = tf.fill([len(photos)], tf.constant(TARGET, tf.int64))
        criterion = TargetedMisclassification(target)
        images = tf.constant(photos, tf.float32)
        _raw, clipped, _hit = attack(model, images, criterion, epsilons=EPSILON)
        return np.asarray(clipped.numpy().round().astype(np.uint8))

    return run


def _art() -> Run:
    import tensorflow as tf
    from art.attacks.evasion import ProjectedGradientDescent
    from art.estimators.classification import TensorFlowV2Classifier

    model = classifier.load(BACKBONE)
    estimator = TensorFlowV2Classifier(
        model,
        nb_classes=1000,
        input_shape=model.input_shape[1:],
        loss_object=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        clip_values=(0, 255),
    )
    attack = ProjectedGradientDescent(
        estimator,
        eps=EPSILON,
        eps_step=1,
        max_iter=STEPS,
        targeted=True,
        batch_size=32,
        verbose=False,
    )

    def run(photos: np.ndarray) -> np.ndarray:
        target = np.full(len(photos), TARGET)
        return np.asarray(
            attack.generate(photos.astype(np.float32), y=target).round().astype(np.uint8)
        )

    return run
