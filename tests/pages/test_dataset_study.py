"""The parts “Study” and “Report” of the page “Your dataset”, on runs that lie in the log."""

import pytest

from core.paths import ROOT
from core.runs.record import run_of_result
from core.study.plan import Study
from dashboard.shell import services
from tests.core.study.made import results
from tests.pages.guessed import press
from tests.pages.settled import settle
from tests.patience import PATIENCE

PAGE = ROOT / "pages" / "dataset" / "page.py"


def open_part(visit, part, locale="en-US"):
    app = visit(PAGE, locale, query={"part": part})
    assert not app.exception
    return app


def tried(visit, locale="en-US"):
    """The study on ready photos, and its plan as the page makes it without choices."""
    app = open_part(visit, "study", locale)
    app.button(key="study_ready").click().run()
    assert not app.exception
    dataset = services.first_recipe().dataset
    classes = ("cat", "dog") if dataset == "cifar10" else ()
    return app, Study(dataset, classes, seeds=(0, 1, 2), pace="quick")


def finish(app, study, **chosen):
    """Put finished runs of the study into this learner's log."""
    for result in results(study, {"scratch": 40}, **chosen).values():
        services.store().add(run_of_result(result, app.session_state["learner"], study.series))


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
def test_without_photos_both_parts_say_what_to_do(visit, locale):
    app = open_part(visit, "study", locale)
    assert {button.key for button in app.button} >= {"study_add", "study_ready"}
    app = open_part(visit, "report", locale)
    app.button(key="report_study").click().run()
    assert app.button(key="study_add")


def begun(app):
    return [job for job in services.runner().jobs(app.session_state["learner"]) if not job.over]


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
def test_a_press_without_a_prediction_says_what_is_missing_and_how_to_go_on(visit, locale):
    app, study = tried(visit, locale)
    app.button(key="study_go").click().run()
    assert not app.exception
    assert begun(app) == []
    missing = "still missing" if locale == "en-US" else "まだ書かれていません"
    assert missing in app.warning[0].value
    app.button(key="study_unpredicted").click().run()
    (job,) = begun(app)
    assert job.payload["series"] == study.series
    assert not app.warning
    services.runner().cancel(job.id)


def test_a_press_on_a_choice_predicts_and_begins(visit):
    app, study = tried(visit)
    press(app, "study_way", "tune")
    (job,) = begun(app)
    assert job.payload["series"] == study.series
    assert app.radio(key="study_way_guess").value == "tune"
    services.runner().cancel(job.id)


def test_typing_and_pressing_at_once_begins_with_the_prediction(visit):
    app, study = tried(visit)
    app.text_area(key=f"study_prediction_{study.dataset}").set_value("I think so")
    app.button(key="study_go").click().run()  # the field was not left before
    (job,) = begun(app)
    assert not app.warning
    assert "I think so" in [text.value for text in app.text]
    services.runner().cancel(job.id)


def test_the_prediction_is_kept(visit):
    app, study = tried(visit)
    assert any(one.value.endswith("Train 21 networks") for one in app.caption)
    app.text_area(key=f"study_prediction_{study.dataset}").set_value("I think so").run()
    app.run()
    assert app.text_area[0].value == "I think so"


def test_the_plan_follows_the_choices(visit):
    app, study = tried(visit)
    app.text_area(key=f"study_prediction_{study.dataset}").set_value("x")
    app.multiselect(key=f"study_networks_{study.dataset}").set_value(["squeezenet"])
    app.button_group(key=f"study_seeds_{study.dataset}").set_value(1)
    app.run()
    assert any(one.value.endswith("Train 3 networks") for one in app.caption)


def test_a_study_that_was_stopped_keeps_its_plan(visit):
    app, study = tried(visit)
    app.text_area(key=f"study_prediction_{study.dataset}").set_value("x")
    app.button_group(key=f"study_seeds_{study.dataset}").set_value(1)
    app.run()
    app.button(key="study_go").click().run()
    (job,) = begun(app)
    app.run()  # the controls are gone
    services.runner().cancel(job.id)
    services.runner().wait(job.id, PATIENCE)
    app.run()
    assert app.button_group(key=f"study_seeds_{study.dataset}").value == 1


def test_a_finished_study_is_compared_and_reported(visit, texts):
    app, study = tried(visit)
    finish(app, study)
    app.run()
    said = " ".join(texts(app))
    assert not app.exception
    assert "was chosen on the validation photos" in said and "★" in said
    assert "transfer gains" in said
    assert not [button for button in app.button if button.key == "study_go"]
    app.button(key="dataset_to_report").click().run()
    said = " ".join(texts(app))
    assert "What fine-tuning did" in " ".join(one.label for one in app.expander)
    assert "the reflection is yours to write" in said
    app.text_area(key=f"study_reflection_{study.dataset}").set_value("My own words").run()
    assert "your reflection is in the report" in " ".join(texts(app))
    services.runner().cancel(services.runner().jobs(app.session_state["learner"])[0].id)
    settle(app)
    assert not app.exception


def test_an_unfinished_study_offers_to_go_on(visit, texts):
    app, study = tried(visit, "ja-JP")
    some = results(study, {})
    for name in list(some)[:4]:
        run = run_of_result(some[name], app.session_state["learner"], study.series)
        services.store().add(run)
    app.run()
    assert not app.exception
    assert "4" in app.button(key="study_go").label
