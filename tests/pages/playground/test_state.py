"""What a change of one control does to the others, and a recipe in words."""

import itertools

import pytest

from core.datasets.library import DATASETS
from core.transfer.recipe import SETTINGS, Recipe
from core.zoo.catalog import BACKBONES
from dashboard.kit import words

STARTS = [
    Recipe(),
    Recipe(head="probe"),
    Recipe(unfreeze=5, lp_ft=3, batch=128),
    Recipe(scratch=True, size=32, per_class=2000),
    Recipe(backbone="resnet101", weights="random", unfreeze=34, classes=("cat", "dog")),
    Recipe(backbone="inception_v3", size=75, per_class=4000, val_per_class=1000),
]
CHANGES = [
    *({"dataset": name} for name in DATASETS),
    *({"backbone": name} for name in BACKBONES),
    *({"head": head} for head in ("probe", "linear", "mlp")),
    {"unfreeze": 0},
    {"unfreeze": 5},
    {"scratch": True},
    {"scratch": False},
    {"per_class": 1},
    {"batch": 4096},
    {"size": 32},
]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_whatever_is_changed_the_recipe_can_be_run(start, change):
    new = start.fitted(**change).check()
    data = DATASETS[new.dataset]
    assert new.per_class + new.val_per_class <= data.train_per_class
    assert new.test_per_class <= data.test_per_class


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(
    "change", [c for c in CHANGES if not {"batch", "size"} & c.keys()], ids=str
)
def test_the_change_itself_is_kept(start, change):
    new = start.fitted(**change)
    assert all(getattr(new, name) == value for name, value in change.items())


def test_what_does_not_have_to_change_does_not():
    start = Recipe(unfreeze=5, lp_ft=3, size=160, seed=7)
    assert start.fitted(lr=0.01) == start.but(lr=0.01)
    assert start.fitted(unfreeze=2) == start.but(unfreeze=2)


def test_random_weights_stay_random_when_the_network_changes():
    start = Recipe(weights="random")
    assert start.fitted(backbone="resnet50").weights == "random"
    assert Recipe().fitted(backbone="resnet50").weights == "imagenet"


def test_a_difference_is_told_for_every_field():
    assert sorted(words.ORDER) == sorted(SETTINGS.rows)
    old = Recipe()
    new = Recipe(
        dataset="faces", classes=("face", "other"), per_class=20, val_per_class=10,
        test_per_class=9, backbone="resnet50", weights="random", size=96, unfreeze=3,
        head="linear", output="sigmoid", epochs=3, lr=0.1, suffix_lr=0.01, batch=8,
        optimizer="sgd", lp_ft=1,
        early_stopping=2, plateau=1, keep_best=True, bn="train", augment="chapter", views=2,
        seed=1, scratch=True, seconds=5, fault="labels", learns="lora", rank=4, decay=0.5,
        schedule="cosine", gradual=True, smoothing=0.1, mixup=0.2, mirror=True,
        mark="frame", link=50,
    )  # fmt: skip
    told = words.differences(old, new)
    assert len(told) == len(set(told)) == len(SETTINGS.rows)
    assert words.differences(new, new) == []


def test_weights_that_only_follow_the_network_are_not_told_as_a_difference():
    told = words.differences(Recipe(), Recipe(backbone="resnet50"))
    assert told == ["Network: EfficientNet-Lite0 → ResNet50"]


@pytest.mark.parametrize(
    ("rate", "said"),
    [(1.0, "1"), (0.001, "0.001"), (2e-5, "0.00002"), (5e-6, "5e-06"), (0.05, "0.05")],
)
def test_rates_are_written_without_needless_zeros(rate, said):
    assert words.rate(rate) == said


def test_learning_rates_on_the_slider_are_told_apart_and_hold_the_one_of_the_link():
    from pages.playground.controls import rates

    for value in (0.001, 0.003, 2e-5, 0.5):
        options = rates(value)
        assert value in options
        assert options == sorted(options)
        names = [words.rate(option) for option in options]
        assert len(set(names)) == len(names)
        assert all(b / a > 1.2 for a, b in itertools.pairwise(options))
