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
@pytest.mark.parametrize("bn", ["frozen", "train"])
def test_the_count_is_what_keras_counts(counted, trunk, unfreeze, bn):
    import keras

    from core.transfer import heads
    from core.zoo import split

    recipe = Recipe(
        backbone="mobilenet_v2", weights="random", unfreeze=unfreeze, bn=bn, classes=("cat", "dog")
    )
    part = split.suffix(trunk, recipe.boundary, catalog.get("mobilenet_v2").blocks)
    variables = [
        variable
        for layer in (part.layers if part is not None else ())
        if bn == "train" or not isinstance(layer, keras.layers.BatchNormalization)
        for variable in layer.trainable_variables
    ]
    head = heads.mlp(counted["features"], 2)
    learning = sum(int(keras.ops.size(v)) for v in variables) + head.count_params()
    assert count.trainable(recipe, counted) == learning
    assert count.total(recipe, counted) == trunk.count_params() + head.count_params()


@pytest.mark.parametrize("kind", ["linear", "mlp"])
def test_heads_are_counted_without_being_built(kind):
    from core.transfer import heads

    assert count.head_parameters(kind, 640, 7) == heads.HEADS[kind](640, 7).count_params()


@pytest.mark.parametrize("size", [32, 64, 97])
def test_the_small_cnn_is_counted_without_being_built(size):
    from core.transfer import heads

    assert count.scratch_parameters(size, 10) == heads.scratch(size, 10).count_params()
