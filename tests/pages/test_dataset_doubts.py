"""Doubtful labels on the page: predicted, looked at, decided, corrected beside, and taken back."""

from __future__ import annotations

import numpy as np
import pytest

from core.datasets import own
from core.datasets.upload import archive
from core.datasets.upload.create import create
from core.experiments import planted
from core.jobs.rules import digest
from core.paths import ROOT
from core.transfer import doubtful
from dashboard.kit import lesson
from dashboard.shell import services
from pages.dataset import decided, doubts
from tests.pages.guessed import keep
from tests.pages.test_dataset_photos import png

PAGE = ROOT / "pages" / "dataset" / "page.py"
HERE = {lesson.PART: "doubts"}


def said(app):
    return " ".join(one.value for one in (*app.markdown, *app.caption, *app.success, *app.warning))


def measured(learner, kind, payload, found):
    """As if the worker had answered: the features of a network are tested elsewhere."""
    services.store().set_setting(learner, f"measured/{digest(kind, payload)}", found)


@pytest.fixture
def dataset(visit):
    """A learner who has photos of two classes, and what a search of them has named."""
    app = visit(PAGE, "en-US", query=HERE)
    me = app.session_state["learner"]
    given = {
        name: [(f"{name}{n}.png", png(100 * label + n)) for n in range(12)]
        for label, name in enumerate(("cats", "dogs"))
    }
    made = create(me, "Pets", archive.files(given))
    labels = made["labels"]
    wrong = [labels.index(0), len(labels) - 1]
    found = {
        "dataset": made["id"],
        "backbone": doubtful.BACKBONE,
        "photos": len(labels),
        "classes": made["classes"],
        "thresholds": [0.9, 0.8],
        "doubtful": [
            {
                "index": at,
                "label": labels[at],
                "suggested": 1 - labels[at],
                "own": 0.1,
                "other": 0.9,
            }
            for at in wrong
        ],
        "seconds": 1.0,
    }
    yield app, me, made, wrong, found
    own.delete_owner(me)


def test_without_photos_planted_errors_are_predicted_and_told(visit, cifar):
    app = visit(PAGE, "en-US", query=HERE)
    assert not app.exception
    assert app.button(key=f"{doubts.KEY}_wait").disabled
    rng = np.random.default_rng(0)
    runs = [
        {
            "arm": f"{share:g}",
            "seed": seed,
            "planted": 12,
            "named": 16,
            "hits": int(rng.integers(8, 11)),
            "rows": [],
        }
        for share in planted.SHARES
        for seed in range(planted.SEEDS)
    ]
    found = {
        "dataset": "cifar10",
        "backbone": doubtful.BACKBONE,
        "photos": 240,
        "unplanted": 18,
        "runs": runs,
        "seconds": 9.0,
    }
    app.select_slider(key=f"{doubts.KEY}_guess").set_value(0.75).run()
    asked = doubts.payload(planted.DATASET, planted.CLASSES)
    measured(app.session_state["learner"], "planted", asked, found)
    app.run()
    assert not app.exception
    hits = planted.totals(runs, 0.05)[2]
    assert f"{hits} of 120 errors were found" in said(app)
    assert "doubted 18 of 240" in said(app)


def test_photos_are_decided_on_corrected_beside_and_taken_back(dataset):
    app, me, made, wrong, found = dataset
    app.run()
    assert not app.exception
    keep(app, doubts.OWN, doubts.SOME)
    asked = {"dataset": made["id"], "backbone": doubtful.BACKBONE}
    measured(me, "doubtful", asked, found)
    app.run()
    assert not app.exception
    assert "2 labels are doubtful" in said(app)
    assert "You predicted that" in said(app)
    assert app.button(key="decided_apply").disabled
    first, last = (f"decided_{made['id']}_{at}_as" for at in wrong)
    app.radio(key=first).set_value(1).run()
    app.radio(key=last).set_value(decided.LEAVE_OUT).run()
    assert "1 changed, 1 left out" in said(app)
    app.button(key="decided_undo").click().run()
    assert "1 changed, 0 left out" in said(app)
    assert app.radio(key=last).value is None
    app.radio(key=last).set_value(decided.LEAVE_OUT).run()
    app.button(key="decided_apply").click().run()
    assert not app.exception
    (new, before) = own.listed(me)
    assert before == made
    assert new["title"] == "Pets, corrected"
    assert len(new["labels"]) == 23
    assert "Pets, corrected" in said(app)
    app.button(key="decided_back").click().run()
    assert not app.exception
    assert own.listed(me) == [made]
    assert "1 changed, 1 left out" in said(app)  # what was decided is still there


def test_decisions_from_elsewhere_that_fit_no_photo_are_not_followed(dataset):
    app, me, made, wrong, found = dataset
    kept = {made["id"]: {"x": 1, "999": 0, str(wrong[0]): 7, str(wrong[1]): 0}}
    services.store().set_setting(me, decided.SETTING, kept)
    asked = {"dataset": made["id"], "backbone": doubtful.BACKBONE}
    measured(me, "doubtful", asked, found)
    app.run()
    assert not app.exception
    assert "0 kept, 1 changed, 0 left out" in said(app)


@pytest.mark.parametrize(("photos", "bounds"), [(16, (1, 2)), (240, (5, 24)), (1000, (20, 100))])
def test_what_few_and_some_are_depends_on_how_many_there_are(photos, bounds):
    assert doubts.bounds(photos) == bounds
    few, some = bounds
    for count, came in ((0, "none"), (few, "few"), (some, "some"), (some + 1, "many")):
        assert doubts.outcome({"doubtful": [0] * count, "photos": photos}) == came
