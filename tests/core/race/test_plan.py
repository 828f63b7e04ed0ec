"""A race becomes recipes that differ only in what their arms differ in, and comes back from its
URL."""

import pytest

from core.race import presets
from core.race.plan import SETTINGS, Arm, Race, arm


@pytest.mark.parametrize("preset", presets.PRESETS)
def test_a_preset_can_be_run_and_comes_back_from_its_url(preset):
    race = presets.RACES[preset]().check()
    read = SETTINGS.from_query(race.to_query())
    assert (read.recipe, read.trouble) == (race, None)
    recipes = race.recipes()
    assert len(recipes) == len(race.arms) * len(race.per_class) * len(race.seeds)
    assert len({str(recipe.to_json()) for recipe in recipes.values()}) == len(recipes)
    for name, recipe in recipes.items():
        assert race.recipe_of(name) == recipe
    same = {(r.dataset, r.size, r.lp_ft + r.epochs, r.test_per_class) for r in recipes.values()}
    assert len(same) == 1


def test_the_chapters_race_has_its_models():
    race = presets.chapter()
    assert [found.way for found in race.arms] == [
        "scratch",
        "extract",
        "extract",
        "lp_ft",
        "extract",
    ]
    assert race.arms[-1].augment
    two_stages = race.recipe(race.arms[3], 100, 0)
    assert (two_stages.lp_ft, two_stages.epochs) == (10, 10)
    assert two_stages.unfreeze > 0


def test_with_a_budget_in_seconds_the_head_keeps_to_its_epochs():
    race = Race((arm("lp_ft"), arm("scratch")), epochs=1000, seconds=5.0).check()
    recipe = race.recipe(race.arms[0], 100, 0)
    assert (recipe.lp_ft, recipe.seconds) == (10, 5.0)


@pytest.mark.parametrize(
    "text",
    ["scratch", "scratch.chapter", "extract.squeezenet", "extract.squeezenet.random",
     "lp_ft.vgg16.1.chapter", "tune.efficientnet_lite0.4",
     "tune.squeezenet.2.lora", "lp_ft.mobilenet_v2.3.norm.random.chapter"],
)  # fmt: skip
def test_an_arm_is_what_its_id_says(text):
    assert Arm.parse(text).id == text


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"arms": "walk,scratch"}, "extract"),
        ({"arms": "extract.alexnet,scratch"}, "alexnet"),
        ({"arms": "scratch"}, "2 to"),
        ({"arms": "scratch,scratch"}, "different"),
        ({"arms": "scratch,extract", "seeds": "0,x"}, "seeds"),
        ({"arms": "scratch,extract", "seeds": "1,1"}, "seeds"),
        ({"arms": "scratch,extract", "size": "4"}, "4"),
        ({"arms": "scratch,lp_ft", "epochs": "1"}, "two epochs"),
    ],
)
def test_a_link_that_cannot_be_run_says_why(query, word):
    read = SETTINGS.from_query(query)
    assert word in str(read.trouble)
    assert read.recipe.check().but(arms=(), seeds=(0, 1, 2)) == Race(())


def test_a_small_dataset_shortens_the_race():
    race = presets.amount("digits").fitted()
    assert race.per_class == (10, 20, 50, 100, 104)
    assert race.test_per_class == 50
    race.check()
