"""Parts of the written Keras program: how it learns (light)."""

from __future__ import annotations

from collections.abc import Iterator

from core.messages import msg
from core.transfer import program_batches as batches
from core.transfer import program_pace as pace
from core.transfer.learns import SHIFTING
from core.transfer.program_learns import learning
from core.transfer.program_network import Words, comment
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo


def plain(recipe: Recipe, words: Words) -> list[str]:
    """Compile and fit in one stage."""
    optimizer = pace.optimizer(recipe, "EPOCHS")
    before = _before(recipe, words)
    return [*before, _compile(recipe, optimizer), _fit(recipe, "EPOCHS")]


def stages(recipe: Recipe, words: Words) -> Iterator[str]:
    """Fine-tuning: the head alone first where the recipe says so, then the last blocks as well."""
    yield from _before(recipe, words)
    if recipe.lp_ft:
        said = msg("First the head alone, so that a random head cannot spoil the blocks.")
        yield f"{comment(words, said)}\ntrunk.trainable = False"
        yield _compile(recipe, pace.optimizer(recipe, str(recipe.lp_ft)))
        yield _fit(recipe, str(recipe.lp_ft))
    for number, (blocks, epochs) in enumerate(recipe.steps_of_unfreezing()):
        length = str(epochs) if recipe.gradual else "EPOCHS"
        yield _unfreeze(recipe.but(unfreeze=blocks), words)
        optimizer = pace.two_rates(recipe, words) if not number else ""
        yield optimizer + _compile(recipe, f"TwoRates({pace.rate(recipe, length)})")
        yield _fit(recipe, length)


def _unfreeze(recipe: Recipe, words: Words) -> str:
    blocks = zoo.get(recipe.backbone).blocks
    said = msg(
        "Of {total} blocks, {count:the last one learns|the last # learn} together with the head.",
        total=len(blocks),
        count=recipe.unfreeze,
    )
    text = f"{comment(words, said)}\ntrunk.trainable = True\n"
    if recipe.boundary:
        text += f"""names = [layer.name for layer in trunk.layers]
last_frozen = names.index("{blocks[recipe.boundary - 1].layer}")
for layer in trunk.layers[: last_frozen + 1]:
    layer.trainable = False
"""
    if recipe.bn == "frozen" and recipe.learns not in SHIFTING:
        said = msg("Batch norm keeps the statistics it has learned: it stays in inference mode.")
        text += f"""{comment(words, said)}
for layer in trunk.layers:
    if isinstance(layer, keras.layers.BatchNormalization):
        layer.trainable = False
"""
    return text + learning(recipe, words)


def _compile(recipe: Recipe, optimizer: str) -> str:
    loss = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
    smoothed = f"label_smoothing={recipe.smoothing:g}" if recipe.smoothing else ""
    if recipe.output == "sigmoid":
        loss = f"keras.losses.BinaryCrossentropy({smoothed})"
    elif recipe.mixup:  # its labels are shares
        said = ", ".join(filter(None, ("from_logits=True", smoothed)))
        loss = f"keras.losses.CategoricalCrossentropy({said})"
    elif recipe.smoothing:
        loss = "smoothed"
    return f"""
model.compile(
    optimizer={optimizer},
    loss={loss},
    metrics=["accuracy"],
)
"""


def _before(recipe: Recipe, words: Words) -> list[str]:
    """What compiling and fitting refer to."""
    soft = recipe.smoothing and not recipe.mixup and recipe.output != "sigmoid"
    parts = [
        batches.written(recipe, words) if batches.made(recipe) else "",
        _smoothed(recipe, words) if soft else "",
        pace.schedule(recipe, words),
    ]
    return [part for part in parts if part]


def _smoothed(recipe: Recipe, words: Words) -> str:
    """The loss of labels that give every class a share."""
    said = words(msg("Label smoothing: every class gets a share of the answer."))
    return f'''
def smoothed(y, logits):
    """{said}"""
    y = keras.ops.cast(keras.ops.ravel(y), "int32")
    wanted = keras.ops.one_hot(y, len(CLASSES)) * {1 - recipe.smoothing:g}
    wanted = wanted + {recipe.smoothing:g} / len(CLASSES)
    return keras.losses.categorical_crossentropy(wanted, logits, from_logits=True)
'''


def _fit(recipe: Recipe, epochs: str) -> str:
    callbacks = []
    if recipe.early_stopping:
        callbacks.append(
            f"keras.callbacks.EarlyStopping(patience={recipe.early_stopping}, "
            "restore_best_weights=True),"
        )
    if recipe.plateau:
        callbacks.append(
            f"keras.callbacks.ReduceLROnPlateau(factor=0.5, patience={recipe.plateau}, "
            "min_lr=1e-7),"
        )
    if recipe.keep_best:
        callbacks.append(
            "keras.callbacks.ModelCheckpoint(\n"
            '            "best.weights.h5", monitor="val_accuracy", save_best_only=True,\n'
            "            save_weights_only=True,\n        ),"
        )
    kind = "x" if recipe.scratch or recipe.unfreeze else "f"
    lines = [f"{kind}_train,", "y_train,", "batch_size=BATCH,"]
    if batches.made(recipe):
        lines = ["train_data,"]
    asked = "wanted(y_val)" if recipe.mixup else "y_val"
    lines += [f"validation_data=({kind}_val, {asked}),", f"epochs={epochs},"]
    if callbacks:
        listed = "".join(f"        {line}\n" for line in callbacks)
        lines.append(f"callbacks=[\n{listed}    ],")
    lines.append("verbose=2,")
    text = "model.fit(\n" + "".join(f"    {line}\n" for line in lines) + ")"
    return text + ('\nmodel.load_weights("best.weights.h5")' if recipe.keep_best else "")


def _predicted(photos: str) -> str:
    return f"model.predict({photos}, batch_size=32, verbose=0)"


def answers(recipe: Recipe, photos: str, words: Words) -> str:
    """What the model answers to the test photos."""
    asked = _predicted(photos)
    if recipe.mirror:
        mirrored = "x_test[:, :, ::-1]"
        again = _predicted(f"features({mirrored})" if photos == "f_test" else mirrored)
        said = comment(words, msg("The mean of the answers to each photo and its mirror image."))
        if recipe.output != "sigmoid":
            asked, again = f"keras.ops.softmax({asked})", f"keras.ops.softmax({again})"
        text = f"{said}\nfirst = np.asarray({asked})\nsecond = np.asarray({again})\n"
        if recipe.output != "sigmoid":
            return f"{text}predicted = (first + second).argmax(axis=1)"
        return f"{text}predicted = (first.ravel() + second.ravel() > 1).astype(int)"
    if recipe.output != "sigmoid":
        return f"predicted = {asked}.argmax(axis=1)"
    said = comment(words, msg("Sigmoid gives the probability of the second class; 0.5 decides."))
    return f"{said}\npredicted = ({asked}.ravel() > 0.5).astype(int)"


def probe(words: Words) -> str:
    """Logistic regression on the stored features."""
    said = comment(
        words, msg("A linear probe: logistic regression; validation chooses its strength.")
    )
    return f"""
{said}
mean, scale = f_train.mean(0), f_train.std(0) + 1e-6
best = (-1.0, None)
for strength in (0.001, 0.01, 0.1, 1.0):
    probe = LogisticRegression(C=strength, max_iter=500).fit((f_train - mean) / scale, y_train)
    accuracy = probe.score((f_val - mean) / scale, y_val)
    if accuracy > best[0]:
        best = (accuracy, probe)
predicted = best[1].predict((f_test - mean) / scale)
"""
