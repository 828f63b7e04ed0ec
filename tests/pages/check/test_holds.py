"""The quiz on whether it holds: what it calls right is what the lesson's own functions say."""

import re

import numpy as np
import pytest

from core.datasets.marked import MARKS
from core.experiments import counts, shift
from core.transfer import evaluate
from core.transfer.mistakes.shortcut import moved
from core.transfer.temperature import fitted, softened
from core.translations import LANGUAGES
from dashboard.kit.quiz.questions import quiz
from pages.holds import between, sure

languages = pytest.mark.parametrize("into", LANGUAGES)


def percents(text):
    return [int(number) / 100 for number in re.findall(r"(\d+)%", text)]


@languages
def test_whoever_follows_an_exchanged_mark_is_never_right(into):
    true = np.repeat([0, 1], 50)
    marks = moved(true, 2, np.random.default_rng(0))
    assert (marks == true).mean() == 0  # which is far below one half
    assert quiz("holds", "after", into)["exchanged"].right == [1]


@languages
def test_what_a_remedy_gives_back_is_its_share_of_the_loss(into):
    asked = quiz("holds", "after", into)["back"]
    linked, cut, mended = percents(asked.ask)
    assert asked.answer == pytest.approx(100 * (mended - cut) / (linked - cut)) == 75
    assert [slip.value for slip in asked.slips] == pytest.approx(
        [100 * (mended - cut), 100 * (linked - mended)]
    )


@languages
def test_the_mark_of_the_quiz_is_that_of_the_lesson(into):
    covered, *_shares = percents(quiz("holds", "after", into)["mass"].ask)
    assert covered == pytest.approx(MARKS["spot"].area(32).mean(), abs=0.005)


@languages
def test_the_curve_that_loses_more_is_still_ahead(into):
    asked = quiz("holds", "after", into)["curves"]
    first, last, low, lower = percents(asked.ask)
    assert first > low and last > lower
    assert first - last == pytest.approx(2 * (low - lower))
    assert asked.right == [0]


@languages
def test_what_blur_cost_is_the_difference_that_is_named(into):
    asked = quiz("holds", "after", into)["conclude"]
    good, blurred = percents(asked.ask)
    assert f"{100 * (good - blurred):.0f}" in asked.choices[asked.right[0]].text


@languages
def test_a_point_below_the_line_is_too_sure_as_the_lesson_says(into):
    across, up = percents(quiz("holds", "after", into)["point"].ask)
    bins = [[0.0, 0.0, 0.0]] * (evaluate.BINS - 1) + [[100.0, 100 * across, 100 * up]]
    run = {"arm": sure.WAY, "said": [bins] * (sure.ASKED + 1)}
    assert sure.outcome({"runs": [run]}) == "fewer"


@languages
def test_the_calibration_error_is_counted_from_the_bins_that_are_told(into):
    asked = quiz("holds", "after", into)["gap"]
    first, second = (int(n) for n in re.findall(r"(\d+) ?(?:answers|個)", asked.ask))
    said, right, also_said, also_right = percents(asked.ask)
    gaps = (said - right, also_said - also_right)
    mean = 100 * np.average(gaps, weights=(first, second))
    assert asked.answer == pytest.approx(mean) == pytest.approx(18)
    assert [slip.value for slip in asked.slips] == pytest.approx(
        [100 * np.mean(gaps), 100 * np.sum(gaps)]
    )


@languages
def test_a_temperature_of_two_takes_the_roots_of_probabilities(into):
    asked = quiz("holds", "after", into)["softer"]
    roots = np.sqrt(percents(asked.ask)[:2])
    assert asked.answer == pytest.approx(100 * roots[0] / roots.sum()) == pytest.approx(75)
    assert counts.at_temperature([90, 10], 1) == pytest.approx(90)


def test_a_temperature_above_one_keeps_answers_and_lowers_their_probabilities():
    asked = quiz("holds", "after", "en")["scaled"]
    temperature = float(re.search(r"it is (\d\.\d)", asked.ask)[1])
    before = np.random.default_rng(0).dirichlet(np.ones(10), 50)
    after = softened(before, temperature)
    assert (after.argmax(1) == before.argmax(1)).all()
    assert (after.max(1) < before.max(1)).all()
    assert [asked.choices[place].text for place in asked.right] == [
        "It gives the same answers as before, right or wrong",
        "It gives its answers with lower probabilities",
    ]
    too_sure = np.tile([0.95, 0.05], (100, 1))
    labels = np.repeat([0, 1], (70, 30))
    assert fitted(too_sure, labels) > 1


@languages
def test_a_network_halfway_that_is_far_below_both_ends_is_behind_a_hill(into):
    ends, half = percents(quiz("holds", "after", into)["hill"].ask)
    right = [1000 * ends] * len(shift.MIXES)
    right[between.HALFWAY] = 1000 * half
    runs = [{"photos": 1000, "clean": right, "shifted": right}]
    assert between.outcome(runs) == "worse"


@languages
def test_a_weight_at_a_share_is_on_the_way_that_the_network_goes(into):
    asked = quiz("holds", "before", into)["weight"]
    first, last = (float(n) for n in re.findall(r"0\.\d+", asked.ask))
    (share,) = percents(asked.ask)
    assert share in shift.MIXES
    assert asked.answer == pytest.approx((1 - share) * first + share * last)
    assert len(shift.MIXES) == 11  # “of eleven mixtures”


@languages
def test_points_and_honest_answers_are_those_of_the_text(into):
    before = quiz("holds", "before", into)
    good, damaged = percents(before["lost"].ask)
    assert before["lost"].answer == pytest.approx(100 * (good - damaged))
    assert [slip.value for slip in before["lost"].slips] == pytest.approx(
        [100 * (good - damaged) / good, 100 * damaged / good]
    )
    (said,) = percents(before["honest"].ask)
    assert before["honest"].answer == pytest.approx(40 * said)
