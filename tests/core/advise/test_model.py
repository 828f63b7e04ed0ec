"""The curve from measures to expected accuracy."""

import json

import numpy as np
import pytest

from core.advise import cases, model
from core.advise.case import Case
from core.advise.model import Row, calibrated, fit


def rows(gain=0.0, slope=0.0):
    """Trainings that follow a curve exactly: accuracy is what was measured, fine-tuning adds."""
    out = []
    for network, shift in (("one", 0.4), ("two", -0.4)):
        for photos in (50, 200, 800):
            for probe in (0.3, 0.5, 0.7, 0.85):
                for way in ("extract", "tune_1"):
                    logit = np.log(probe / (1 - probe)) + shift
                    if way == "tune_1":
                        logit += gain + slope * np.log2(photos / 1000)
                    obtained = 1 / (1 + np.exp(-logit))
                    measures = {"probe": probe, "before": probe, "knn": probe}
                    out.append(Row(network, way, measures, photos, 10_000, obtained))
    return out


def test_the_fit_finds_what_fine_tuning_and_each_network_add():
    found = fit(rows(gain=0.5, slope=0.2))
    measures = {"probe": 0.6, "before": 0.6, "knn": 0.6}

    def expected(network, way, photos):
        return found.expected(measures, network, way, photos).accuracy

    assert expected("one", "extract", 200) > expected("new", "extract", 200)
    assert expected("new", "extract", 200) > expected("two", "extract", 200)
    assert expected("one", "tune_1", 800) > expected("one", "extract", 800)
    assert expected("one", "tune_1", 50) < expected("one", "extract", 50)


def test_better_measures_promise_more_and_the_range_holds_what_is_expected():
    found = fit(rows())
    low = found.expected({"probe": 0.4, "before": 0.5, "knn": 0.4}, "one", "extract", 100)
    high = found.expected({"probe": 0.9, "before": 0.8, "knn": 0.8}, "one", "extract", 100)
    assert low.accuracy < high.accuracy
    for one in (low, high):
        assert 0 < one.low <= one.accuracy + 1e-6 and one.accuracy <= one.high + 1e-6 < 1


def test_what_ships_was_fitted_on_the_development_cases_and_on_nothing_else():
    document = json.loads(model.CALIBRATION.read_text("utf-8"))
    runs = document["runs"]
    assert [Case.from_json(run["case"]) for run in runs] == list(cases.DEVELOP)
    again = fit(
        [
            Row(arm["backbone"], arm["way"], arm, run["photos"], arm["tested"], arm["obtained"])
            for run in runs
            for arm in run["arms"]
        ]
    )
    shipped = calibrated()
    assert again.rows == shipped.rows
    assert again.base == pytest.approx(shipped.base)
    assert again.tuning == pytest.approx(shipped.tuning)
    assert set(again.networks) == set(shipped.networks)
    for name, line in again.networks.items():
        assert line == pytest.approx(shipped.networks[name])


def test_no_case_that_is_reported_took_part_in_the_development():
    def name(case):
        return case.dataset, case.classes, case.per_class

    assert not {name(case) for case in cases.DEVELOP} & {name(case) for case in cases.REPORT}
    assert not {case.seed for case in cases.DEVELOP} & set(cases.SEEDS)
    assert len(cases.REPORT) >= 12
    for case in (*cases.DEVELOP, *cases.REPORT):
        case.check()
