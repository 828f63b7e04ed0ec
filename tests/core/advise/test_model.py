"""The curve from measures to expected accuracy."""

import json

import numpy as np
import pytest

from core.advise import cases, model, validate
from core.advise.case import Case
from core.advise.model import Row, calibrated, fit

SAME = {"probe": 0.6, "before": 0.6, "knn": 0.6}


def rows(gain=0.0, slope=0.0, only=""):
    """Trainings that follow a curve exactly: accuracy is what was measured, fine-tuning adds, for
    the network `only` if it is named."""
    out = []
    for network, shift in (("one", 0.4), ("two", -0.4)):
        for photos in (50, 200, 800):
            for probe in (0.3, 0.5, 0.7, 0.85):
                for way in ("extract", "tune_1"):
                    logit = np.log(probe / (1 - probe)) + shift
                    if way == "tune_1" and only in ("", network):
                        logit += gain + slope * np.log2(photos / 1000)
                    obtained = 1 / (1 + np.exp(-logit))
                    measures = {"probe": probe, "before": probe, "knn": probe}
                    case = f"{photos} {probe}"
                    out.append(Row(case, network, way, measures, photos, 10_000, obtained))
    return out


def test_the_fit_finds_what_fine_tuning_and_each_network_add():
    found = fit(rows(gain=0.5, slope=0.2))

    def expected(network, way, photos):
        return found.expected(SAME, network, way, photos).accuracy

    assert expected("one", "extract", 200) > expected("new", "extract", 200)
    assert expected("new", "extract", 200) > expected("two", "extract", 200)
    assert expected("one", "tune_1", 800) > expected("one", "extract", 800)
    assert expected("one", "tune_1", 50) < expected("one", "extract", 50)


def test_a_way_may_suit_one_network_more_than_another():
    found = fit(rows(gain=1.0, only="one"))

    def gain(network):
        tuned, plain = (found.logit(SAME, network, way, 800) for way in ("tune_1", "extract"))
        return tuned - plain

    assert gain("one") > gain("new") > gain("two")


def test_a_way_that_was_never_tried_is_expected_to_change_nothing():
    found = fit(rows(gain=0.5))
    plain, unknown = (found.expected(SAME, "one", way, 200) for way in ("extract", "never"))
    assert plain == unknown


def test_better_measures_promise_more_and_the_range_holds_what_is_expected():
    found = fit(rows())
    low = found.expected({"probe": 0.4, "before": 0.5, "knn": 0.4}, "one", "extract", 100)
    high = found.expected({"probe": 0.9, "before": 0.8, "knn": 0.8}, "one", "extract", 100)
    assert low.accuracy < high.accuracy
    for one in (low, high):
        assert 0 < one.low <= one.accuracy + 0.02 and one.accuracy <= one.high + 0.02 < 1.02


def test_the_range_is_that_of_cases_that_took_no_part_in_the_curve():
    """One case that is nothing like the others: a curve that has seen it would come nearer."""
    usual = rows()
    odd = [
        Row("odd", name, "extract", SAME, 100, 10_000, obtained)
        for name, obtained in (("one", 0.99), ("two", 0.98))
    ]
    some = [row for row in usual if row.photos == 50] + odd
    found = fit(some)
    seen = [
        model._logit(row.obtained, row.tested)
        - found.logit(row.measures, row.backbone, row.way, row.photos)
        for row in some
    ]
    assert found.spread[1] > np.quantile(seen, model.HIGH)


def test_what_ships_was_fitted_on_the_development_cases_and_on_nothing_else():
    runs = json.loads(model.CALIBRATION.read_text("utf-8"))["runs"]
    assert [Case.from_json(run["case"]) for run in runs] == list(cases.DEVELOP)
    again, shipped = fit(validate.rows(runs)), calibrated()
    assert again.rows == shipped.rows
    assert again.weights == pytest.approx(shipped.weights)
    assert again.spread == pytest.approx(shipped.spread)
