"""A training as a notebook in plain Keras, with what it needs beside it.

`write` (light) makes the notebook: nothing of this project is imported in it.  Beside it lie
``backbone.keras`` (the network before training, preprocessing inside) and ``photos.npz`` (the same
three sets of photos, scaled as the network sees them).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from core import images, notebook
from core.datasets import library
from core.messages import msg
from core.study.lines import LINES
from core.transfer import program_network as network
from core.transfer import program_training as training
from core.transfer.photos import subset_of
from core.transfer.program_learns import adapters
from core.transfer.recipe import Recipe
from core.translations import Words

BACKBONE, PHOTOS = "backbone.keras", "photos.npz"


def write(recipe: Recipe, expected: tuple[float, float, float], words: Words) -> str:
    """The notebook as the text of an .ipynb file.

    expected: test accuracy that the Lab measured, and its interval.
    """
    cells = [
        notebook.text(_opening(recipe, expected, words)),
        notebook.code(_start(recipe, words)),
        notebook.text(words(msg("## The photos"))),
        notebook.code(_photos(words)),
        notebook.text(words(msg("## The network"))),
    ]
    cells += [notebook.code(part) for part in _network(recipe, words)]
    cells.append(notebook.text(words(msg("## Training"))))
    cells += [notebook.code(_watched(part)) for part in _training(recipe, words)]
    if not _probe(recipe):
        cells += [
            notebook.text(words(msg("## Learning curves"))),
            notebook.code(_curves(recipe, words)),
        ]
    cells += [
        notebook.text(words(msg("## The test photos, once"))),
        notebook.code(_test(recipe)),
        notebook.code(_pictures(words)),
        notebook.text(_finished(words)),
    ]
    return notebook.book(cells)


def _probe(recipe: Recipe) -> bool:
    return recipe.head == "probe" and not recipe.scratch


def _network(recipe: Recipe, words: Words) -> list[str]:
    if recipe.scratch:
        return [network.scratch(recipe, words)]
    if recipe.unfreeze:
        adapted = [part] if (part := adapters(recipe, words)) else []
        return [_trunk(words), *adapted, network.whole_model(recipe, words)]
    features = [_trunk(words), network.features(recipe, words)]
    return features if _probe(recipe) else [*features, network.head_model(recipe, words)]


def _training(recipe: Recipe, words: Words) -> list[str]:
    if _probe(recipe):
        return [training.probe(words)]
    if recipe.unfreeze and not recipe.scratch:
        return list(training.stages(recipe, words))
    return training.plain(recipe, words)


def _finished(words: Words) -> str:
    title = words(msg("## The finished network"))
    said = words(
        msg("If `best.keras` lies beside this notebook, these lines ask it about any photo:")
    )
    return f"{title}\n\n{said}\n\n```python\n{LINES}\n```"


def photos(recipe: Recipe, path: Path) -> None:
    """Write the recipe's three sets, scaled to its input, with the class names (light)."""
    subset = subset_of(recipe)
    arrays: dict[str, Any] = {}
    for part in ("train", "val", "test"):
        split = getattr(subset, part)
        arrays[f"x_{part}"] = images.resize(split.images, recipe.size)
        arrays[f"y_{part}"] = split.labels.astype(np.int32)
    np.savez_compressed(path, **arrays)


def _watched(part: str) -> str:
    """A piece of the training that keeps its history for the curves."""
    if "model.fit(" not in part:
        return part
    return part.replace("model.fit(", "history = model.fit(") + "\nhistories.append(history)"


def _opening(recipe: Recipe, expected: tuple[float, float, float], words: Words) -> str:
    value, low, high = (f"{x:.1%}" for x in expected)
    needs = msg(
        "It needs `tensorflow`, `scikit-learn` and `matplotlib`, and the files {files} beside it.",
        files=f"`{PHOTOS}`" if recipe.scratch else [f"`{PHOTOS}`", f"`{BACKBONE}`"],
    )
    said = msg(
        "A training of the Transfer Learning Lab once more, with plain Keras and nothing else. The "
        "Lab measured {value} on the test photos ({low} to {high}). Chance plays another part here "
        "(order, dropout), so the result may differ within that interval.",
        value=value,
        low=low,
        high=high,
    )
    title = words(msg("Transfer learning on my own photos"))
    return f"# {title}\n\n{words(said)}\n\n{words(needs)}"


