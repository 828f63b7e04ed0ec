"""The race: what the page says follows from the runs in the log, whoever put them there."""

import pytest

from core.paths import ROOT
from core.race.plan import Race, arm
from core.runs.series import name_of
from core.runs.store import Run
from dashboard.shell import services
from tests.pages.guessed import press
from tests.pages.shown import shown

PAGE = ROOT / "pages" / "race" / "page.py"
WAYS = ("scratch", "extract", "lp_ft")


def small(**changes):
    """A race on photos that every machine has."""
    race = Race(
        (arm("scratch"), arm("extract", "squeezenet"), arm("lp_ft", "squeezenet")),
        dataset="digits",
        test_per_class=50,
        per_class=(20,),
        size=48,
    )
    return race.but(**changes).check()


def logged(app, race, accuracies):
    """Write finished runs of this learner into the log; accuracies: way → by seed."""
    for name, recipe in race.recipes().items():
        way, seed = name.partition("|")[0].partition(".")[0], recipe.seed
        if race.seeds.index(seed) >= len(accuracies[way]):
            continue
        stages = ["head"] * 10 + ["suffix"] * 10 if recipe.lp_ft else ["head"] * 20
        row = {"accuracy": 0.9, "val_accuracy": 0.8, "loss": 0.1, "val_loss": 0.2, "seconds": 0.1}
        run = Run(
            owner=app.session_state["learner"],
            kind="train",
            series=name_of("race", race.recipes()),
            status="done",
            recipe=recipe.to_json(),
            seed=seed,
            metrics={
                "test_accuracy": accuracies[way][race.seeds.index(seed)],
                "trainable_parameters": 1000,
                "confusion": [[500]],
            },
            curve=[row | {"epoch": n, "stage": stage} for n, stage in enumerate(stages, 1)],
            timings={"fit": 2.0, "prefix": 1.0, "total": 3.5},
        )
        services.store().add(run)


@pytest.fixture
def track(visit):
    def open_race(race, accuracies=None, locale="en-US"):
        app = visit(locale=locale, query=race.to_query())
        logged(app, race, accuracies or dict.fromkeys(WAYS, ()))
        app.switch_page(str(PAGE)).run()
        assert not app.exception
        return app

    return open_race


def said(app):
    return shown(
        "\n".join(element.value for element in (*app.markdown, *app.caption, *app.success))
    )


def test_before_the_start_one_bets_and_the_race_answers(track):
    race = small(seeds=(3, 4, 5))
    app = track(race)
    assert "Start this race" in said(app)
    assert "Example, measured on" in said(app) and app.get("plotly_chart")
    press(app, "race_main", "lp_ft.squeezenet.2")
    assert app.radio(key="race_main_guess").value == "lp_ft.squeezenet.2"
    assert "Example, measured on" not in said(app)
    (job,) = services.runner().jobs(app.session_state["learner"])
    services.runner().cancel(job.id)
    owner = app.session_state["learner"]
    (kept,) = services.store().get_setting(owner, "guesses").values()
    assert (kept["guess"], kept["right"]) == ("lp_ft.squeezenet.2", None)
    logged(app, race, FINISHED)
    app.run()
    assert not app.exception
    assert "You predicted" in said(app)
    (kept,) = services.store().get_setting(owner, "guesses").values()
    assert kept["right"] is None and kept["guess"] in kept["came"]  # not first, not clearly behind


FINISHED = {
    "scratch": (0.40, 0.41, 0.42),
    "extract": (0.70, 0.72, 0.71),
    "lp_ft": (0.69, 0.71, 0.71),
}


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
def test_a_press_on_who_wins_starts_the_race(visit, locale):
    app = visit(PAGE, locale)
    plan = app.session_state["race_recipe"]
    start = "Start this race" if locale == "en-US" else "このレースを始める"
    assert start in said(app)
    assert [one for one in app.button if one.proto.type == "primary"] == []
    bets = [one for one in app.button if one.key.startswith("race_main_guess_")]
    assert len(bets) == len(plan.arms)  # whatever will run is in sight
    ways = app.button_group(key="race_ways")
    assert ways.proto.wrap and len(ways.options) == 4  # and so is what is chosen beforehand


def test_choosing_a_race_is_not_starting_it(visit):
    app = visit(PAGE, "en-US")
    plan = app.session_state["race_recipe"]
    app.button_group(key="race_pick").set_value("sources").run()
    assert not app.exception
    assert app.session_state["race_recipe"] != plan
    jobs = services.runner().jobs(app.session_state["learner"])
    assert [job for job in jobs if job.kind == "series"] == []


def test_a_finished_race_says_what_the_data_support(track):
    app = track(small(), FINISHED)
    text = said(app)
    assert "Supported: Feature extraction with SqueezeNet 1.1 is better than From scratch" in text
    assert "Not supported:" in text and "3 of 3 seeds" in text
    assert not [button for button in app.button if button.key == "race_main_go"]
    for view in ("curves", "photos", "time", "table"):
        app.button_group(key="race_view_False").set_value(view).run()
        assert not app.exception
    assert "+30.0" in said(app)
    app.button(key="race_inside").click().run()
    assert not app.exception
    assert app.header[0].value == "Before and after"
    app.button(key="race_back").click().run()
    assert "Your own race" in [one.label for one in app.expander]


def test_in_japanese_too(track):
    text = said(track(small(), FINISHED, "ja-JP"))
    assert "データから言えること：特徴抽出（SqueezeNet 1.1）" in text and "シード3／3" in text


def test_a_race_that_stopped_goes_on(track):
    app = track(small(), {way: got[:2] for way, got in FINISHED.items()})
    assert "The race is not over" in said(app)
    assert app.button(key="race_main_go").label == "Go on (6 of 9 are done)"


def test_several_amounts_are_drawn_against_photos(track):
    app = track(small(per_class=(10, 20)), FINISHED)
    assert app.button_group(key="race_view_True").value == "photos"


def test_a_race_of_ones_own_begins_with_what_is_on_the_start_line(track):
    app = track(small(dataset="faces", classes=(), size=64))
    assert app.selectbox(key="race_dataset").value == "faces"


def test_a_broken_link_is_told_and_the_chapters_race_stands(visit):
    app = visit(PAGE, "en-US", query={"arms": "walk,scratch"})
    assert not app.exception
    assert any("walk" in warning.value for warning in app.warning)
    assert app.header[0].value == "The chapter’s experiment"


def test_a_run_that_is_not_in_the_log_has_no_inside(visit):
    app = visit(PAGE, "en-US", query={"inside": "0" * 32})
    assert not app.exception
    assert "not in this browser" in app.info[0].value
