"""A trained network as one file that plain Keras opens: photo in, probabilities and label out
(heavy).

The file holds layers of Keras' own only, so it loads in safe mode on a computer without this
project.  What the project does outside the network (the centre square, the scaling) is inside.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers, ops

from core.datasets import library
from core.messages import LabError
from core.study import files
from core.transfer import fit, heads
from core.transfer.loop import Trainer
from core.transfer.photos import subset_of
from core.transfer.recipe import Recipe
from core.transfer.trained import Trained
from core.work import Cancelled, Document, Report
from core.zoo.plain import plain


def backbone(recipe: Recipe) -> keras.Model:
    """The recipe's trunk as it was before training, for plain Keras: float RGB 0..255
    [n, h, w, 3] to its last feature map."""
    return plain(recipe.network.load())


def whole(trained: Trained) -> keras.Model:
    """The network that answers: RGB 0..255 [n, h, w, 3] of any size and shape, uint8 or float, to
    ``{"probabilities": float [n, classes], "label": text [n]}``."""
    recipe = trained.recipe
    photo = keras.Input((None, None, 3), name="photo")
    # The same scaling as core.images.resize, which rounds to whole numbers, too.  Not the layer
    # Resizing: its default `training=True` reaches all layers behind it when the model is called.
    shape = (recipe.size, recipe.size)
    x = ops.image.resize(photo, shape, "bilinear", antialias=True, crop_to_aspect_ratio=True)
    x = probabilities(trained, ops.round(x))
    labels = layers.StringLookup(
        vocabulary=list(library.labels(recipe.dataset, recipe.class_names)),
        num_oov_indices=0,
        oov_token="",  # no class is called so; the usual “[UNK]” somebody's may be
        invert=True,
        name="label",
    )(ops.argmax(x, -1))
    return keras.Model(photo, {"probabilities": x, "label": labels}, name="transfer_learning_lab")


def probabilities(trained: Trained, x: Any) -> Any:
    """What the network says of pixels `x` [n, size, size, 3], where the recipe says so the mean of
    that and of what it says of their mirror images: [n, classes]."""
    mirrored = trained.recipe.mirror
    if mirrored:
        x = ops.concatenate([x, ops.flip(x, 2)])
    if not trained.recipe.scratch:
        x = layers.GlobalAveragePooling2D(name="pool")(plain(trained.trunk())(x))
    x = layers.Softmax(name="probabilities", dtype="float32")(_head(trained, x))
    return ops.mean(ops.reshape(x, (2, -1, x.shape[-1])), 0) if mirrored else x


def _head(trained: Trained, x: Any) -> Any:
    if isinstance(trained.learned, Trainer):
        head = trained.learned.head
        copy = keras.models.clone_model(head)
        copy.set_weights(head.get_weights())
        for layer in copy.layers:
            x = layer(x)
        return heads.pair(x)
    probe = trained.learned
    kernel = probe.weights / probe.scale[:, None]
    dense = layers.Dense(kernel.shape[1], name="logits")
    logits = dense(x)
    dense.set_weights([kernel, probe.bias - probe.mean @ kernel])
    return logits


def export(
    recipe: Recipe,
    path: Path,
    report: Report = lambda event: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """Train a recipe once more (equal recipes train equal networks) and write it to `path`.

    The written file is opened again and asked about the test photos: ``agree`` is the share of
    them to which it gives the answer of the training, ``gap`` the largest difference of a
    probability; with these the result has ``bytes`` and ``test_accuracy`` of the file.
    """
    out: dict[str, Any] = {}

    def keep(trained: Trained) -> None:
        subset = subset_of(recipe)
        report({"kind": "phase", "phase": "export", "done": 0, "total": 1})
        wanted = trained.probabilities(list(subset.test.images))
        whole(trained).save(path)
        opened = keras.saving.load_model(path)
        rows = range(0, len(subset.test), 16)
        given = np.concatenate(
            [np.asarray(opened(subset.test.images[i : i + 16])["probabilities"]) for i in rows]
        )
        out.update(
            agree=float((given.argmax(1) == wanted.argmax(1)).mean()),
            gap=float(np.abs(given - wanted).max()),
            test_accuracy=float((given.argmax(1) == subset.test.labels).mean()),
        )

    try:
        fit.train(recipe, report, cancelled, on_trained=keep)
    except OSError as error:
        raise LabError(
            "The network could not be written to {path} ({reason}). Make room there and try again.",
            path=str(path),
            reason=error.strerror or str(error),
        ) from error
    return out | {"bytes": path.stat().st_size}


def export_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The trained network of ``payload["recipe"]`` as one file, trained once more where it is not
    in the cache: ``path``, ``bytes`` and what was measured (`core.study.export.export`)."""
    recipe = Recipe.from_json(payload["recipe"]).check()
    return files.keep(recipe, files.WHOLE, lambda path: export(recipe, path, report, cancelled))


def backbone_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The network of ``payload["recipe"]`` before training, for plain Keras: ``path``,
    ``bytes``."""
    recipe = Recipe.from_json(payload["recipe"]).check()

    def write(path: Path) -> Document:
        report({"kind": "phase", "phase": "export", "done": 0, "total": 1})
        backbone(recipe).save(path)
        return {}

    return files.keep(recipe, files.BACKBONE, write)
