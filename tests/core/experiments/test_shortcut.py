"""A mark that goes with the class: really trained, very small."""

import numpy as np
import pytest

from core.experiments import shortcut
from core.transfer import fit
from core.transfer.recipe import Recipe
from core.work import RAN, Stop

SMALL = Recipe(
    dataset="digits",
    classes=("0", "1", "2"),
    backbone="squeezenet",
    size=48,
    per_class=12,
    val_per_class=4,
    test_per_class=8,
    epochs=10,
    batch=8,
)
ARMS = {
    name: recipe.but(epochs=10)
    for name, recipe in shortcut.arms("frame", SMALL).items()
    if name in ("scratch|none", "frozen|none", "frozen|mixed")
}


@pytest.fixture(scope="module")
def found():
    heard = []
    return shortcut.measure(ARMS, 1, heard.append), heard


def test_every_arm_is_asked_about_the_same_photos_three_times(found):
    told, heard = found
    assert [run["arm"] for run in told["runs"]] == list(ARMS)
    for run in told["runs"]:
        assert run["photos"] == 24
        assert set(run["right"]) == set(shortcut.ASKED)
    assert [event["run"]["arm"] for event in heard if event["kind"] == RAN] == list(ARMS)


def test_cutting_the_link_costs_and_mixed_marks_give_it_back(found):
    before, after = (shortcut.of(found[0]["runs"], "frozen", one) for one in ("none", "mixed"))
    lost = [shortcut.accuracies(before, which)[0] for which in (shortcut.LINKED, shortcut.CUT)]
    assert lost[0] - lost[1] > 0.5
    assert shortcut.accuracies(after, shortcut.CUT)[0] - lost[1] > (lost[0] - lost[1]) / 2


def test_where_the_link_holds_it_is_an_ordinary_test_of_that_recipe(found):
    (run,) = shortcut.of(found[0]["runs"], "frozen")
    result = fit.train(ARMS["frozen|none"])
    assert run["right"][shortcut.LINKED] / run["photos"] == pytest.approx(result["test_accuracy"])
    assert result["fresh_accuracy"] < result["test_accuracy"]


def test_heat_maps_are_measured_of_each_network(found):
    told = found[0]
    assert told["area"] == pytest.approx(7 / 16)
    for run in told["runs"]:
        assert run["maps"] > 0 and 0 <= run["mass"] <= 1
        assert np.shape(run["shown"]["heat"])[0] >= 3
        assert run["shown"]["label"] == 0


def test_what_was_measured_before_is_not_measured_again(found):
    runs = found[0]["runs"]
    again = shortcut.measure(ARMS, 1, known=runs)
    assert again["runs"] == runs and again["seconds"] < 1


def test_it_stops_where_the_learner_wants_it():
    with pytest.raises(Stop):
        shortcut.measure(ARMS, 1, cancelled=lambda: True)


def test_a_mark_that_is_everywhere_has_no_share_of_the_map():
    assert shortcut.mass([{"mass": None}, {"mass": None}]) is None
    assert shortcut.mass([{"mass": None}, {"mass": 0.4}]) == 0.4


def test_every_way_is_there_without_and_with_each_remedy():
    arms = shortcut.arms("tint", SMALL)
    assert len(arms) == 9
    for name, recipe in arms.items():
        assert (recipe.check().mark, recipe.fault) == ("tint", "shortcut")
        assert (recipe.link == 0) == name.endswith("|mixed")
        assert (recipe.augment == "chapter") == name.endswith("|augmented")
