"""Parts of the written Keras program: what learns inside the unfrozen blocks (light)."""

from __future__ import annotations

from core.messages import msg
from core.transfer.program_network import Words, comment
from core.transfer.recipe import Recipe
from core.zoo.learnable import BIAS, LORA, NORM


def learning(recipe: Recipe, words: Words) -> str:
    """What of the unfrozen layers learns; nothing where it is everything."""
    if recipe.learns == NORM:
        said = msg("Of these blocks, only batch norm’s gamma and beta learn.")
        return f"""{comment(words, said)}
for layer in trunk.layers:
    if not isinstance(layer, keras.layers.BatchNormalization):
        layer.trainable = False
"""
    if recipe.learns == BIAS:
        said = msg("Of these blocks, only what is added learns: biases, and batch norm’s beta.")
        return f"""{comment(words, said)}
for layer in trunk.layers:
    for variable in layer.trainable_variables:
        variable.trainable = variable.name in ("bias", "beta")
"""
    if recipe.learns == LORA:
        said = msg(
            "LoRA: the kernels of these blocks stay. To every 1×1 kernel the product of two thin\n"
            "matrices is added, and these learn."
        )
        return f"""RANK = {recipe.rank}
{comment(words, said)}
for layer in trunk.layers:
    learns = bool(layer.trainable_variables)
    for variable in layer.trainable_variables:
        variable.trainable = False
    at_one_place = isinstance(layer, keras.layers.Dense) or (
        type(layer) is keras.layers.Conv2D and layer.kernel_size == (1, 1) and layer.groups == 1
    )
    if learns and at_one_place:
        layer.enable_lora(RANK)
"""
    return ""
