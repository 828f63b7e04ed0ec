"""The chapter's program, feature extraction and then fine-tuning, in steps to be read (light).

One plain Keras program for each network.  `core/experiments/program_walk.py` runs the same lines
and counts what each one does; `core/transfer/program.py` writes the program of any recipe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Template

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


_PROGRAM = Template("""
[[photos]]
import keras
from keras import layers, utils
from keras.applications import $module


def photos(folder):
    return utils.image_dataset_from_directory(
        f"photos/{folder}",
        image_size=($size, $size),
    )


train, val = photos("train"), photos("val")
test = photos("test")
classes = len(train.class_names)
[[base]]
base = $application(
    weights="imagenet",
    include_top=False,
    input_shape=($size, $size, 3),
)
[[freeze]]
base.trainable = False
[[preprocess]]
photo = keras.Input(($size, $size, 3))
x = $module.preprocess_input(photo)
[[call]]
x = base(x, training=False)
[[gap]]
x = layers.GlobalAveragePooling2D()(x)
[[dense]]
x = layers.Dense(256, activation="relu")(x)
[[dropout]]
x = layers.Dropout(0.5)(x)
[[softmax]]
answer = layers.Dense(
    classes, activation="softmax"
)(x)
model = keras.Model(photo, answer)
[[summary]]
model.summary()
[[compile]]
model.compile(
    optimizer=keras.optimizers.Adam($head_rate),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
[[fit]]
model.fit(
    train, validation_data=val, epochs=10
)
[[unfreeze]]
base.trainable = True
[[keep]]
names = [layer.name for layer in base.layers]
last_frozen = names.index("$last_frozen")
for layer in base.layers[: last_frozen + 1]:
    layer.trainable = False
[[norm]]
norm = layers.BatchNormalization
for layer in base.layers:
    if isinstance(layer, norm):
        layer.trainable = False
[[recompile]]
model.compile(
    optimizer=keras.optimizers.Adam($low_rate),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
[[fit_again]]
model.fit(
    train, validation_data=val, epochs=10
)
[[test]]
model.evaluate(test)
""")
_NEED_PHOTOS = ("photos", "fit", "fit_again", "test")


def steps(backbone: str) -> list[Step]:
    """The program for one of the networks in `UNFROZEN`, from photos to the test."""
    entry = catalog.get(backbone)
    text = _PROGRAM.substitute(
        module=entry.keras_module,
        application=entry.application,
        size=entry.native_size,
        head_rate=HEAD_RATE,
        low_rate=LOW_RATE,
        last_frozen=entry.blocks[-UNFROZEN[backbone] - 1].layer,
    )
    _nothing, *pieces = re.split(r"\[\[(\w+)\]\]\n", text)
    return [
        Step(name, code.rstrip("\n"), name in _NEED_PHOTOS)
        for name, code in zip(pieces[::2], pieces[1::2], strict=True)
        if name != "norm" or entry.batch_norm
    ]


def program(backbone: str) -> str:
    """All steps as one script."""
    return "\n\n".join(step.code for step in steps(backbone)) + "\n"
