"""Parts of the written Keras program: what learns inside the unfrozen blocks (light)."""

from __future__ import annotations

from core.messages import msg
from core.transfer.program_network import Words, comment
from core.transfer.recipe import Recipe
from core.zoo import catalog
from core.zoo.learnable import ADAPTER, BIAS, LORA, NORM


def adapters(recipe: Recipe, words: Words) -> str:
    """The network with an adapter behind each block that will be unfrozen."""
    if recipe.learns != ADAPTER:
        return ""
    blocks = catalog.get(recipe.backbone).blocks[recipe.boundary :]
    said = comment(
        words,
        msg(
            "Behind each block that will be unfrozen, an adapter: to few channels and back, added\n"
            "to what the block gives. It begins with zeros: at first it changes nothing."
        ),
    )
    ends = "".join(f'    "{block.layer}",\n' for block in blocks)
    return f"""WIDTH = {recipe.rank}
BLOCKS = [
{ends}]


{said}
def with_adapter(layer, *inputs, **more):
    x = layer(*inputs, **more)
    if layer.name not in BLOCKS:
        return x
    name = f"adapter{{BLOCKS.index(layer.name) + 1}}_"
    few = keras.layers.Conv2D(WIDTH, 1, activation="relu", name=name + "down")(x)
    up = keras.layers.Conv2D(x.shape[-1], 1, kernel_initializer="zeros", name=name + "up")
    return keras.layers.Add(name=name + "add")([x, up(few)])


trunk = keras.models.clone_model(
    trunk, clone_function=lambda layer: layer, call_function=with_adapter
)

"""


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
    at_one_place = isinstance(layer, keras.layers.Dense) or (
        type(layer) is keras.layers.Conv2D and layer.kernel_size == (1, 1) and layer.groups == 1
    )
    if layer.trainable_variables and at_one_place and not layer.lora_enabled:
        layer.enable_lora(RANK)
    for variable in layer.trainable_variables:
        variable.trainable = variable.name.startswith("lora")
"""
    if recipe.learns == ADAPTER:
        said = msg("Of these blocks, only the adapters behind them learn.")
        return f"""{comment(words, said)}
for layer in trunk.layers:
    if not layer.name.startswith("adapter"):
        layer.trainable = False
"""
    return ""
