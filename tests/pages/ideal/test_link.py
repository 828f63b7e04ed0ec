"""A recipe of an ideal image in the URL."""

import pytest

from core.imagine.ideal.recipe import SETTINGS, Ideal, Term
from core.settings import Read

MIX = (Term(index=284, weight=0.5), Term("channel", 12, 5, -0.5, 0.25, 0.75))


@pytest.mark.parametrize(
    "recipe",
    [
        Ideal(),
        Ideal(param="pixel"),
        Ideal("squeezenet", MIX, "tv", steps=8, size=64, tv=0.0, coarse=True, seed=7),
        Ideal(param="fourier", crop=0.0, rotation=10.0, start="grey"),
    ],
)
def test_there_and_back(recipe):
    assert SETTINGS.from_query(recipe.to_query()) == Read(recipe, tuple(recipe.to_query()))


def test_the_first_recipe_needs_no_parameters_and_defaults_of_a_way_are_left_out():
    assert Ideal().to_query() == {}
    assert Ideal(param="tv").to_query() == {"param": "tv"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"steps": "many"}, "steps=many"),
        ({"objective": "class:1"}, "objective=class:1"),
        ({"size": "9999"}, "9999"),
        ({"backbone": "nothing"}, "nothing"),
        ({"coarse": "yes"}, "coarse=yes"),
    ],
)
def test_what_cannot_be_followed_is_said(query, said):
    read = SETTINGS.from_query(query)
    assert read.recipe == Ideal() and not read.used
    assert said in str(read.trouble)
