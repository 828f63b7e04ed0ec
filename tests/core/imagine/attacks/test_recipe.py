"""An attack's recipe: defaults of its method, round trip, and what it refuses in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imagine.attacks.goal import GOALS, UNTARGETED
from core.imagine.attacks.methods import METHODS, several
from core.imagine.attacks.recipe import Attack
from core.messages import LabError


@pytest.mark.parametrize("method", METHODS)
def test_defaults_are_valid_and_survive_json(method):
    attack = Attack.of(method).check()
    assert Attack.from_json(attack.to_json()) == attack
    assert Attack.from_json({"method": method}) == attack


@given(budget=st.integers(0, 255), steps=st.integers(1, 200))
def test_the_steps_can_reach_the_whole_budget(budget, steps):
    attack = Attack.of("pgd", budget=budget, steps=steps)
    assert attack.step >= 1
    assert attack.step * steps >= budget


def test_fgsm_takes_its_budget_in_one_step():
    attack = Attack.of("fgsm", budget=7)
    assert (attack.steps, attack.step) == (1, 7)


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"method": "pgt"}, "pgt"),
        ({"goal": "any"}, "any"),
        ({"goal": "class", "target": 1000}, "999"),
        ({"budget": -1}, "between"),
        ({"budget": 256}, "255"),
        ({"budget": float("nan")}, "between"),
        ({"budget": 2.5}, "whole"),
        ({"steps": 0}, "Steps"),
        ({"seed": -1}, "Seed"),
        ({"backbones": []}, "network"),
        ({"method": "deepfool", "goal": "class"}, "target"),
        ({"method": "one_pixel", "backbones": ["efficientnet_lite0", "squeezenet"]}, "one network"),
        ({"epsilon": 4}, "epsilon"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said(settings, word):
    with pytest.raises(LabError, match=word):
        Attack.from_json(settings).check()


def test_methods_without_a_target_start_untargeted():
    goals = {method: Attack.of(method).goal for method in METHODS}
    assert set(goals.values()) <= set(GOALS)
    assert goals["deepfool"] == UNTARGETED


@pytest.mark.parametrize("method", METHODS)
def test_a_methods_file_says_what_holds(method):
    facts = METHODS[method]
    assert {*facts.uses} <= Attack().to_json().keys()
    assert facts.stops and facts.stops[-1] <= facts.highest
    assert facts.budget <= facts.highest
    assert facts.url.startswith("https://") and any(c.isdigit() for c in facts.citation)
    assert str(facts.explained).startswith("**")


def test_methods_stand_in_the_order_in_which_they_are_met():
    assert [METHODS[name].place for name in METHODS] == sorted(m.place for m in METHODS.values())
    assert [name for name in METHODS if METHODS[name].norm == "linf"] == several()
