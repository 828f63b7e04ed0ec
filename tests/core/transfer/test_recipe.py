import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.messages import LabError
from core.transfer import rates
from core.transfer.learns import LEARNS
from core.transfer.recipe import AUGMENTS, BN_MODES, HEADS, OPTIMIZERS, OUTPUTS, SETTINGS, Recipe
from core.zoo import catalog

recipes = st.builds(
    Recipe,
    dataset=st.just("cifar10"),
    classes=st.sampled_from([(), ("cat", "dog"), ("airplane", "cat", "truck")]),
    per_class=st.integers(1, 500),
    backbone=st.sampled_from(sorted(catalog.BACKBONES)),
    weights=st.sampled_from(["", "random"]),
    size=st.integers(96, 331),
    unfreeze=st.integers(0, 5),
    head=st.sampled_from(HEADS),
    output=st.sampled_from(OUTPUTS),
    lr=st.floats(1e-6, 1),
    suffix_lr=st.floats(1e-6, 1),
    learns=st.sampled_from(LEARNS),
    rank=st.integers(1, 64),
    decay=st.floats(0.01, 1),
    schedule=st.sampled_from(rates.SCHEDULES),
    gradual=st.booleans(),
    optimizer=st.sampled_from(OPTIMIZERS),
    bn=st.sampled_from(BN_MODES),
    augment=st.sampled_from(AUGMENTS),
    keep_best=st.booleans(),
    scratch=st.booleans(),
    seed=st.integers(0, 2**31 - 1),
)


@given(recipes)
def test_json_round_trip(recipe):
    assert Recipe.from_json(json.loads(json.dumps(recipe.to_json()))) == recipe


@given(recipes)
def test_url_round_trip(recipe):
    recipe = recipe.fitted()  # what can be run
    assert SETTINGS.from_query(recipe.to_query()).recipe == recipe


def test_what_recipes_did_not_have_at_first_is_written_only_where_it_is_chosen():
    assert not {"output", "mark", "link"} & Recipe().to_json().keys()
    chosen = Recipe(fault="shortcut", mark="frame", link=0)
    assert {"mark": "frame", "link": 0}.items() <= chosen.to_json().items()
    assert chosen.to_query() == {"fault": "shortcut", "mark": "frame", "link": "0"}
    assert SETTINGS.from_query(chosen.to_query()).recipe == chosen


def test_the_url_holds_only_what_differs():
    assert Recipe().to_query() == {}
    assert Recipe(size=224, classes=("cat", "dog")).to_query() == {
        "size": "224",
        "classes": "cat,dog",
    }


def test_unknown_keys_are_ignored():
    assert Recipe.from_json({"size": 160, "from_the_future": 1}) == Recipe(size=160)
    read = SETTINGS.from_query({"size": "160", "from_the_future": "1"})
    assert read.recipe == Recipe(size=160)
    assert "from_the_future=1" in str(read.trouble)  # a link is opened by people: they are told


@pytest.mark.parametrize(
    "query", [{"size": "big"}, {"scratch": "maybe"}, {"lr": "fast"}, {"unfreeze": "some"}]
)
def test_an_unreadable_link_says_which_part(query):
    assert next(iter(query.values())) in str(SETTINGS.from_query(query).trouble)


