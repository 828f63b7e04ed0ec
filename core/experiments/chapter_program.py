"""The chapter's cats-and-dogs program at its own settings, in pieces (light).

`core/experiments/chapter_run.py` runs these very lines; photos come from arrays instead of folders.
"""

from __future__ import annotations

import re
from string import Template

from core.transfer import rates
from core.transfer.recipe import Recipe
from core.zoo import catalog

LAYERS = 30  # unfrozen in stage 2
SIDE, BATCH = 299, 32
STAGE_1, STAGE_2 = 20, 10  # epochs
CHECKPOINT = "best_model_step1.keras"  # written, never read again

_PROGRAM = Template("""
[[imports]]
import keras
from keras import layers
from keras.callbacks import EarlyStopping, ModelCheckpoint, ReduceLROnPlateau
from tensorflow.keras.preprocessing.image import ImageDataGenerator
[[generators]]
changed = ImageDataGenerator(
    rescale=1 / 255,
    rotation_range=40,
    width_shift_range=0.2,
    height_shift_range=0.2,
    shear_range=0.2,
    zoom_range=0.2,
    horizontal_flip=True,
    fill_mode="nearest",
)
plain = ImageDataGenerator(rescale=1 / 255)
[[folders]]
given = {"target_size": ($side, $side), "batch_size": $batch, "class_mode": "binary"}
train = changed.flow_from_directory("photos/train", **given)
val = plain.flow_from_directory("photos/validation", **given)
test = plain.flow_from_directory("photos/test", shuffle=False, **given)
[[base]]
base = keras.applications.$application(
    weights="imagenet", include_top=False, input_shape=($side, $side, 3)
)
[[network]]
base.trainable = False
model = keras.Sequential(
    [
        base,
        layers.GlobalAveragePooling2D(),
        layers.Dense(512, activation="relu"),
        layers.BatchNormalization(),
        layers.Dropout(0.5),
        layers.Dense(256, activation="relu"),
        layers.BatchNormalization(),
        layers.Dropout(0.3),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam($first_rate),
    loss="binary_crossentropy",
    metrics=["accuracy"],
)
callbacks = [
    EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True),
    ModelCheckpoint("$checkpoint", monitor="val_accuracy", save_best_only=True),
    ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=3, min_lr=1e-7),
]
[[stage1]]
model.fit(train, epochs=$stage1, validation_data=val, callbacks=callbacks)
[[unfreeze]]
base.trainable = True
for layer in base.layers[:-$layers]:
    layer.trainable = False
model.compile(
    optimizer=keras.optimizers.Adam($low),
    loss="binary_crossentropy",
    metrics=["accuracy"],
)
[[stage2]]
model.fit(train, epochs=$stage2, validation_data=val, callbacks=callbacks)
[[test]]
loss, accuracy = model.evaluate(test)
probability = model.predict(test).ravel()
dog = probability > 0.5
""")


def stands_in(recipe: Recipe) -> bool:
    """Whether the network is none of Keras, so that the Lab loads it."""
    return recipe.network.entry.trained_weights != "imagenet"


def passes(recipe: Recipe) -> int:
    """How many times a photo goes through the whole network: in every epoch anew."""
    classes = len(recipe.class_names)
    watched = (recipe.per_class + recipe.val_per_class) * (recipe.lp_ft + recipe.epochs)
    return classes * (watched + 2 * recipe.test_per_class)


def pieces(recipe: Recipe, checkpoint: str = CHECKPOINT) -> dict[str, str]:
    """The program in the order in which it runs, by piece; of the recipe it takes the network, the
    batch, the side and the epochs.  `checkpoint`: the file of the best epoch."""
    text = _PROGRAM.substitute(
        application=catalog.get(recipe.backbone).keras_class,
        side=recipe.size,
        batch=recipe.batch,
        stage1=recipe.lp_ft,
        stage2=recipe.epochs,
        first_rate="1e-4",
        low=rates.in_code(rates.CHAPTER),
        layers=LAYERS,
        checkpoint=checkpoint,
    )
    _nothing, *found = re.split(r"\[\[(\w+)\]\]\n", text)
    return {name: code.rstrip("\n") for name, code in zip(found[::2], found[1::2], strict=True)}


def program(recipe: Recipe) -> str:
    """The whole program."""
    return "\n\n".join(pieces(recipe).values()) + "\n"


def at_its_settings(both: Recipe, side: int = SIDE) -> Recipe:
    """Ours, with what a recipe can say of the chapter's settings: photos of `side`, its epochs and
    its batch.  The rest only the program says."""
    photos = both.per_class * len(both.class_names)
    return both.but(size=side, batch=min(BATCH, photos), lp_ft=STAGE_1, epochs=STAGE_2)
