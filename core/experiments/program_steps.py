"""The chapter's program, feature extraction and then fine-tuning, in steps to be read (light).

One plain Keras program for each network.  `core/experiments/program_walk.py` runs the same lines
and counts what each one does; `core/transfer/program.py` writes the program of any recipe.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.transfer import rates
from core.zoo import catalog

# Network → trailing blocks that are unfrozen: the chapter's last stretch, cut at a block.
UNFROZEN = {"vgg16": 1, "resnet50": 3, "inception_v3": 2, "mobilenet_v2": 4}
HEAD_RATE, LOW_RATE = rates.in_code(rates.HEAD), rates.in_code(rates.CHAPTER)
CLASSES = 10  # the walk counts a head for so many; the program takes as many as there are folders


@dataclass(frozen=True)
class Step:
    """Lines that belong together; `id` is the piece of the lesson that explains them."""

    id: str
    code: str
    needs_photos: bool = False  # only run where there are photos


def steps(backbone: str) -> list[Step]:
    """The program for one of the networks in `UNFROZEN`, from photos to the test."""
    entry = catalog.get(backbone)
    module, size = entry.keras_module, entry.native_size
    last_frozen = entry.blocks[-UNFROZEN[backbone] - 1].layer
    fit = "model.fit(\n    train, validation_data=val, epochs=10\n)"
    norm = (
        "norm = layers.BatchNormalization\n"
        "for layer in base.layers:\n"
        "    if isinstance(layer, norm):\n"
        "        layer.trainable = False"
    )
    return [
        Step(
            "photos",
            "import keras\n"
            "from keras import layers, utils\n"
            f"from keras.applications import {module}\n\n\n"
            "def photos(folder):\n"
            "    return utils.image_dataset_from_directory(\n"
            '        f"photos/{folder}",\n'
            f"        image_size=({size}, {size}),\n"
            "    )\n\n\n"
            'train, val = photos("train"), photos("val")\n'
            'test = photos("test")\n'
            "classes = len(train.class_names)",
            needs_photos=True,
        ),
        Step(
            "base",
            f"base = {entry.application}(\n"
            '    weights="imagenet",\n'
            "    include_top=False,\n"
            f"    input_shape=({size}, {size}, 3),\n)",
        ),
        Step("freeze", "base.trainable = False"),
        Step(
            "preprocess",
            f"photo = keras.Input(({size}, {size}, 3))\nx = {module}.preprocess_input(photo)",
        ),
        Step("call", "x = base(x, training=False)"),
        Step("gap", "x = layers.GlobalAveragePooling2D()(x)"),
        Step("dense", 'x = layers.Dense(256, activation="relu")(x)'),
        Step("dropout", "x = layers.Dropout(0.5)(x)"),
        Step(
            "softmax",
            'answer = layers.Dense(\n    classes, activation="softmax"\n)(x)\n'
            "model = keras.Model(photo, answer)",
        ),
        Step("summary", "model.summary()"),
        Step("compile", _compile(HEAD_RATE)),
        Step("fit", fit, needs_photos=True),
        Step("unfreeze", "base.trainable = True"),
        Step(
            "keep",
            "names = [layer.name for layer in base.layers]\n"
            f'last_frozen = names.index("{last_frozen}")\n'
            "for layer in base.layers[: last_frozen + 1]:\n    layer.trainable = False",
        ),
        *([Step("norm", norm)] if entry.batch_norm else []),
        Step("recompile", _compile(LOW_RATE)),
        Step("fit_again", fit, needs_photos=True),
        Step("test", "model.evaluate(test)", needs_photos=True),
    ]


def _compile(rate: str) -> str:
    return (
        f"model.compile(\n    optimizer=keras.optimizers.Adam({rate}),\n"
        '    loss="sparse_categorical_crossentropy",\n    metrics=["accuracy"],\n)'
    )


def program(backbone: str) -> str:
    """All steps as one script."""
    return "\n\n".join(step.code for step in steps(backbone)) + "\n"
