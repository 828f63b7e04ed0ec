"""Every sentence of the report is chosen by the measurements, and its twin by the opposite ones."""

import pytest

from core.study import criteria, findings, traits
from core.study.plan import Study
from tests.core.study.made import result, results

STUDY = Study("digits", ("3", "7"), ("squeezenet", "efficientnet_lite0"), (0, 1, 2), "quick")
EXTRACT, TUNE = "squeezenet-extract", "squeezenet-tune"
TEST = sorted(result(STUDY, STUDY.arms[0], 0)["predictions"]["index"])
SEEN = {
    "index": TEST,
    "map": [[float(k), float(k % 7)] for k in range(100)],
    "explained": [0.2, 0.1],
    "foreign": [0.0] * 100,
    "sizes": [
        {"photos": 20, "accuracy": 0.9, "loss": 0.4},
        {"photos": 40, "accuracy": 0.95, "loss": 0.3},
        {"photos": 80, "accuracy": 0.95, "loss": 0.29},
    ],
    "augment": {
        "without": {"accuracy": 0.95, "loss": 0.29},
        "with": {"accuracy": 0.95, "loss": 0.2},
    },
}


def said(messages):
    return " ".join(map(str, messages))


@pytest.mark.parametrize(
    ("extract", "tune", "expected"),
    [
        ((30, 31, 30), (1, 2, 1), "helped by +29"),
        ((1, 2, 1), (30, 31, 30), "did harm, −29"),
        ((3, 9, 1), (5, 2, 6), "no effect shown"),
    ],
)
def test_what_fine_tuning_did(extract, tune, expected):
    found = findings.find(STUDY, results(STUDY, {EXTRACT: extract, TUNE: tune}))
    assert expected in str(found.tuning[0])


def test_without_mistakes_no_trend_is_claimed():
    found = findings.find(STUDY, results(STUDY, {}))
    assert "No test photo was answered wrongly" in said(found.mistakes)
    assert found.traits == [] and found.pairs == []


def test_few_mistakes_are_counted_but_not_explained():
    found = findings.find(STUDY, results(STUDY, {EXTRACT: 1}, extract={"val": 1.0}))
    assert "“" in said(found.mistakes) and "With so few mistakes" in said(found.mistakes)


def test_a_shared_trait_is_claimed_when_it_is_there_and_only_then():
    wrong = {EXTRACT: 10, "efficientnet_lite0-extract": 10}
    made = results(STUDY, wrong, extract={"val": 1.0})
    strange = SEEN | {"foreign": [1.0] * 10 + [0.0] * 90}
    assert "resemble another class" in said(findings.find(STUDY, made, strange).mistakes)
    alike = SEEN | {"foreign": [0.5, 0.0] * 50}
    assert "resemble another class" not in said(findings.find(STUDY, made, alike).mistakes)


def test_the_pair_that_is_mixed_up_most_comes_first():
    found = findings.find(STUDY, results(STUDY, {EXTRACT: 1}, extract={"val": 1.0}))
    true, answer, count, asked = found.pairs[0]
    assert (count, asked) == (3, 150) and {true, answer} == {0, 1}


def rows(losses):
    return [
        {"epoch": k, "stage": "head", "loss": loss, "accuracy": 0.9, "val_loss": loss,
         "val_accuracy": 0.9, "lr": 1e-3, "suffix_lr": 0.0, "seconds": 0.1}
        for k, loss in enumerate(losses, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        ([1, 0.5, 0.3, 0.5, 0.8], "turned and rose again in SqueezeNet"),
        ([1, 0.9, 0.8, 0.7, 0.6], "still falling at the end in SqueezeNet"),
        ([1, 0.3, 0.2, 0.2, 0.2], "All curves settle"),
    ],
)
def test_learning_curves_are_read(losses, expected):
    flat = {"history": rows([0.5, 0.2, 0.2, 0.2, 0.2]), "train": 0.92}
    made = results(STUDY, {}, extract=flat, tune=flat, scratch=flat)
    for seed in STUDY.seeds:
        made[f"{EXTRACT}_{seed}"] = result(
            STUDY, STUDY.arms[0], seed, history=rows(losses), train=0.92
        )
    assert expected in said(findings.find(STUDY, made).curves)


