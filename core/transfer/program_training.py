"""Parts of the written Keras program: how it learns (light)."""

from __future__ import annotations

from collections.abc import Iterator

from core.messages import msg
from core.transfer.learns import SHIFTING
from core.transfer.program_learns import learning
from core.transfer.program_network import Words, comment
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo

_OPTIMIZERS = {
    "adam": "keras.optimizers.Adam(RATE)",
    "sgd": "keras.optimizers.SGD(RATE, momentum=0.9)",
}


def plain(recipe: Recipe) -> list[str]:
    """Compile and fit in one stage."""
    return [_compile(recipe, _OPTIMIZERS[recipe.optimizer]), _fit(recipe, "EPOCHS")]


def stages(recipe: Recipe, words: Words) -> Iterator[str]:
    """Fine-tuning: the head alone first where the recipe says so, then the last blocks as well."""
    if recipe.lp_ft:
        said = msg("First the head alone, so that a random head cannot spoil the blocks.")
        yield f"{comment(words, said)}\ntrunk.trainable = False"
        yield _compile(recipe, _OPTIMIZERS[recipe.optimizer])
        yield _fit(recipe, str(recipe.lp_ft))
    yield _unfreeze(recipe, words)
    yield _two_rates(recipe, words) + _compile(recipe, "TwoRates(RATE)")
    yield _fit(recipe, "EPOCHS")


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


def _two_rates(recipe: Recipe, words: Words) -> str:
    base = "Adam" if recipe.optimizer == "adam" else "SGD"
    more = "" if recipe.optimizer == "adam" else ", momentum=0.9"
    of = comment(words, msg("of the unfrozen blocks"))
    said = words(msg("The head learns at RATE, the unfrozen blocks at SUFFIX_RATE."))
    return f'''
SUFFIX_RATE = {recipe.suffix_lr:g}  {of}
head = [variable for layer in head_layers for variable in layer.variables]
head_ids = {{id(v) for v in head}} | {{id(v.value) for v in head}}


class TwoRates(keras.optimizers.{base}):
    """{said}"""

    def __init__(self, rate):
        super().__init__(rate{more})

    def update_step(self, gradient, variable, learning_rate):
        if id(variable) not in head_ids:
            learning_rate = learning_rate * (SUFFIX_RATE / RATE)
        super().update_step(gradient, variable, learning_rate)

'''


def _compile(recipe: Recipe, optimizer: str) -> str:
    loss = "SparseCategoricalCrossentropy(from_logits=True)"
    if recipe.output == "sigmoid":
        loss = "BinaryCrossentropy()"
    return f"""
model.compile(
    optimizer={optimizer},
    loss=keras.losses.{loss},
    metrics=["accuracy"],
)
"""


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
    frozen = not recipe.scratch and not recipe.unfreeze
    if frozen and recipe.augment == "chapter":
        lines = ["train_data,"]
    else:
        lines = [f"{'f' if frozen else 'x'}_train,", "y_train,", "batch_size=BATCH,"]
    lines += [f"validation_data=({'f' if frozen else 'x'}_val, y_val),", f"epochs={epochs},"]
    if callbacks:
        listed = "".join(f"        {line}\n" for line in callbacks)
        lines.append(f"callbacks=[\n{listed}    ],")
    lines.append("verbose=2,")
    text = "model.fit(\n" + "".join(f"    {line}\n" for line in lines) + ")"
    return text + ('\nmodel.load_weights("best.weights.h5")' if recipe.keep_best else "")


def answers(recipe: Recipe, photos: str, words: Words) -> str:
    """What the model answers to the test photos."""
    asked = f"model.predict({photos}, batch_size=32, verbose=0)"
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
