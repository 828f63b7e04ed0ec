"""Whatever a link or a file holds: what can be read is used, what cannot is said."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.imagine.attacks import recipe as attack
from core.imagine.attacks.recipe import Attack
from core.imagine.ideal import recipe as ideal
from core.imagine.ideal.recipe import Ideal, Term
from core.race import plan as race
from core.transfer import recipe
from core.transfer.recipe import Recipe

TABLES = {
    "recipe": recipe.SETTINGS,
    "race": race.SETTINGS,
    "ideal": ideal.SETTINGS,
    "attack": attack.SETTINGS,
}
tables = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
VALUES = st.one_of(
    st.text(max_size=30),
    st.integers().map(str),
    st.floats().map(str),
    st.lists(st.integers(-2, 300), max_size=4).map(lambda numbers: ",".join(map(str, numbers))),
    st.sampled_from(
        ["1", "0", "all", "cat,dog", "digits", "squeezenet", "inception_v3", "probe", "random",
         "scratch,extract.squeezenet", "scratch,walk,tune.vgg16.99", "pgd", "deepfool", "tv",
         "class:284:0:1:0.5:0.5", "channel:1:99:1:0.5:0.5", "class:1", "untargeted",
         "squeezenet,vgg16", "1e999", "nan", "-0", "١٢", "\x00", "," * 50, "9" * 5000],
    ),
)  # fmt: skip


def links(table):
    return st.dictionaries(st.one_of(st.sampled_from(sorted(table.rows)), st.text()), VALUES)


def agrees(read, given, usual):
    """The recipe can be run; what is said is exactly what is not in it."""
    read.recipe.check()
    assert len(read.left) >= len(given) - len(read.used)
    assert (read.trouble is None) == (not read.left)
    assert read.used or read.recipe == usual
    assert len(str(read.trouble)) < 2000


@tables
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_query_whatever_gives_a_sound_recipe_and_a_sentence_or_none(table, data):
    query = data.draw(links(table))
    agrees(table.from_query(query), query, table.make())


@tables
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_document_whatever_gives_a_sound_recipe_and_a_sentence_or_none(table, data):
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=6,
    )
    names = st.one_of(st.sampled_from(sorted(table.rows)), st.text())
    document = data.draw(st.dictionaries(names, anything, max_size=6))
    agrees(table.from_json(document), document, table.make())


@tables
def test_what_was_read_comes_back_the_same(table):
    usual = table.make()
    read = table.from_query(table.to_query(usual))
    assert (read.recipe, read.trouble) == (usual, None)


@pytest.mark.parametrize("made", [Recipe(unfreeze=2), Ideal(param="tv"), Attack.of("patch")])
def test_a_remembered_recipe_comes_back_the_same(made):
    table = {Recipe: recipe, Ideal: ideal, Attack: attack}[type(made)].SETTINGS
    read = table.from_json(json.loads(json.dumps(made.to_json())))
    assert (read.recipe, read.trouble) == (made, None)


def test_one_bad_value_leaves_the_others():
    read = recipe.SETTINGS.from_query(
        {"size": "160", "lr": "fast", "head": "linear", "colour": "red"}
    )
    assert read.recipe == Recipe(size=160, head="linear")
    assert str(read.trouble) == ("This could not be used and was left out: lr=fast, colour=red.")


def test_why_a_value_cannot_be_is_said_and_not_only_that_it_cannot():
    read = recipe.SETTINGS.from_query({"size": "7", "seed": "4"})
    assert read.recipe == Recipe(seed=4)
    assert str(read.trouble).endswith("size=7. Input size is 7; it must lie between 32 and 331.")


def test_fields_that_contradict_each_other_are_put_right_as_the_controls_do():
    read = recipe.SETTINGS.from_query({"head": "probe", "unfreeze": "3", "seed": "2"})
    assert read.recipe == Recipe(head="probe", seed=2)
    assert "unfreeze=3" in str(read.trouble)
    read = recipe.SETTINGS.from_query({"backbone": "inception_v3", "size": "32"})
    assert read.recipe == Recipe(backbone="inception_v3", size=128).but(size=75)
    read = attack.SETTINGS.from_query({"method": "deepfool", "goal": "least", "budget": "1"})
    assert read.recipe == Attack.of("deepfool", budget=1.0)
    assert "goal=least" in str(read.trouble)


def test_of_several_items_those_that_can_be_read_are_used():
    read = race.SETTINGS.from_query({"arms": "scratch,fly.squeezenet,extract.squeezenet"})
    assert [arm.id for arm in read.recipe.arms] == ["scratch", "extract.squeezenet"]
    assert "arms=fly.squeezenet" in str(read.trouble)
    terms = "class:1:0:0.5:0.5:0.5,sound:1:0:1:0:0,class:2:0:0.5:0.5:0.5"
    read = ideal.SETTINGS.from_query({"objective": terms})
    assert read.recipe == Ideal()  # a kind that is none: the objective as a whole cannot be made
    read = ideal.SETTINGS.from_query({"objective": "class:1:0:0.5:0.5:0.5,class:2"})
    assert read.recipe == Ideal(objective=(Term(index=1, weight=0.5),))


def test_what_cannot_be_made_on_this_machine_is_left_out():
    def here(recipe):
        replace(ideal.SETTINGS.rows["backbone"], valid=["efficientnet_lite0"]).check(
            recipe.backbone
        )

    read = ideal.SETTINGS.from_query({"backbone": "vgg16", "steps": "8"}, here)
    assert read.recipe == Ideal(steps=8)
    assert "backbone=vgg16" in str(read.trouble)
