"""From measures to one recipe with reasons."""

from dataclasses import replace

import pytest

from core.advise.case import Case
from core.advise.model import Fit, Gain, arm_name
from core.advise.recommend import recommend
from core.advise.ways import FROZEN, WAYS
from core.messages import LabError
from core.transfer import rates
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo

CASE = Case("digits", (), 10)
NAMES = CASE.backbones()


def fit(**gains):
    """Measures count fully, and each of these ways adds so much to every network."""
    made = {
        arm_name(name, way): Gain((gain, 0.0), (0.0, 0.0, 0.0))
        for name in NAMES
        for way, gain in gains.items()
    }
    return Fit({"level": 1.0, "ahead": 1.0}, made, spread=(-0.5, 0.5))


WORSE = {way: -1.0 for way in WAYS if way != FROZEN}


def measures(best, second=None):
    out = {name: {"probe": 0.5, "before": 0.5, "knn": 0.5} for name in NAMES}
    out[best] = {"probe": 0.8, "before": 0.8, "knn": 0.7}
    if second:
        out[second] = {"probe": 0.79, "before": 0.79, "knn": 0.7}
    return out


@pytest.mark.parametrize("best", ["squeezenet", "mobilenet_v2_dogs"])
def test_the_network_with_the_best_measures_is_recommended(best):
    advice = recommend(CASE, measures(best), "accurate", fit(**WORSE))
    assert (advice.backbone, advice.way) == (best, "extract")
    assert advice.recipe.backbone == best and advice.recipe.unfreeze == 0
    assert advice.expected.low < advice.expected.accuracy < advice.expected.high
    said = " ".join(map(str, advice.reasons))
    assert "80%" in said and "stays frozen" in said


def test_fine_tuning_is_recommended_where_it_is_expected_to_pay_and_time_is_no_matter():
    found = measures("squeezenet")
    tuned = recommend(CASE, found, "accurate", fit(tune_3=0.5))
    assert tuned.way == "tune_3"
    assert tuned.recipe.unfreeze == 3 and tuned.recipe.lp_ft > 0
    assert tuned.recipe.suffix_lr == rates.LAB < tuned.recipe.lr
    for wish in ("quick", "cheap"):
        assert recommend(CASE, found, wish, fit(tune_3=0.5)).way == "extract"


def test_little_computing_takes_the_smaller_of_two_that_are_close(as_counted):
    found = measures("vgg16_edges", second="squeezenet")
    assert recommend(CASE, found, "quick", fit()).backbone == "vgg16_edges"
    advice = recommend(CASE, found, "cheap", fit())
    assert advice.backbone == "squeezenet"
    assert any("little computing" in str(reason) for reason in advice.reasons)


@pytest.fixture
def as_counted(monkeypatch):
    work = {"squeezenet": 1.0, "vgg16_edges": 20.0}
    monkeypatch.setattr(
        "core.advise.recommend.work", lambda backbone, size: work.get(backbone, 99.0)
    )


def test_two_networks_that_are_close_are_said_to_be():
    advice = recommend(CASE, measures("squeezenet", "mobilenet_v2_dogs"), "quick", fit())
    assert any("hardly" in str(reason) for reason in advice.reasons)
    clear = recommend(CASE, measures("squeezenet"), "quick", fit())
    assert any("next best" in str(reason) for reason in clear.reasons)


def test_a_network_that_the_measures_do_not_put_first_is_explained():
    """The lines of single networks can turn the order round; nobody should have to guess why."""
    found = measures("squeezenet")
    likes = {"level": 1.0, "ahead": 1.0, "mobilenet_v2_dogs": 3.0}
    advice = recommend(CASE, found, "accurate", replace(fit(), weights=likes))
    assert advice.backbone == "mobilenet_v2_dogs"
    said = " ".join(map(str, advice.reasons))
    assert "By the measures alone (the linear probe, the probe before the last block, k-NN)" in said
    assert "SqueezeNet 1.1 would come first" in said and "turns the order round" in said
    plain = " ".join(map(str, recommend(CASE, found, "accurate", fit()).reasons))
    assert "All three measures put SqueezeNet 1.1 first" in plain


def test_the_distance_to_the_next_network_is_never_negative():
    """Fine-tuned, a network may lead that is behind while frozen."""
    found = measures("squeezenet", "mobilenet_v2_dogs")
    for wish in ("accurate", "quick", "cheap"):
        advice = recommend(CASE, found, wish, fit(tune_3=0.5))
        assert not any("-" in str(r) and "points behind" in str(r) for r in advice.reasons)


def test_a_gain_by_fine_tuning_that_cannot_be_told_apart_is_not_praised():
    advice = recommend(CASE, measures("squeezenet"), "accurate", fit(tune_3=0.02))
    said = " ".join(map(str, advice.reasons))
    assert advice.way == "tune_3"
    assert "too little to be told apart" in said and "it paid" not in said


def test_the_recipe_of_every_arm_can_be_run_and_survives_json():
    for case in (CASE, Case("faces", (), 50), Case("textures", ("brick", "grass"), 3)):
        for backbone, way in case.arms():
            recipe = case.recipe(backbone, way).check()
            assert Recipe.from_json(recipe.to_json()) == recipe
    advice = recommend(CASE, measures("squeezenet"), "accurate", fit(lora_half=0.3)).to_json()
    assert (advice["way"], advice["learns"]) == ("lora_half", "lora")
    assert Recipe.from_json(advice["recipe"]).backbone == advice["backbone"] == "squeezenet"
    assert len(advice["considered"]) == len(CASE.arms())


@pytest.mark.parametrize("way", WAYS)
def test_every_way_can_be_recommended_and_is_explained(way):
    """Wherever a network has something of what learns."""
    for name in NAMES:
        if (name, way) not in CASE.arms():
            continue
        found = {other: measures(name)[other] for other in (name,)}
        advice = recommend(CASE, found, "accurate", fit(**({way: 0.5} if way != FROZEN else WORSE)))
        assert (advice.backbone, advice.way) == (name, way)
        if way != FROZEN:
            assert str(WAYS[way].title) in " ".join(map(str, advice.reasons))
    assert any(tried == way for _name, tried in CASE.arms())


def test_what_a_way_asks_for_is_what_the_recipe_trains():
    for backbone, way in CASE.arms():
        recipe, entry = CASE.recipe(backbone, way), WAYS[way]
        assert recipe.check().learns == entry.learns
        assert recipe.unfreeze == entry.unfreeze(len(zoo.get(backbone).blocks))
        recipe.check_learning()
    ways = {backbone: [w for b, w in CASE.arms() if b == backbone] for backbone in NAMES}
    assert ways["vgg16_edges"] == [FROZEN] and "tune_all" in ways["squeezenet"]
    assert "tune_half" not in ways["efficientnet_lite0"]


def test_one_photo_a_class_cannot_be_measured():
    with pytest.raises(LabError, match="at least two"):
        Case("digits", (), 1).check()
    with pytest.raises(LabError, match="no class"):
        Case("digits", ("ten",), 5).check()


def test_a_case_survives_json_and_counts_its_photos():
    case = Case("cifar10", ("cat", "dog"), 5, seed=3)
    assert Case.from_json(case.to_json()) == case
    assert case.photos == 10
