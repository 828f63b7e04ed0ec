"""The recipe of an ideal image: round trips, defaults, refusals in words."""

import json

import pytest

from core.imagine.ideal.recipe import DEFAULTS, PARAMS, Ideal, Term
from core.messages import LabError


def test_a_recipe_survives_json_and_unknown_keys():
    terms = (Term("channel", 3, 5, -0.5), Term("neuron", 7, 2, 1.0, 0.25, 0.75))
    recipe = Ideal(objective=terms, param="tv", crop=0.1, coarse=True, seed=9)
    document = json.loads(json.dumps(recipe.to_json())) | {"of a later version": 1}
    assert Ideal.from_json(document) == recipe


@pytest.mark.parametrize("param", PARAMS)
def test_what_is_not_chosen_is_the_default_of_the_parameterisation(param):
    recipe = Ideal(param=param, noise=0.0)
    for name, value in (DEFAULTS[param] | {"noise": 0.0}).items():
        assert getattr(recipe, name) == value
    assert recipe.check() is recipe


def test_the_target_is_the_class_that_is_raised_most():
    half = (Term(index=281, weight=0.4), Term(index=340, weight=0.6), Term(index=1, weight=-2))
    assert Ideal(objective=half).target == 340
    assert Ideal(objective=(Term("boundary", boundary=3), Term(weight=-1))).target is None


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"backbone": "lenet"}, "lenet"),
        ({"param": "wavelet"}, "fourier"),
        ({"start": "dark"}, "grey"),
        ({"objective": ()}, "nothing"),
        ({"objective": (Term("layer"),)}, "neuron"),
        ({"objective": (Term(index=1000),)}, "999"),
        ({"objective": (Term("channel", 0, 19),)}, "18"),
        ({"objective": (Term("channel", 0, 0),)}, "18"),
        ({"objective": (Term("neuron", 0, 1, row=1.5),)}, "0 to 1"),
        ({"objective": (Term(weight=float("nan")),)}, "nan"),
        ({"steps": 0}, "4096"),
        ({"size": 66, "coarse": True}, "multiple"),
        ({"backbone": "inception_v3", "size": 96, "coarse": True}, "75"),
        ({"rate": float("nan")}, "nan"),
        ({"tv": -1.0}, "-1"),
        ({"crop": 1.0}, "0.9"),
        ({"seed": -1}, "-1"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(changes, word):
    with pytest.raises(LabError, match=word):
        Ideal(**changes).check()
