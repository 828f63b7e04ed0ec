"""What outcomes say about advice, and about what people choose by without it."""

from statistics import mean

import pytest
from scipy.stats import spearmanr

from core.advise import judged
from core.advise.case import Case
from core.advise.judged import (
    ADVICE,
    FAVOURITE,
    FIXED,
    IMAGENET,
    KNN,
    LOG_ME,
    PROBE,
    chosen,
    rule,
    summary,
)
from core.advise.model import Fit
from core.advise.ways import FROZEN, WAYS
from core.zoo import catalog as zoo

FIT = Fit({"level": 1.0, "ahead": 1.0}, {}, spread=(-0.5, 0.5))


def draw(seed, per_class=10, **arms):
    """One draw of a case: backbone → (what was measured, what it came to)."""
    return {
        "case": Case("digits", (), per_class, seed).to_json(),
        "photos": 10 * per_class,
        "arms": [
            {
                "backbone": name, "way": FROZEN, "knn": 0.5, "probe": probe, "before": probe,
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
    summed = summary(found, FIT)
    assert summed["cases"] == 2 and summed["advice"] == 3
    mine, plain = rule(summed, ADVICE), rule(summed, IMAGENET)
    assert mine["within"] == pytest.approx(2 / 3) and plain["within"] == pytest.approx(1 / 3)
    assert mine["regret"] == pytest.approx((0 + 0.11 + 0.01) / 3)
    assert plain["gain"][0] == pytest.approx(plain["regret"] - mine["regret"])
    assert plain["gain"][1] < plain["gain"][0] < plain["gain"][2]
    assert summed["winners"] == {"squeezenet": 2}
    assert sum(point["advised"] for point in summed["points"]) == 3
    assert not [one for one in summed["rules"] if one["by"] == LOG_ME]  # it was not measured


def test_a_tie_between_networks_is_nobodys_win():
    found = [draw(0, efficientnet_lite0=(0.5, 1.0), squeezenet=(0.7, 1.0))]
    assert summary(found, FIT)["winners"] == {}


def test_every_rival_takes_the_network_that_its_measure_puts_first():
    one = draw(0, efficientnet_lite0=(0.5, 0.6), squeezenet=(0.7, 0.8), vgg16_edges=(0.6, 0.5))
    plain, squeeze, vgg = one["arms"]
    plain["log_me"], squeeze["log_me"], vgg["log_me"] = 0.3, 0.1, 0.2
    vgg["knn"] = 0.9
    one["arms"].append(squeeze | {"way": FIXED})
    assert chosen(one, IMAGENET, FROZEN) == ("efficientnet_lite0", FROZEN)
    assert chosen(one, LOG_ME, FROZEN) == ("efficientnet_lite0", FROZEN)
    assert chosen(one, PROBE, FIXED) == ("squeezenet", FIXED)
    assert chosen(one, KNN, FIXED) == ("vgg16_edges", FROZEN)  # a VGG is not trained in it


def test_the_share_in_the_range_is_that_of_the_draws_whatever_their_number_of_trainings():
    found = [
        draw(0, efficientnet_lite0=(0.5, 0.5), squeezenet=(0.5, 0.99)),
        draw(1, per_class=20, efficientnet_lite0=(0.5, 0.5)),
    ]
    held = summary(found, FIT)["in_range"]
    assert held["all"] == pytest.approx((1 / 2 + 1) / 2) and held["interval"][0] < held["all"]
    assert held["advised"] == 1 and held["advised_interval"][0] < 0.6


def test_all_photos_right_are_inside_a_range_that_ends_half_a_photo_below():
    sure = Fit({"level": 1.0, "ahead": 1.0}, {}, spread=(-0.5, 4.0))
    for tested, inside in ((60, 1), (6000, 0)):
        one = draw(0, efficientnet_lite0=(0.95, 1.0))
        one["arms"][0]["tested"] = tested
        assert summary([one], sure)["in_range"]["all"] == inside


def test_ranks_are_those_of_scipy():
    one, other = [0.1, 0.4, 0.4, 0.9, 0.2], [1, 3, 2, 5, 5]
    assert judged.spearman(one, other) == pytest.approx(spearmanr(one, other).statistic)
    assert judged.spearman([1, 1], [0, 1]) == 0


def developed():
    """Network and way → its mean over the development's draws with every way that is tried."""
    draws = [
        {(arm["backbone"], arm["way"]): arm["obtained"] for arm in run["arms"]}
        for run in judged.developed()
    ]
    names = {name for name, _way in draws[0]}
    tried = {(n, w) for n in names for w, way in WAYS.items() if way.possible(zoo.get(n))}
    whole = [draw for draw in draws if tried <= set(draw)]
    return {arm: mean(draw[arm] for draw in whole) for arm in tried}


def test_the_rivals_second_way_is_the_best_on_average_in_the_development_cases():
    """Of those beside everything frozen that every network was trained in which is not frozen for
    good."""
    came = developed()
    networks = {name for name, way in came if way != FROZEN}
    ways = [way for way in WAYS if way != FROZEN and all((n, way) in came for n in networks)]
    assert max(ways, key=lambda way: mean(came[name, way] for name in networks)) == FIXED


def test_the_favourite_is_the_network_that_is_best_on_average_in_the_development_cases():
    came = developed()
    frozen = {name: value for (name, way), value in came.items() if way == FROZEN}
    assert max(frozen, key=frozen.__getitem__) == judged.ALWAYS[FAVOURITE]


def test_the_ceiling_is_how_often_what_was_best_in_one_draw_is_near_it_in_the_other():
    found = [
        draw(0, efficientnet_lite0=(0.5, 0.60), squeezenet=(0.7, 0.80)),
        draw(1, efficientnet_lite0=(0.5, 0.70), squeezenet=(0.7, 0.72)),
        draw(0, per_class=20, efficientnet_lite0=(0.5, 0.90), squeezenet=(0.7, 0.91)),
        draw(1, per_class=20, efficientnet_lite0=(0.5, 0.93), squeezenet=(0.7, 0.90)),
        draw(0, per_class=30, efficientnet_lite0=(0.5, 0.10), squeezenet=(0.7, 0.90)),  # one draw
    ]
    share, low, high = judged.ceiling(found)
    assert share == pytest.approx((1 + 0.5) / 2) and low < share <= high <= 1
