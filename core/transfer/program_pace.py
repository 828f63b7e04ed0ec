"""Parts of the written Keras program: the rates it learns at (light)."""

from __future__ import annotations

from core.messages import msg
from core.transfer.program_network import Words, comment
from core.transfer.rates import CONSTANT, WARM, WARMING
from core.transfer.recipe import Recipe
from core.zoo import catalog


def rate(recipe: Recipe, epochs: str) -> str:
    """The rate of a stage of so many epochs."""
    return "RATE" if recipe.schedule == CONSTANT else f"falling({epochs})"


def optimizer(recipe: Recipe, epochs: str) -> str:
    """An optimizer with one rate for all."""
    found = rate(recipe, epochs)
    if recipe.optimizer == "adam":
        return f"keras.optimizers.Adam({found})"
    return f"keras.optimizers.SGD({found}, momentum=0.9)"


def schedule(recipe: Recipe, words: Words) -> str:
    """How the rates fall; nothing where they stay."""
    if recipe.schedule == CONSTANT:
        return ""
    if recipe.schedule != WARM:
        said = words(msg("The rates fall to zero as a cosine."))
        return f'''
def falling(epochs):
    """{said}"""
    steps = epochs * -(-len(y_train) // BATCH)
    return keras.optimizers.schedules.CosineDecay(RATE, steps)

'''
    said = words(msg("The rates rise in the first tenth of the steps, then fall as a cosine."))
    return f'''
def falling(epochs):
    """{said}"""
    steps = epochs * -(-len(y_train) // BATCH)
    warm = max(1, round({WARMING} * steps))
    return keras.optimizers.schedules.CosineDecay(
        0.0, steps - warm, warmup_target=RATE, warmup_steps=warm
    )

'''


def two_rates(recipe: Recipe, words: Words) -> str:
    """An optimizer with a rate for the head and one for the blocks, or one for each block."""
    base = "Adam" if recipe.optimizer == "adam" else "SGD"
    more = "" if recipe.optimizer == "adam" else ", momentum=0.9"
    of = comment(words, msg("of the unfrozen blocks"))
    if recipe.decay != 1:
        return _falling_by_block(recipe, words, base, more)
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


def _falling_by_block(recipe: Recipe, words: Words, base: str, more: str) -> str:
    blocks = catalog.get(recipe.backbone).blocks[recipe.boundary :]
    ends = "".join(f'    "{block.layer}",\n' for block in blocks)
    said = words(
        msg(
            "The head learns at RATE, the last block at SUFFIX_RATE, each before it at DECAY times "
            "the\n    rate of the next."
        )
    )
    of = comment(words, msg("of the last block"))
    return f'''
SUFFIX_RATE = {recipe.suffix_lr:g}  {of}
DECAY = {recipe.decay:g}
LAST_LAYERS = [
{ends}]
factors = {{}}


class TwoRates(keras.optimizers.{base}):
    """{said}"""

    def __init__(self, rate):
        super().__init__(rate{more})
        names = [layer.name for layer in trunk.layers]
        ends = [names.index(name) for name in LAST_LAYERS]
        for place, layer in enumerate(trunk.layers):
            adapter = 3 if layer.name.startswith("adapter") else 0
            later = max(0, sum(place - adapter <= end for end in ends) - 1)
            for variable in layer.variables:
                factor = SUFFIX_RATE / RATE * DECAY**later
                factors[id(variable)] = factors[id(variable.value)] = factor

    def update_step(self, gradient, variable, learning_rate):
        learning_rate = learning_rate * factors.get(id(variable), 1.0)
        super().update_step(gradient, variable, learning_rate)

'''
