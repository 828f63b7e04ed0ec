"""Part of the written Keras program: batches that are more than slices of the photos (light)."""

from __future__ import annotations

from core.messages import msg
from core.transfer.program_network import Words, comment
from core.transfer.recipe import Recipe


def made(recipe: Recipe) -> bool:
    """Whether the program makes its batches itself: of views, or of two examples in one."""
    return bool(recipe.mixup) or _views(recipe)


def written(recipe: Recipe, words: Words) -> str:
    """`train_data`, and for mixup `wanted`: labels as shares of the classes."""
    views = _views(recipe)
    view, pick = "", "x_train[rows]"
    if views:
        view = "\n        self.view = self.random.integers(len(f_train), size=len(y_train))"
        pick = "f_train[self.view[rows], rows]"
    elif _frozen(recipe):
        pick = "f_train[rows]"
    one = f"mixed({pick}, y_train[rows], self.random)" if recipe.mixup else f"{pick}, y_train[rows]"
    said = (
        words(msg("In every epoch, one of its views for each photo, in a new order."))
        if views
        else words(msg("In every epoch, all examples in a new order."))
    )
    return f'''{_mixed(recipe, words) if recipe.mixup else ""}
class Batches(keras.utils.PyDataset):
    """{said}"""

    def __init__(self):
        super().__init__()
        self.random = np.random.default_rng(SEED)
        self.on_epoch_end()

    def __len__(self):
        return -(-len(y_train) // BATCH)

    def on_epoch_end(self):
        self.order = self.random.permutation(len(y_train)){view}

    def __getitem__(self, step):
        rows = self.order[step * BATCH : (step + 1) * BATCH]
        return {one}


train_data = Batches()
'''


def _mixed(recipe: Recipe, words: Words) -> str:
    said = words(msg("Mixup: two examples in one, in a proportion drawn for each batch."))
    note = ""
    if recipe.unfreeze:
        differs = msg("Here photos are mixed; the lab mixes what its frozen blocks make of them.")
        note = comment(words, differs) + "\n"
    shares = 'y.astype("float32")'
    if recipe.output != "sigmoid":
        shares = "keras.utils.to_categorical(y, len(CLASSES))"
    return f'''
{note}def wanted(y):
    return {shares}


def mixed(x, y, random):
    """{said}"""
    share = random.beta({recipe.mixup:g}, {recipe.mixup:g})
    x, y = x.astype("float32"), wanted(y)
    return (
        share * x + (1 - share) * np.roll(x, 1, axis=0),
        share * y + (1 - share) * np.roll(y, 1, axis=0),
    )

'''


def _frozen(recipe: Recipe) -> bool:
    return not recipe.scratch and not recipe.unfreeze


def _views(recipe: Recipe) -> bool:
    return _frozen(recipe) and recipe.augment == "chapter" and recipe.head != "probe"
