"""A study's plan: what it trains, with how many photos, with which networks."""

from core.study import plan
from core.study.plan import Study
from core.transfer import rates
from core.zoo import weights
from core.zoo.weights import WeightsState


def test_three_networks_two_ways_and_scratch_for_every_seed():
    study = Study("digits", seeds=(0, 1))
    recipes = study.recipes()
    assert len(recipes) == (3 * 2 + 1) * 2
    for recipe in recipes.values():
        recipe.check()
    ways = {(r.scratch, r.unfreeze > 0, r.seed) for r in recipes.values()}
    assert len(ways) == 3 * 2
    assert {recipe.backbone for recipe in recipes.values()} >= set(study.backbones)


def test_every_arm_of_transfer_has_the_same_photos_and_epochs():
    study = Study("digits", seeds=(0,))
    recipes = study.recipes().values()
    assert len({(r.per_class, r.val_per_class, r.test_per_class) for r in recipes}) == 1
    assert len({r.lp_ft + r.epochs for r in recipes}) == 1
    assert all(r.augment == "chapter" for r in recipes)
    tuned = [r for r in recipes if r.unfreeze]
    assert all(r.lp_ft and rates.CHAPTER <= r.suffix_lr <= rates.LAB for r in tuned)


def test_all_photos_are_used_up_to_the_cap():
    small, large = Study("faces"), Study("cifar10", pace="quick")
    train, val, test = small.counts
    assert (train + val, test) == (70, 30)
    assert large.counts[0] == plan.PACES["quick"].most


def test_its_series_is_named_by_what_it_trains():
    study = Study("digits", ("3", "7"), ("squeezenet",), (2, 5), "quick")
    assert study.series == study.but(pace="quick").series
    assert study.series != study.but(seeds=(2,)).series


def test_the_assignments_networks_are_taken_where_their_weights_are(monkeypatch):
    assert plan.networks() == tuple(plan.STAND_INS.values())
    assert len(plan.stand_ins(plan.networks())) == 3
    real = weights.state

    def state(network, choice=""):
        said = real(network, choice)
        return WeightsState("ready", None, 0, said.message) if network == "vgg16" else said

    monkeypatch.setattr(weights, "state", state)
    assert "vgg16" in plan.networks() and "squeezenet" not in plan.networks()
    assert all("VGG16" not in str(said) for said in plan.stand_ins(plan.networks()))
