"""Parts of the written Keras program: the network, frozen or whole, and its head (light)."""

from __future__ import annotations

from collections.abc import Callable

from core.messages import Message, msg
from core.transfer.learns import SHIFTING
from core.transfer.recipe import Recipe
from core.zoo import catalog

Words = Callable[[Message], str]


def comment(words: Words, message: Message) -> str:
    """A message as Python comment lines."""
    return "\n".join(f"# {line}" for line in words(message).splitlines())


def output(recipe: Recipe) -> str:
    """The last layer: logits, or one probability for two classes as in the chapter."""
    if recipe.output == "sigmoid":
        return 'Dense(1, activation="sigmoid")'
    return "Dense(len(CLASSES))"


def scratch(recipe: Recipe, words: Words) -> str:
    """The small CNN on pixels."""
    said = comment(words, msg("No transfer: a small CNN that starts from random weights."))
    return f"""
{said}
model = keras.Sequential(
    [
        keras.Input(x_train.shape[1:]),
        resize,
        keras.layers.Rescaling(1 / 255),
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(64, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(128, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.5),
        keras.layers.{output(recipe)},
    ]
)
"""


def trunk(recipe: Recipe, words: Words) -> str:
    """The backbone without its old head."""
    said = comment(words, msg("The backbone, without its old head. It takes pixels from 0 to 255."))
    entry = catalog.get(recipe.backbone)
    if entry.trained_weights != "imagenet":
        return f'{said}\ntrunk = network.load("{recipe.backbone}", "{recipe.weights}")'
    make = f"keras.applications.{entry.keras_class}"
    weights = '"imagenet"' if recipe.weights == "imagenet" else "None"
    return f"""
{said}
pixels = keras.Input((SIZE, SIZE, 3))
prepared = keras.applications.{entry.keras_module}.preprocess_input(pixels)
trunk = {make}(include_top=False, weights={weights}, input_tensor=prepared)
"""


def _augmentation(words: Words) -> str:
    said = comment(
        words, msg("The chapter’s augmentation (its shear of 0.2° cannot be seen: left out).")
    )
    return f"""{said}
augment = keras.Sequential(
    [
        keras.layers.RandomRotation(40 / 360, fill_mode="nearest", seed=SEED),
        keras.layers.RandomTranslation(0.2, 0.2, fill_mode="nearest", seed=SEED),
        keras.layers.RandomZoom((-0.2, 0.2), (-0.2, 0.2), fill_mode="nearest", seed=SEED),
        keras.layers.RandomFlip("horizontal", seed=SEED),
    ]
)

"""


def features(recipe: Recipe, words: Words) -> str:
    """Everything frozen: the backbone's answer to each photo is computed once."""
    views = recipe.augment == "chapter" and recipe.head != "probe"
    augmentation = _augmentation(words) if views else ""
    said = comment(
        words,
        msg("All blocks are frozen: every photo passes through them once, not once an epoch."),
    )
    train = "f_train = features(x_train)"
    if views:
        train = f"f_train = np.stack([features(x_train, augment) for _ in range({recipe.views})])"
    return f"""
{augmentation}{said}
trunk.trainable = False
pool = keras.layers.GlobalAveragePooling2D()


def features(photos, change=None):
    out = []
    for start in range(0, len(photos), 32):
        batch = resize(photos[start : start + 32].astype("float32"))
        if change is not None:
            batch = change(batch, training=True)
        out.append(np.asarray(pool(trunk(batch, training=False))))
    return np.concatenate(out)


{train}
f_val, f_test = features(x_val), features(x_test)
"""


def _head_layers(recipe: Recipe) -> str:
    hidden = {
        "mlp": ('Dense(256, activation="relu")', "Dropout(0.5)"),
        "deep": (
            *('Dense(512, activation="relu")', "BatchNormalization()", "Dropout(0.5)"),
            *('Dense(256, activation="relu")', "BatchNormalization()", "Dropout(0.3)"),
        ),
    }.get(recipe.head, ())
    lines = "".join(f"    keras.layers.{line},\n" for line in (*hidden, output(recipe)))
    return f"head_layers = [\n{lines}]"


def head_model(recipe: Recipe, words: Words) -> str:
    """The head alone, on stored features."""
    said = comment(words, msg("The new head, the only thing that learns."))
    return f"""
{said}
{_head_layers(recipe)}
model = keras.Sequential([keras.Input([f_val.shape[1]]), *head_layers])
"""


def whole_model(recipe: Recipe, words: Words) -> str:
    """Photo to answer in one model, for fine-tuning."""
    augmented = recipe.augment == "chapter"
    said = comment(
        words,
        msg(
            "One model from photo to answer. The lab stores what frozen blocks answer;\n"
            "here they are computed in every step: slower, the same mathematics."
        ),
    )
    before = _resting_dropout(recipe, words) + _resting(recipe, words)
    return f"""
{_augmentation(words) if augmented else ""}{before}{said}
{_head_layers(recipe)}
inputs = keras.Input(x_train.shape[1:])
x = {"augment(resize(inputs))" if augmented else "resize(inputs)"}
x = keras.layers.GlobalAveragePooling2D()({"Resting(trunk)" if _rests(recipe) else "trunk"}(x))
for layer in head_layers:
    x = layer(x)
model = keras.Model(inputs, x)
"""


def _resting(recipe: Recipe, words: Words) -> str:
    """Where batch norm's own numbers learn, its statistics rest only by inference mode, and the
    `training=False` of a functional model is forgotten by `fit`."""
    if not _rests(recipe):
        return ""
    said = words(
        msg("The backbone in inference mode, also while it learns: batch norm’s statistics rest.")
    )
    return f'''class Resting(keras.layers.Layer):
    """{said}"""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def call(self, photos):
        return self.network(photos, training=False)


'''


def _rests(recipe: Recipe) -> bool:
    return recipe.bn == "frozen" and recipe.learns in SHIFTING


def _resting_dropout(recipe: Recipe, words: Words) -> str:
    """Some of Keras' networks drop branches at random inside the backbone."""
    if not catalog.get(recipe.backbone).drops_branches or recipe.bn == "train" or _rests(recipe):
        return ""
    said = comment(
        words, msg("As in the lab, the backbone’s own dropout rests while it is fine-tuned.")
    )
    return f"""{said}
for layer in trunk.layers:
    if isinstance(layer, keras.layers.Dropout):
        layer.rate = 0.0

"""