def _start(recipe: Recipe, words: Words) -> str:
    titles = [words(one) for one in library.get(recipe.dataset).titles(recipe.class_names)]
    fonts = ["Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", "IPAexGothic", "DejaVu Sans"]
    probe = "from sklearn.linear_model import LogisticRegression\n" * _probe(recipe)
    return f"""
import keras
import matplotlib.pyplot as plt
import numpy as np
from matplotlib import font_manager
{probe}from sklearn.metrics import ConfusionMatrixDisplay, classification_report

CLASSES = {json.dumps(titles, ensure_ascii=False)}
SIZE = {recipe.size}
EPOCHS, BATCH, SEED = {recipe.epochs}, {recipe.batch}, {recipe.seed}
RATE = {recipe.lr:g}

keras.utils.set_random_seed(SEED)
histories = []
plt.rcParams["text.parse_math"] = False
known = {{font.name for font in font_manager.fontManager.ttflist}}
plt.rcParams["font.family"] = [name for name in {fonts} if name in known]
"""


def _photos(words: Words) -> str:
    said = network.comment(words, msg("The three sets share no photo; they are the report’s."))
    return f"""
{said}
photos = np.load("{PHOTOS}")
x_train, y_train = photos["x_train"], photos["y_train"]
x_val, y_val = photos["x_val"], photos["y_val"]
x_test, y_test = photos["x_test"], photos["y_test"]
resize = keras.layers.Resizing(SIZE, SIZE, interpolation="bilinear")
print(x_train.shape, x_val.shape, x_test.shape)

figure, axes = plt.subplots(2, 6, figsize=(12, 4.4))
for axis, photo, label in zip(axes.ravel(), x_train, y_train):
    axis.imshow(photo)
    axis.set_title(CLASSES[label])
    axis.axis("off")
plt.show()
"""


def _trunk(words: Words) -> str:
    said = network.comment(
        words, msg("The backbone with its preprocessing inside: it takes pixels from 0 to 255.")
    )
    return f"""
{said}
trunk = keras.saving.load_model("{BACKBONE}")
print(trunk.name, f"{{trunk.count_params():,}}")
"""


def _curves(recipe: Recipe, words: Words) -> str:
    label = {
        "epoch": words(msg("epoch")),
        "accuracy": words(msg("accuracy")),
        "loss": words(msg("loss")),
        "train": words(msg("training")),
        "val": words(msg("validation")),
    }
    turn = ""
    if recipe.lp_ft:
        turn = f"    axis.axvline({recipe.lp_ft} - 0.5, color='grey', linestyle=':')\n"
    return f"""
figure, axes = plt.subplots(1, 2, figsize=(11, 4))
for axis, key, title in zip(axes, ("accuracy", "loss"), ("{label["accuracy"]}", "{label["loss"]}")):
    axis.plot(sum((h.history[key] for h in histories), []), label="{label["train"]}")
    axis.plot(sum((h.history["val_" + key] for h in histories), []), "--", label="{label["val"]}")
{turn}    axis.set_title(title)
    axis.set_xlabel("{label["epoch"]}")
    axis.legend()
plt.show()
"""


def _test(recipe: Recipe) -> str:
    photos = "x_test" if recipe.scratch or recipe.unfreeze else "f_test"
    asked = f"""
logits = model.predict({photos}, batch_size=32, verbose=0)
probabilities = np.asarray(keras.ops.softmax(logits))
predicted = probabilities.argmax(axis=1)"""
    if recipe.output == "sigmoid":
        asked = f"""
sure = model.predict({photos}, batch_size=32, verbose=0)
probabilities = np.concatenate([1 - sure, sure], axis=1)
predicted = (sure.ravel() > 0.5).astype(int)"""
    if _probe(recipe):
        asked = "probabilities = best[1].predict_proba((f_test - mean) / scale)"
    return f"""
{asked}
right, n, z = int((predicted == y_test).sum()), len(y_test), 1.96
middle = (right / n + z * z / (2 * n)) / (1 + z * z / n)
half = z / (1 + z * z / n) * np.sqrt(right / n * (1 - right / n) / n + (z / (2 * n)) ** 2)
print(f"test accuracy {{right / n:.3f}} ({{middle - half:.3f}} to {{middle + half:.3f}})")
print(classification_report(y_test, predicted, target_names=CLASSES, zero_division=0))
ConfusionMatrixDisplay.from_predictions(y_test, predicted, display_labels=CLASSES)
plt.show()
"""


def _pictures(words: Words) -> str:
    said = network.comment(words, msg("Green and ✓: right. Red and ✗: wrong."))
    return f"""
{said}
figure, axes = plt.subplots(4, 5, figsize=(11, 9.5))
for axis in axes.ravel():
    axis.axis("off")
for axis, k in zip(axes.ravel(), np.random.default_rng(SEED).permutation(len(y_test))):
    good = predicted[k] == y_test[k]
    axis.imshow(x_test[k])
    axis.set_title(
        f"{{'✓' if good else '✗'}} {{CLASSES[predicted[k]]}} {{probabilities[k].max():.0%}}",
        color="green" if good else "red",
        fontsize=10,
    )
plt.tight_layout()
plt.show()
"""
