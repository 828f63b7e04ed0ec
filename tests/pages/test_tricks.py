"""Training tricks: predict, measure, and a verdict that the measurement chooses."""

from collections import OrderedDict

import pytest

from core.experiments.toys import spread
from core.jobs.rules import digest
from core.paths import ROOT
from dashboard.kit import lesson
from dashboard.shell import services
from tests.pages.guessed import keep, press
from tests.pages.settled import settle

PAGE = ROOT / "pages" / "tricks" / "page.py"
PARTS = list(lesson.parts("tricks", "en"))
START = {"trick": "start", "setting": {"deviation": 0.02}}


def visit_part(visit, part):
    app = visit(PAGE, "en-US", query={lesson.PART: part})
    assert not app.exception
    return app


def markdown(app):
    return " ".join(element.value for element in app.markdown)


def answer(**validation):
    """What the worker would have found: three seeds an arm."""
    runs = [
        {
            "arm": arm,
            "seed": seed,
            "rows": [
                {
                    "epoch": epoch,
                    "epochs": 2,
                    "loss": 2.0,
                    "val_loss": 2.1,
                    "accuracy": value,
                    "val_accuracy": value,
                }
                for epoch in (1, 2)
            ],
            "final": {"train": value + 0.1, "validation": value},
            "diverged": False,
        }
        for arm, values in validation.items()
        for seed, value in enumerate(values)
    ]
    return {"runs": runs, "photos": 2000, "validation": 1000, "steps": 62, "seconds": 9.0}


def measured(visit, payload, found, predicted):
    """The page of a learner who has predicted and whose measurement is there."""
    app = visit_part(visit, payload["trick"])
    keep(app, f"tricks_{payload['trick']}", predicted)
    app.session_state["answers"] = OrderedDict({digest("trick", payload): found})
    app.run()
    assert not app.exception
    return app


def test_without_cifar10_the_toys_work_and_the_page_says_what_is_missing(visit):
    app = visit_part(visit, "scale")
    assert any("CIFAR-10" in info.value for info in app.info)
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize("part", PARTS)
def test_measuring_begins_with_a_prediction(visit, cifar, part):
    app = visit_part(visit, part)
    assert f"tricks_{part}_go" not in [one.key for one in app.button]
    press(app, f"tricks_{part}", "even")
    assert not app.exception
    runner = services.runner()
    (job,) = runner.jobs(app.session_state["learner"])
    assert job.kind == "trick" and app.radio(key=f"tricks_{part}_guess").value == "even"
    runner.cancel(job.id)


@pytest.mark.parametrize(
    ("found", "predicted", "piece", "said"),
    [
        (
            answer(yours=[0.10, 0.10, 0.11], he=[0.33, 0.34, 0.35]),
            "he",
            "expected",
            "You predicted that",
        ),
        (
            answer(yours=[0.33, 0.34, 0.36], he=[0.34, 0.34, 0.35]),
            "he",
            "level",
            "not clearly ahead",
        ),
        (
            answer(yours=[0.43, 0.44, 0.46], he=[0.30, 0.31, 0.33]),
            "he",
            "otherwise",
            "something else",
        ),
    ],
)
def test_the_measurement_chooses_the_words(visit, cifar, found, predicted, piece, said):
    app = measured(visit, START, found, predicted)
    part = lesson.parts("tricks", "en")["start"]
    text = markdown(app)
    for name in ("expected", "level", "otherwise"):
        assert (part.pieces[name] in text) == (name == piece)
    assert said in text
    assert part.pieces["why"] in text
    assert "no test photo was touched. Seeds: 0, 1, 2" in text


def test_the_table_holds_what_was_measured(visit, cifar):
    found = answer(yours=[0.10, 0.10, 0.10], he=[0.30, 0.32, 0.34])
    text = markdown(measured(visit, START, found, "even"))
    assert "| 42% (40–44) | 32% (30–34) | 10 points |" in text


def test_what_was_stopped_is_drawn_and_goes_on_with_the_rest(visit, cifar, monkeypatch):
    app = visit_part(visit, "start")
    keep(app, "tricks_start", "he")
    known = answer(yours=[0.10, 0.10], he=[0.30])["runs"]
    owner = app.session_state["learner"]
    begun = services.BEGUN + digest("trick", START)
    services.store().set_setting(owner, begun, {"runs": known, "of": 6})
    app.run()
    assert not app.exception
    assert app.radio(key="tricks_start_guess").disabled
    assert "So far" in markdown(app)
    button = app.button(key="tricks_start_go")
    assert button.label == "Go on (3 of 6 are done)"
    asked = []
    monkeypatch.setattr(
        services.runner(), "submit", lambda kind, payload, *_: asked.append(payload) or "none"
    )
    button.click().run()
    assert asked == [START | {"so_far": known}]
    assert digest("trick", asked[0]) == digest("trick", START)  # the same experiment


def test_each_learning_rate_gets_its_own_verdict(visit, cifar):
    payload = {"trick": "batchnorm", "setting": {"small": 0.01, "large": 0.3}}
    found = answer(
        small_without=[0.30, 0.31],
        small_with=[0.31, 0.30],
        large_without=[0.10, 0.11],
        large_with=[0.36, 0.37],
    )
    text = markdown(measured(visit, payload, found, "large_with"))
    assert "Learning rate 0.01: **No clear difference**" in text
    assert "Learning rate 0.3: Of the validation photos, **batch norm (36%)**" in text
    assert "You predicted that" in text


def test_shuffled_labels_are_expected_to_lose(visit, cifar):
    app = visit_part(visit, "overfit")
    app.segmented_control(key="tricks_overfit_change").set_value("shuffled").run()
    payload = {"trick": "overfit", "setting": {"per_class": 20, "change": "shuffled"}}
    keep(app, "tricks_overfit", "plain")
    app.session_state["answers"] = OrderedDict(
        {digest("trick", payload): answer(plain=[0.30, 0.31], shuffled=[0.10, 0.09])}
    )
    app.run()
    assert not app.exception
    text = markdown(app)
    assert "**as it is** clearly wins here" in text
    assert lesson.parts("tricks", "en")["overfit"].pieces["why_shuffled"] in text


def test_moving_the_toy_moves_its_finding(visit):
    app = visit_part(visit, "start")
    alive = min(
        app.select_slider(key="tricks_start_deviation").options,
        key=lambda option: abs(float(option.split()[0]) - spread.HE),
    )

    assert "The signal dies" in markdown(app)
    app.select_slider(key="tricks_start_deviation").set_value(float(alive)).run()
    assert "The signal lives" in markdown(app)
    app.select_slider(key="tricks_start_deviation").set_value(0.0).run()
    assert "Nothing is left" in markdown(app)


def test_a_real_measurement_runs_and_shows_its_curves(visit, cifar):
    app = visit_part(visit, "overfit")
    app.slider(key="tricks_overfit_photos").set_value(10)
    app.segmented_control(key="tricks_overfit_change").set_value("stop").run()
    app = settle(press(app, "tricks_overfit", "stop"))
    assert not app.exception
    assert app.button(key="tricks_overfit_go").label == "Measure again"
    (job,) = services.runner().jobs(app.session_state["learner"])
    told = [event["run"] for event in job.events if event["kind"] == "ran"]
    assert told == job.result["runs"] and {len(told)} == {
        event["of"] for event in job.events if event["kind"] == "ran"
    }
    app.session_state["answers"] = OrderedDict()  # as after a reload: the run log has it
    app.run()
    assert app.button(key="tricks_overfit_go").label == "Measure again"
    assert len(app.get("plotly_chart")) == 2
    assert "early stopping" in markdown(app)
