import pytest

from core.transfer import count
from core.transfer.recipe import Recipe
from core.zoo import catalog


@pytest.fixture(scope="module")
def counted():
    from core.zoo import facts

    return facts.read("mobilenet_v2") or facts.count("mobilenet_v2", [96])


@pytest.fixture(scope="module")
def trunk():
    from core.zoo import network

    return network.load("mobilenet_v2", "random")


@pytest.mark.parametrize("unfreeze", [0, 1, 4, 19])
@pytest.mark.parametrize(
    ("learns", "bn"),
    [
        ("all", "frozen"),
        ("all", "train"),
        ("norm", "frozen"),
        ("bias", "frozen"),
        ("lora", "frozen"),
    ],
)
def test_the_count_is_what_keras_counts(counted, trunk, unfreeze, learns, bn):
    """Also with the one matrix of a 1x1 kernel cut into two thin ones."""
    import keras

    from core.transfer import heads
    from core.zoo import split

    recipe = Recipe(
        backbone="mobilenet_v2", weights="random", unfreeze=unfreeze, learns=learns, rank=4, bn=bn,
        classes=("cat", "dog"),
    )  # fmt: skip
    part = split.suffix(trunk, recipe.boundary, catalog.get("mobilenet_v2").blocks)
    numbers = 0
    for layer in part.layers if part is not None else ():
        norm = isinstance(layer, keras.layers.BatchNormalization)
        for variable in layer.trainable_variables:
            name, size = variable.path.split("/")[-1], int(keras.ops.size(variable))
            if learns == "lora":
                one_place = name == "kernel" and variable.shape[:2] == (1, 1)
                numbers += 4 * sum(variable.shape[2:]) if one_place else 0
            elif learns == "all":
                numbers += size if bn == "train" or not norm else 0
            else:
                numbers += (
                    size if name in {"norm": ("gamma", "beta"), "bias": ("beta",)}[learns] else 0
                )
    head = heads.mlp(counted["features"], 2)
    assert count.trainable(recipe, counted) == numbers + head.count_params()
    assert count.total(recipe, counted) == trunk.count_params() + head.count_params()


def test_adapters_are_counted_without_being_built(counted):
    """By Keras, from the trunk with an adapter behind each of the last two blocks."""
    from core.transfer import adapters

    recipe = Recipe(
        backbone="mobilenet_v2", weights="random", unfreeze=2, learns="adapter", rank=3,
        head="linear", classes=("cat", "dog"),
    )  # fmt: skip
    whole = adapters.trunk_of(recipe)
    parts = adapters.by_block(whole, recipe.network.depth)
    assert [bool(part) for part in parts] == [False] * recipe.boundary + [True, True]
    new = sum(layer.count_params() for part in parts for layer in part)
    head = (counted["features"] + 1) * 2
    assert count.trainable(recipe, counted) == new + head
    assert count.total(recipe, counted) == whole.count_params() + head


@pytest.mark.parametrize("kind", ["linear", "mlp"])
def test_heads_are_counted_without_being_built(kind):
    from core.transfer import heads

    assert count.head_parameters(kind, 640, 7) == heads.HEADS[kind](640, 7).count_params()


@pytest.mark.parametrize("size", [32, 64, 97])
def test_the_small_cnn_is_counted_without_being_built(size):
    from core.transfer import heads

    assert count.scratch_parameters(size, 10) == heads.scratch(size, 10).count_params()
