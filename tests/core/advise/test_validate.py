"""What outcomes say about advice; and one case measured and trained for real."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from core.advise import foretell, validate
from core.advise.case import Case
from core.advise.measure import measure, quarters
from core.advise.model import Fit
from core.transfer.cache import ActivationStore
from core.transfer.prefix import Prefix
from core.transfer.recipe import Recipe
from core.work import Stop

FIT = Fit(base=(0.0, 1.0), tuning=(-1.0, 0.0), networks={}, spread=(-0.5, 0.5), rows=1)


def draw(seed, per_class=10, **arms):
    """One draw of a case: backbone → (what was measured, what it came to)."""
    return {
        "case": Case("digits", (), per_class, seed).to_json(),
        "photos": 10 * per_class,
        "arms": [
            {
                "backbone": name, "way": "extract", "knn": 0.5, "probe": probe, "before": probe,
                "obtained": obtained, "tested": 500, "seconds": 1.0,
            }
            for name, (probe, obtained) in arms.items()
        ],
    }  # fmt: skip


def test_advice_is_right_when_it_comes_within_two_points_of_the_mean_over_draws():
    found = [
        draw(0, efficientnet_lite0=(0.5, 0.60), squeezenet=(0.7, 0.80)),
        draw(1, efficientnet_lite0=(0.8, 0.70), squeezenet=(0.7, 0.72)),  # advises the worse one
        draw(0, per_class=20, efficientnet_lite0=(0.9, 0.90), squeezenet=(0.7, 0.91)),
    ]
    summed = validate.summary(found, FIT)
    assert summed["cases"] == 2 and summed["advice"] == 3
    assert summed["within_2_points"] == pytest.approx(2 / 3)
    assert summed["baseline_within_2_points"] == pytest.approx(1 / 3)
    assert summed["winners"] == {"squeezenet": 2}
    assert summed["regret"] == pytest.approx((0 + 0.11 + 0.01) / 3)
    assert sum(point["advised"] for point in summed["points"]) == 3


def test_a_tie_between_networks_is_nobodys_win():
    found = [draw(0, efficientnet_lite0=(0.5, 1.0), squeezenet=(0.7, 1.0))]
    assert validate.summary(found, FIT)["winners"] == {}


def test_ranks_are_those_of_scipy():
    one, other = [0.1, 0.4, 0.4, 0.9, 0.2], [1, 3, 2, 5, 5]
    assert validate.spearman(one, other) == pytest.approx(spearmanr(one, other).statistic)
    assert validate.spearman([1, 1], [0, 1]) == 0


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr("core.advise.case.EPOCHS", 2)
    monkeypatch.setattr("core.advise.case.HEAD_EPOCHS", 1)
    monkeypatch.setattr("core.advise.case.TUNE_EPOCHS", 1)
    return Case("faces", (), 4, size=32)


def test_a_case_is_measured_and_every_arm_trained_to_the_end(small, monkeypatch):
    monkeypatch.setattr(Case, "backbones", lambda self: ["squeezenet", "efficientnet_lite0"])
    told = []
    (outcome,) = validate.run([small], [5], told.append)
    assert [(arm["backbone"], arm["way"]) for arm in outcome["arms"]] == [
        ("squeezenet", "extract"), ("squeezenet", "tune_1"),
        ("efficientnet_lite0", "extract"), ("efficientnet_lite0", "tune_1"),
    ]  # fmt: skip
    assert [event["done"] for event in told] == [1, 2, 3, 4]
    assert all(arm["tested"] == 60 for arm in outcome["arms"])
    assert len(validate.rows([outcome])) == 4


def test_measuring_keeps_what_trainings_need_and_hears_cancel(small, monkeypatch):
    monkeypatch.setattr(Case, "backbones", lambda self: ["squeezenet", "efficientnet_lite0"])
    found = measure(small)
    assert set(found) == {"squeezenet", "efficientnet_lite0"}
    for one in found.values():
        assert 0 <= one["knn"] <= 1 and 0 <= one["probe"] <= 1 and 0 <= one["before"] <= 1
        assert 0 < one["domain"] < 1
    recipe, photos = small.recipe("squeezenet", "tune_1"), small.subset().train
    for boundary in (recipe.boundary, recipe.boundary + 1):
        prefix = Prefix.calibrated(recipe.network, boundary, recipe.size)
        _maps, hit, _kept = prefix(photos, ActivationStore(), lambda done: None)
        assert hit
    with pytest.raises(Stop):
        measure(small, cancelled=lambda: True)


def test_quarters_keep_roughly_where_things_are():
    maps = np.zeros((1, 4, 4, 1))
    maps[0, 0, 3] = 4.0
    assert quarters(maps).tolist() == [[0, 1, 0, 0]]
    assert quarters(np.ones((2, 3, 3, 5))).shape == (2, 20)
    assert quarters(np.ones((2, 1, 1, 5))).tolist() == np.ones((2, 20)).tolist()


def test_past_trainings_are_compared_only_where_the_advisor_has_an_opinion():
    good = Recipe(dataset="faces", backbone="squeezenet", per_class=4)
    assert foretell.comparable(good)
    for change in ({"scratch": True}, {"weights": "random"}, {"fault": "labels"}, {"per_class": 1}):
        assert not foretell.comparable(good.but(**change))
    assert foretell.way_of(good) == "extract"
    assert foretell.way_of(good.but(unfreeze=5)) == "tune_1"
