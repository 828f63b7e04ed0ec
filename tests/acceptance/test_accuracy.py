"""What the product promises on CIFAR-10, with the real networks: accuracies, not speeds."""

from statistics import mean

import pytest

from core.transfer.fit import train
from core.transfer.recipe import Recipe
from tests.sample import FULL

SEEDS = (0, 1, 2)
UNTRAINED = SEEDS if FULL else SEEDS[:1]  # 500 test photos tell 20 points from the 40 that they are
PROMISED = {  # backbone: (input size, least mean test accuracy)
    "efficientnet_lite0": (224, 0.68),
    "mobilenet_v2_dogs": (160, 0.62),
    "squeezenet": (227, 0.57),
}


def accuracy(seeds, **changes):
    recipe = Recipe(per_class=50, test_per_class=50, epochs=20, head="mlp", **changes)
    return mean(train(recipe.but(seed=seed))["test_accuracy"] for seed in seeds)


@pytest.mark.parametrize("backbone", PROMISED)
def test_a_head_on_a_frozen_network_and_what_its_training_was_worth(backbone):
    size, least = PROMISED[backbone]
    trained = accuracy(SEEDS, backbone=backbone, size=size)
    assert trained >= least
    untrained = accuracy(UNTRAINED, backbone=backbone, size=size, weights="random")
    assert untrained <= trained - 0.20


def test_cats_and_dogs_of_32_pixels():
    recipe = Recipe(classes=("cat", "dog"), per_class=200, test_per_class=500, size=224)
    assert train(recipe)["test_accuracy"] >= 0.84


def test_the_chapters_cnn_from_scratch_learns_something_but_less():
    recipe = Recipe(scratch=True, size=32, epochs=20)
    scratch = train(recipe)["test_accuracy"]
    assert scratch > 0.2  # guessing gets 0.1
    assert train(recipe.but(scratch=False))["test_accuracy"] > scratch
