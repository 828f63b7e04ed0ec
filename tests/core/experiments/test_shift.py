"""Damaged photos, how sure, and the weights in between: really trained, very small."""

import numpy as np
import pytest

from core.datasets.corrupted import KINDS, SEVERITIES
from core.experiments import shift
from core.transfer import evaluate, fit
from core.transfer.recipe import Recipe
from core.work import RAN, Stop

SMALL = Recipe(
    dataset="digits",
    classes=("0", "1", "2"),
    backbone="squeezenet",
    size=32,
    per_class=8,
    val_per_class=4,
    test_per_class=5,
    epochs=3,
    batch=8,
)
TUNED = SMALL.but(unfreeze=2, lp_ft=3, suffix_lr=1e-3)


@pytest.fixture(scope="module")
def found():
    heard = []
    told = shift.measure({"frozen": SMALL, "tuned": TUNED}, 1, heard.append)
    return told, heard


def test_every_way_answers_every_kind_and_severity(found):
    told, heard = found
    assert [(run["arm"], run["seed"]) for run in told["runs"]] == [("frozen", 0), ("tuned", 0)]
    for run in told["runs"]:
        assert run["photos"] == 15
        assert run["right"].keys() == KINDS.keys()
        assert {len(right) for right in run["right"].values()} == {SEVERITIES + 1}
        assert len({right[0] for right in run["right"].values()}) == 1  # nothing is damaged there
    assert [event["run"]["arm"] for event in heard if event["kind"] == RAN] == ["frozen", "tuned"]


def test_undamaged_photos_are_answered_as_in_an_ordinary_training(found):
    (run,) = shift.of(found[0]["runs"], "frozen")
    result = fit.train(SMALL)
    assert shift.accuracy(run, 0) == pytest.approx(result["test_accuracy"])
    error = evaluate.binned_error(shift.pooled([run], "said", 0))
    assert error == pytest.approx(result["calibration_error"], abs=1e-6)


def test_bins_hold_every_answer_of_every_kind(found):
    for run in found[0]["runs"]:
        for severity in range(SEVERITIES + 1):
            bins = shift.pooled([run], "said", severity)
            kinds = 1 if severity == 0 else len(KINDS)
            assert bins[:, 0].sum() == kinds * run["photos"]
            right = {kind: count[severity] for kind, count in run["right"].items()}
            every = sum(right.values()) if severity else right["noise"]
            assert bins[:, 2].sum() == every
            tempered = shift.pooled([run], "tempered", severity)
            assert tempered[:, 2].sum() == every  # no answer changes


def test_what_was_measured_before_is_not_measured_again(found):
    runs = found[0]["runs"]
    again = shift.measure({"frozen": SMALL, "tuned": TUNED}, 1, known=runs)
    assert again["runs"] == runs and again["seconds"] < 1


def test_the_ends_of_the_mixture_are_the_two_networks():
    (run,) = shift.mixed(TUNED, 1)["runs"]
    assert len(run["clean"]) == len(run["shifted"]) == len(shift.MIXES)
    ends = [SMALL.but(epochs=TUNED.lp_ft), TUNED]
    assert [run["clean"][place] / run["photos"] for place in (0, -1)] == pytest.approx(
        [fit.train(recipe)["test_accuracy"] for recipe in ends]
    )


def test_a_mixture_is_the_mean_of_the_weights():
    """Half of both, put together here and asked through the network's own evaluation."""
    kept = {}

    def look(trained):
        trainer = trained.learned
        kept["before"], kept["after"] = trained.before, trainer.values()
        kept["mixed"] = shift._between(trained, lambda event: None)
        middle = [(a + b) / 2 for a, b in zip(kept["before"], kept["after"], strict=True)]
        trainer.restore(middle)
        from core.transfer.photos import subset_of

        test = subset_of(TUNED).test
        said = trained.probabilities(list(test.images))
        kept["right"] = evaluate.accuracy(said, test.labels) * len(test)

    fit.train(TUNED, on_trained=look)
    assert kept["mixed"]["clean"][shift.MIXES.index(0.5)] == pytest.approx(kept["right"])
    assert any((a != b).any() for a, b in zip(kept["before"], kept["after"], strict=True))


def test_it_stops_where_the_learner_wants_it():
    with pytest.raises(Stop):
        shift.measure({"frozen": SMALL}, 1, cancelled=lambda: True)


def test_calibration_error_of_bins_is_that_of_the_answers():
    rng = np.random.default_rng(0)
    said = rng.dirichlet([0.4] * 3, size=200)
    labels = rng.integers(3, size=200)
    right = said.argmax(1) == labels
    bins = np.array(shift._bins(said, labels))
    whole = evaluate.calibration_error(said.max(1), right)
    assert evaluate.binned_error(bins) == pytest.approx(whole)
