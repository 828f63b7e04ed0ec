"""The strategy advisor, on the photos that every machine has."""

from core.advise import cases, judged, validate
from core.advise.case import Case
from core.paths import ROOT
from pages.advisor import claim, recommended, reported
from tests.pages.guessed import keep, press
from tests.pages.settled import settle

PAGE = ROOT / "pages" / "advisor" / "page.py"


def words_of(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption))


def test_the_tables_show_where_they_disagree_and_where_a_cut_tears_a_block(visit):
    app = visit(PAGE, "en-US", query={"part": "tables"})
    assert not app.exception
    assert "the tables disagree" in words_of(app)
    app = settle(app)  # InceptionV3 may have to be described first
    app.segmented_control(key="advisor_cut").set_value("30").run()
    app = settle(app)
    assert not app.exception
    assert "end **inside" in words_of(app)


def test_every_example_has_a_published_row_or_says_that_there_is_none(visit):
    app = visit(PAGE, "en-US", query={"part": "similar"})
    assert not app.exception
    assert "89.9%" in words_of(app)  # the first example: dog breeds
    app.session_state["advisor_examples_picked"] = "art"
    app.run()
    assert "No evidence here" in words_of(app)
    app.session_state["advisor_examples_picked"] = "xray"
    app.run()
    assert "The word is too coarse" in words_of(app)


def test_what_all_photos_come_to_is_asked_before_it_is_shown(visit):
    app = visit(PAGE, "en-US", query={"part": "similar"})
    shown = app.get("plotly_chart")[0].proto.spec
    assert "With all photos it is" not in words_of(app)
    app.button(key="advisor_all_guess_fewer").click().run()
    assert not app.exception and "With all photos it is" in words_of(app)
    app.segmented_control(key="advisor_published").set_value("full").run()
    assert app.get("plotly_chart")[0].proto.spec != shown


def test_photos_are_measured_and_the_recipe_is_one_click_away(visit):
    app = visit(PAGE, "en-US", query={"part": "measure"})
    assert not app.exception
    app.selectbox(key="advisor_dataset").set_value("faces").run()
    app.select_slider(key="advisor_per_class_faces").set_value(3).run()
    assert "Example, measured on" in words_of(app) and app.get("plotly_chart")
    press(app, "advisor_measure", "squeezenet")
    app = settle(app)
    assert not app.exception
    assert "You predicted" in words_of(app) and "Example, measured on" not in words_of(app)
    assert "Recommended: **" in words_of(app)
    links = [element for element in app.main if element.type == "page_link"]
    assert any("dataset=faces" in str(link.proto) for link in links)
    for wish in ("cheap", "quick"):  # answered without measuring again
        app.segmented_control(key="advisor_wish").set_value(wish).run()
        assert not app.exception and "Recommended: **" in words_of(app)


def test_a_validation_that_was_kept_is_shown_without_training_again(visit):
    app = visit(PAGE, "en-US", query={"part": "validation"})
    assert not app.exception
    assert "trainings. They take minutes" in words_of(app)
    assert "Example, measured on" in words_of(app) and app.get("plotly_chart")
    from dashboard.shell import services

    case = Case("digits", (), 20, cases.SEED)
    arms = [
        {
            "backbone": name, "way": way, "knn": 0.7, "probe": 0.8, "before": 0.8,
            "obtained": 0.8, "tested": 500, "seconds": 1.0,
        }
        for name, way in case.arms()
    ]  # fmt: skip
    kept = [{"case": case.to_json(), "photos": case.photos, "arms": arms}]
    assert judged.BASELINE in case.arms()
    learner = app.session_state["learner"]
    services.store().set_setting(learner, "advisor_validation", {"quick": kept})
    app.run()
    assert not app.exception
    said = words_of(app)
    assert "no better than a fixed choice" in said  # every arm came to the same
    assert "cases are few" in said


