"""The curve from measures to expected accuracy."""

import json

import numpy as np
import pytest

from core.advise import cases, model, validate
from core.advise.case import Case
from core.advise.model import Row, calibrated, fit


def seen(*values, **names):
    """Measures that all say the same: of the networks ``one`` and ``two``, or of named ones."""
    shown = dict(zip(("one", "two"), values, strict=False)) | names
    return {name: {"probe": v, "before": v, "knn": v} for name, v in shown.items()}


SAME = seen(0.6, 0.6)


def rows(gain=0.0, slope=0.0, only="", shifts=(("one", 0.4), ("two", -0.4)), unsure=0.0):
    """Trainings that follow a curve exactly: accuracy is what was measured, fine-tuning adds, for
    the network `only` if it is named; from case to case by `unsure` more or less."""
    out = []
    for network, shift in shifts:
        for photos in (50, 200, 800):
            for place, probe in enumerate((0.3, 0.5, 0.7, 0.85)):
                plain = np.log(probe / (1 - probe)) + shift
                for way in ("extract", "tune_3"):
                    logit = plain
                    if way == "tune_3" and only in ("", network):
                        logit += gain + slope * np.log2(photos / 50) + unsure * (-1) ** place
                    obtained, frozen = (1 / (1 + np.exp(-value)) for value in (logit, plain))
                    measures = seen(probe, probe)
                    case = f"{photos} {probe}"
                    out.append(Row(case, network, way, measures, photos, 10**6, obtained, frozen))
    return out


def test_the_fit_finds_what_fine_tuning_and_each_network_add():
    found = fit(rows(gain=-0.2, slope=0.3))

    def expected(network, way, photos):
        return found.expected(SAME, network, way, photos).accuracy

    assert expected("one", "extract", 200) > expected("two", "extract", 200)
    for network in ("one", "two"):
        assert expected(network, "tune_3", 800) > expected(network, "extract", 800)
        assert expected(network, "tune_3", 20) < expected(network, "extract", 20)


def test_of_what_a_way_adds_only_the_sure_part_is_expected():
    def gain(unsure):
        found = fit(rows(gain=0.5, unsure=unsure))
        return found.logit(SAME, "one", "tune_3", 200) - found.logit(SAME, "one", "extract", 200)

    assert 0 < gain(0.2) < gain(0.0) < 0.5
    assert gain(5.0) == 0


def test_a_loss_that_is_sure_is_expected_too():
    found = fit(rows(gain=-0.5))
    assert found.gains["one tune_3"].sure(200) < 0


def test_a_way_may_suit_one_network_more_than_another():
    found = fit(rows(gain=1.0, only="one"))
    assert found.gains["one tune_3"].sure(800) > 0.3 and found.gains["two tune_3"].sure(800) == 0


def test_a_way_that_was_never_tried_is_expected_to_change_nothing():
    found = fit(rows(gain=0.5))
    plain, unknown = (found.expected(SAME, "one", way, 200) for way in ("extract", "never"))
    assert plain == unknown


def test_better_measures_promise_more_and_the_range_holds_what_is_expected():
    found = fit(rows())
    low, high = (found.expected(seen(v, v), "one", "extract", 100) for v in (0.4, 0.9))
    assert low.accuracy < high.accuracy
    for one in (low, high):
        assert 0 < one.low <= one.accuracy + 0.02 and one.accuracy <= one.high + 0.02 < 1.02


def test_among_networks_measures_count_as_much_as_the_development_cases_say():
    """Here what one network is measured ahead of the other says nothing of what comes out."""
    idle = [
        Row(
            f"{level} {sign}",
            name,
            "extract",
            seen(level + sign, level - sign),
            100,
            10**6,
            came,
            came,
        )
        for level, came in ((0.4, 0.4), (0.6, 0.6), (0.7, 0.7))
        for sign in (-0.1, 0.1)
        for name in ("one", "two")
    ]
    assert fit(idle).weights["ahead"] == pytest.approx(0, abs=0.02)
    assert fit(rows()).weights["level"] == pytest.approx(1, abs=0.1)


def test_the_range_is_that_of_cases_that_took_no_part_in_the_curve():
    """One case that is nothing like the others: a curve that has seen it would come nearer."""
    usual = rows()
    odd = [
        Row("odd", name, "extract", SAME, 100, 10_000, obtained, obtained)
        for name, obtained in (("one", 0.99), ("two", 0.98))
    ]
    some = [row for row in usual if row.photos == 50] + odd
    found = fit(some)
    left = [
        model._logit(row.obtained, row.tested)
        - found.logit(row.measures, row.backbone, row.way, row.photos)
        for row in some
    ]
    assert found.spread[1] > np.quantile(left, model.HIGH)


def test_what_ships_was_fitted_on_the_development_cases_and_on_nothing_else():
    runs = json.loads(model.CALIBRATION.read_text("utf-8"))["runs"]
    assert [Case.from_json(run["case"]) for run in runs] == list(cases.DEVELOP)
    again, shipped = fit(validate.rows(runs)), calibrated()
    assert again.rows == shipped.rows
    assert again.weights == pytest.approx(shipped.weights)
    assert again.gains.keys() == shipped.gains.keys()
    for arm, gain in again.gains.items():
        assert gain.line == pytest.approx(shipped.gains[arm].line)
    assert again.spread == pytest.approx(shipped.spread)