def test_all_unfreezes_everything():
    recipe = SETTINGS.from_query({"unfreeze": "all", "backbone": "vgg16"}).recipe
    assert recipe.unfreeze == 5
    assert recipe.boundary == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"backbone": "resnet51"}, "resnet50"),
        ({"dataset": "mnist"}, "digits"),
        ({"classes": ("cat", "unicorn")}, "unicorn"),
        ({"classes": ("cat",)}, "at least two"),
        ({"weights": "imagenet"}, "bundled, random"),
        ({"head": "tree"}, "probe, linear, mlp"),
        ({"output": "sigmoid"}, "exactly two classes"),
        ({"output": "sigmoid", "classes": ("cat", "dog"), "head": "probe"}, "exactly two classes"),
        ({"unfreeze": 19}, "18 blocks"),
        ({"unfreeze": -1}, "18 blocks"),
        ({"size": 16}, "Input size"),
        ({"backbone": "inception_v3", "size": 64}, "75"),
        ({"head": "probe", "unfreeze": 1}, "linear probe"),
        ({"lp_ft": 3}, "at least one block"),
        ({"learns": "head"}, "all, norm, bias, lora, adapter"),
        ({"rank": 0}, "Rank"),
        ({"unfreeze": 1, "gradual": True}, "at least two blocks"),
        ({"unfreeze": 4, "epochs": 3, "gradual": True}, "an epoch for each"),
        ({"schedule": "warm", "plateau": 2}, "not both"),
        ({"batch": 64, "per_class": 5}, "batch"),
        ({"lr": float("nan")}, "Learning rate is nan"),
        ({"lr": 0.0}, "Learning rate"),
        ({"epochs": 0}, "Epochs"),
        ({"per_class": 0}, "Photos per class"),
        ({"seed": -1}, "Seed"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_run_is_refused_in_words(changes, says):
    with pytest.raises(LabError, match=says):
        Recipe(**changes).check()


@pytest.mark.parametrize("backbone", sorted(catalog.BACKBONES))
def test_every_backbone_can_be_chosen(backbone):
    recipe = Recipe(backbone=backbone)
    assert recipe.check().weights == catalog.get(backbone).trained_weights
    blocks = len(catalog.get(backbone).blocks)
    assert recipe.but(unfreeze=blocks).check().boundary == 0


def test_every_field_has_a_title_that_people_read():
    assert set(SETTINGS.rows) == {field.name for field in dataclasses.fields(Recipe)}


def test_one_output_is_for_two_classes_and_a_head_that_is_trained():
    pets = Recipe(classes=("cat", "dog"), output="sigmoid")
    assert pets.check().outputs == 1
    assert pets.but(output="softmax").outputs == 2
    assert pets.fitted(classes=()).output == "softmax"
    assert pets.fitted(head="probe").output == "softmax"
    back = pets.but(head="probe", output="softmax").fitted(output="sigmoid")
    assert (back.head, back.output) == ("mlp", "sigmoid")


def test_what_was_kept_before_there_was_a_choice_of_outputs_is_found_again():
    """Run log, guesses and examples know a recipe by the digest of its JSON."""
    first = [
        "dataset",
        "classes",
        "per_class",
        "val_per_class",
        "test_per_class",
        "backbone",
        "weights",
        "size",
        "unfreeze",
        "head",
        "epochs",
        "lr",
        "suffix_lr",
        "batch",
        "optimizer",
        "lp_ft",
        "early_stopping",
        "plateau",
        "keep_best",
        "bn",
        "augment",
        "views",
        "seed",
        "scratch",
        "seconds",
        "fault",
    ]
    assert sorted(Recipe().to_json()) == sorted(first)
    assert Recipe(output="sigmoid").to_json()["output"] == "sigmoid"


@pytest.mark.parametrize(
    ("backbone", "learns", "says"),
    [("squeezenet", "norm", "no batch norm"), ("vgg16", "lora", "no 1×1 convolution")],
)
def test_what_no_unfrozen_block_has_cannot_learn(backbone, learns, says, cache):
    from core.zoo import facts

    facts.count(backbone, [96])
    recipe = Recipe(backbone=backbone, unfreeze=2, learns=learns)
    with pytest.raises(LabError, match=says):
        recipe.check()
    recipe.but(unfreeze=0).check()  # what nobody asks for cannot be missing
    lite = Recipe(unfreeze=2, learns=learns).check()
    assert lite.fitted(backbone=backbone).learns == "all"


def test_one_block_after_the_other_shares_the_epochs():
    recipe = Recipe(unfreeze=3, epochs=10, gradual=True)
    assert recipe.steps_of_unfreezing() == [(1, 3), (2, 3), (3, 4)]
    assert recipe.but(gradual=False).steps_of_unfreezing() == [(3, 10)]
    assert not recipe.fitted(epochs=2).gradual
    assert recipe.fitted(schedule="cosine", plateau=2).plateau == 2


def test_a_recipe_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Recipe().size = 3
