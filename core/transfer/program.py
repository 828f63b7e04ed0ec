"""The same experiment as a plain Keras program that a learner can read, run and change (light).

`write` assembles one script from the recipe: only what the recipe uses is in it.  Where the lab
does something in another order for speed (stored activations, its own compiled loop), the program
does the plain thing and says so.  Comments are messages, so they come in the reader's language.
"""

from __future__ import annotations

import json

from core.datasets import library
from core.messages import msg
from core.transfer import program_network as network
from core.transfer import program_training as training
from core.transfer.program_learns import adapters
from core.transfer.program_network import Words, comment
from core.transfer.recipe import Recipe


def write(recipe: Recipe, words: Words = str) -> str:
    """A complete Python script that does what the recipe says.

    words: puts a comment into the reader's language.
    """
    parts = [_opening(recipe, words), _photos(recipe, words)]
    probe = recipe.head == "probe" and not recipe.scratch
    if recipe.scratch:
        parts += [network.scratch(recipe, words), *training.plain(recipe, words)]
    else:
        parts.append(network.trunk(recipe, words))
        if recipe.unfreeze:
            parts += [adapters(recipe, words), network.whole_model(recipe, words)]
            parts += training.stages(recipe, words)
        elif probe:
            parts += [network.features(recipe, words), training.probe(words)]
        else:
            parts += [network.features(recipe, words), network.head_model(recipe, words)]
            parts += training.plain(recipe, words)
    if not probe:
        photos = "x_test" if recipe.scratch or recipe.unfreeze else "f_test"
        parts.append(training.answers(recipe, photos, words))
    parts.append(_verdict(words))
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _opening(recipe: Recipe, words: Words) -> str:
    data = library.get(recipe.dataset)
    own_trunk = not recipe.scratch and recipe.network.entry.trained_weights == "bundled"
    own_parts = own_trunk or not data.in_keras
    lines = [comment(words, msg("Written by the Transfer Learning Lab from one of its recipes."))]
    if own_parts:
        lines.append(comment(words, msg("It uses parts of the lab: run it in the lab’s folder.")))
    if recipe.fault:
        said = msg("The mistake of this recipe is left out: this is the healthy training.")
        lines.append(comment(words, said))
    if recipe.seconds:
        said = msg("The time limit of this recipe is left out: all its epochs are run.")
        lines.append(comment(words, said))
    lines += ["import keras", "import numpy as np"]
    if recipe.head == "probe" and not recipe.scratch:
        lines.append("from sklearn.linear_model import LogisticRegression")
    if own_parts:
        lines.append("")
    if not data.in_keras:
        lines.append("from core.datasets import library")
    if own_trunk:
        lines.append("from core.zoo import network")
    numbers = [data.classes.index(name) for name in recipe.class_names]
    names = json.dumps(library.labels(recipe.dataset, recipe.class_names), ensure_ascii=False)
    counts = f"{recipe.per_class}, {recipe.val_per_class}, {recipe.test_per_class}"
    lines += [
        "",
        f"CLASSES = {names}",
        f"NUMBERS = {numbers}  " + comment(words, msg("their labels in the dataset")),
        f"PER_CLASS, VAL_PER_CLASS, TEST_PER_CLASS = {counts}",
        f"SIZE = {recipe.size}  " + comment(words, msg("pixels a side that the network sees")),
        f"EPOCHS, BATCH, SEED = {recipe.epochs}, {recipe.batch}, {recipe.seed}",
        f"RATE = {recipe.lr:g}",
        "",
        "keras.utils.set_random_seed(SEED)",
    ]
    return "\n".join(lines)


def _photos(recipe: Recipe, words: Words) -> str:
    said = comment(words, msg("The lab’s photos for this seed, in three sets that share none."))
    if library.get(recipe.dataset).in_keras:
        load = (
            "(photos, labels), (test_photos, test_labels) = "
            f"keras.datasets.{recipe.dataset}.load_data()\n"
            "labels, test_labels = labels.ravel(), test_labels.ravel()"
        )
    else:
        load = (
            f'everything = library.load("{recipe.dataset}")\n'
            "photos, test_photos = np.split(everything.images, [everything.train])\n"
            "labels, test_labels = np.split(everything.labels, [everything.train])"
        )
    return f"""
{said}
{load}


def shuffled(labels, part, number):
    return np.random.default_rng([SEED, part, number]).permutation(np.flatnonzero(labels == number))


def gather(photos, rows):
    rows = np.stack(rows, axis=1).ravel()
    return photos[rows], np.tile(np.arange(len(NUMBERS)), len(rows) // len(NUMBERS))


pools = [shuffled(labels, 0, number) for number in NUMBERS]
exams = [shuffled(test_labels, 1, number) for number in NUMBERS]
x_train, y_train = gather(photos, [pool[:PER_CLASS] for pool in pools])
x_val, y_val = gather(photos, [pool[-VAL_PER_CLASS:] for pool in pools])
x_test, y_test = gather(test_photos, [exam[:TEST_PER_CLASS] for exam in exams])
resize = keras.layers.Resizing(SIZE, SIZE, interpolation="bilinear")
"""


def _verdict(words: Words) -> str:
    said = comment(
        words, msg("The test photos are used once, here. The interval is Wilson’s, 95%.")
    )
    return f"""
{said}
right, n, z = int((predicted == y_test).sum()), len(y_test), 1.96
middle = (right / n + z * z / (2 * n)) / (1 + z * z / n)
half = z / (1 + z * z / n) * np.sqrt(right / n * (1 - right / n) / n + (z / (2 * n)) ** 2)
print(f"test accuracy {{right / n:.3f}} ({{middle - half:.3f}} to {{middle + half:.3f}})")
"""