def test_the_validation_is_predicted_measured_and_told_from_the_run_log(visit):
    from core.jobs.rules import digest
    from core.runs.series import name_of
    from core.runs.store import Run
    from dashboard.shell import services

    app = visit(PAGE, "en-US", query={"part": "validation"})
    (choice,) = [one.key for one in app.button if one.key.endswith("_guess_good")]
    key = choice.removesuffix("_guess_good")
    ready = services.ready_datasets()
    chosen = [case for case in cases.QUICK if case.dataset in ready]
    seen = {"knn": 0.7, "probe": 0.8, "before": 0.8, "log_me": 0.1}
    measured = dict.fromkeys(Case("digits").backbones(), seen)
    asked = digest("case_measures", {"cases": [case.to_json() for case in chosen]})
    learner, log = app.session_state["learner"], services.store()
    log.set_setting(
        learner, services.MEASURED + asked, {"measures": [measured for _case in chosen]}
    )
    keep(app, key, "good")
    assert not app.exception
    metrics = {"test_accuracy": 0.8, "confusion": [[400, 100]]}
    arms = {name: recipe.check() for name, recipe in validate.arms(chosen).items()}
    runs = [
        Run(
            owner=learner, kind="train", status="done", recipe=recipe.to_json(),
            metrics=metrics, timings={"total": 1.0}, series=name_of("advice", arms),
        )
        for recipe in arms.values()
    ]  # fmt: skip
    log.add(runs[0])
    app.run()
    assert app.button(key=f"{key}_go").label == f"Go on (1 of {len(runs)} are done)"
    assert "1 training so far" in words_of(app) and app.get("plotly_chart")
    for run in runs[1:]:
        log.add(run)
    app.run()
    assert not app.exception
    said = words_of(app)
    assert "no better than a fixed choice" in said and "You predicted something else" in said
    assert "trained before" in " ".join(one.value for one in app.subheader)
    (kept,) = log.get_setting(learner, "guesses").values()
    assert (kept["came"], kept["right"]) == ("even", False)


def test_the_strip_says_how_far_the_next_network_is():
    best = {"squeezenet": {"accuracy": 0.8}, "mobilenet_v2_dogs": {"accuracy": 0.7}}
    said = recommended.headline("squeezenet", best)
    assert said.startswith("The next, MobileNetV2") and said.endswith(
        "is expected 10.0 points lower"
    )
    best["mobilenet_v2_dogs"]["accuracy"] = 0.79
    said = recommended.headline("squeezenet", best)
    assert "1.0 points behind" in said and "hardly be told apart" in said
    assert "1.0 points higher, with more work" in recommended.headline("mobilenet_v2_dogs", best)


def test_a_measure_that_disagrees_is_named_in_the_sentence_and_only_then():
    case = Case("digits", (), 10)
    weak, strong = ({"probe": v, "before": v, "knn": v} for v in (0.5, 0.7))
    arm = {"way": "lora_half", "accuracy": 0.8, "low": 0.7, "high": 0.9}
    advice = {
        "backbone": "squeezenet",
        "way": "lora_half",
        "expected": {"accuracy": 0.8, "low": 0.7, "high": 0.9},
        "considered": [arm | {"backbone": "squeezenet"}],
    }
    agree = {"measures": {"squeezenet": strong, "mobilenet_v2_dogs": weak}}
    said = recommended.sentence(agree, advice, case)
    assert "SqueezeNet 1.1, LoRA in half of the blocks" in said and "80%" in said
    assert "Not every measure agrees" not in said
    other = {"measures": {"squeezenet": strong, "mobilenet_v2_dogs": weak | {"knn": 0.9}}}
    said = recommended.sentence(other, advice, case)
    assert "Not every measure agrees: by k-NN, MobileNetV2" in said
    lighter = arm | {"backbone": "mobilenet_v2_dogs", "accuracy": 0.81}  # the cheap one was chosen
    less = advice | {"considered": [*advice["considered"], lighter]}
    assert "Not every measure agrees" not in recommended.sentence(other, less, case)


def test_the_advice_is_ahead_of_a_rule_level_with_it_or_behind_it():
    rules = [
        {"by": by, "way": "extract", "gain": gain}
        for by, gain in (
            ("advice", None),
            ("imagenet", [0.03, 0.01, 0.05]),
            ("knn", [0.01, -0.01, 0.03]),
            ("probe", [-0.03, -0.05, -0.01]),
        )
    ]
    assert reported.sides({"rules": rules}) == {
        "ahead": [("imagenet", "extract")],
        "level": [("knn", "extract")],
        "behind": [("probe", "extract")],
    }


def test_a_promise_holds_fails_or_is_open_by_its_interval():
    asked = {"a": (0.91, 0.97), "b": (0.6, 0.8), "c": (0.85, 0.93)}
    assert claim.sides(asked) == {"held": ["a"], "failed": ["b"], "open": ["c"]}


def test_the_claim_waits_for_a_guess_and_offers_to_train(visit):
    app = visit(PAGE, "en-US", query={"part": "claim"})
    assert not app.exception
    assert any("Train" in button.label for button in app.button)
    assert "Example, measured on" in words_of(app) and app.get("plotly_chart")