def test_overfitting_is_a_gap_between_training_and_validation():
    made = results(STUDY, {}, tune={"val": 0.7, "train": 1.0})
    text = said(findings.find(STUDY, made).curves)
    assert "Overfitting" in text and "Fine-tuning" in text


def test_proposals_follow_the_measurements():
    made = results(STUDY, {EXTRACT: 10}, extract={"val": 1.0})
    found = findings.find(STUDY, made, SEEN)
    text = said(found.proposals)
    assert "will change little" in text and "Keep the augmentation" in text
    rising = [*SEEN["sizes"][:2], {"photos": 80, "accuracy": 0.99, "loss": 0.1}]
    worse = {"without": {"accuracy": 1, "loss": 0.1}, "with": {"accuracy": 1, "loss": 0.2}}
    other = said(findings.find(STUDY, made, SEEN | {"sizes": rising, "augment": worse}).proposals)
    assert "still improved" in other and "Try a weaker augmentation" in other


def test_the_checklist_has_evidence_and_leaves_the_reflection_to_the_learner():
    found = findings.find(STUDY, results(STUDY, {"scratch": (40, 41, 39)}))
    states = [check.done for check in criteria.criteria(found, reflected=False)]
    assert states == [True, True, True, None]
    reflected = criteria.criteria(found, reflected=True)[-1]
    assert reflected.done is None  # one sentence does not make it clear
    assert "readers decide" in str(reflected.evidence)
    beaten = findings.find(
        STUDY, results(STUDY, {arm.id: (40, 41, 39) for arm in STUDY.arms if arm.backbone})
    )
    assert criteria.criteria(beaten, reflected=False)[0].done is False
    asked = [check.done for check in criteria.requirements(found)]
    assert asked == [True, True, True, False, True, True]  # two networks are not three


def test_what_is_not_systematic_is_said_and_not_what_is():
    once = STUDY.but(seeds=(0,))
    made = results(once, {"scratch": 40})
    made.pop(f"{TUNE}_0")
    check = criteria.criteria(findings.find(once, made), reflected=False)[2]
    assert check.done is False
    assert str(check.evidence) == (
        "only 4 of 5 trainings finished, only 4 of 5 arms compared, only one seed: what chance "
        "does cannot be seen"
    )


def test_a_criterion_that_chance_could_decide_is_open():
    found = findings.find(STUDY, results(STUDY, {"scratch": (1, 0, 2)}))
    check = criteria.criteria(found, reflected=False)[0]
    assert check.done is None and "too close to tell" in str(check.evidence)


def test_no_proposals_are_called_for_only_when_everything_is_measured():
    made = results(STUDY, {})
    assert "Not yet" in str(findings.find(STUDY, made).no_proposals)
    assert "call for none" in str(findings.find(STUDY, made, SEEN).no_proposals)
    made.pop("scratch_0")
    assert "Not yet" in str(findings.find(STUDY, made, SEEN).no_proposals)


def test_half_a_point_on_few_validation_photos_is_no_reason_for_more_photos():
    made = results(STUDY, {EXTRACT: 10}, extract={"val": 1.0})
    hardly = [*SEEN["sizes"][:2], {"photos": 80, "accuracy": 0.96, "loss": 0.27}]
    seen = SEEN | {"sizes": hardly, "augment": {"without": {"loss": 0.30}, "with": {"loss": 0.27}}}
    text = said(findings.find(STUDY, made, seen).proposals)
    assert "did not clearly improve" in text and "no clear difference" in text


def test_of_many_properties_one_in_twenty_is_chance():
    """Five are tried: each may claim a fifth of what one alone could."""
    made = [
        traits.Trait(name, 1, 0, chance, None)
        for name, chance in zip("abcde", (0.03, 0.009, 1, 1, 1), strict=True)
    ]
    assert [trait.id for trait in traits.shared(made)] == ["b"]


def test_a_permutation_test_is_not_fooled_by_noise():
    import numpy as np

    rng = np.random.default_rng(1)
    wrong = np.arange(100) < 10
    assert traits._trait("bright", rng.random(100), wrong).chance > traits.SURE
    assert traits._trait("bright", rng.random(100) - wrong, wrong).chance < traits.SURE
