"""The Freeze playground against the real worker, on the digits that every machine has."""

import re

import pytest

from core.paths import ROOT
from core.statistics import wilson_interval
from core.transfer.recipe import SETTINGS, Recipe
from dashboard.kit import comparison, confusion, words
from dashboard.shell import services
from pages.playground import result, state
from tests.pages.settled import settle
from tests.pages.shown import shown
from tests.patience import PATIENCE

PAGE = ROOT / "pages" / "playground" / "page.py"
SMALL = Recipe(
    dataset="digits",
    classes=("0", "1", "7"),
    per_class=10,
    val_per_class=5,
    test_per_class=10,
    backbone="squeezenet",
    size=32,
    epochs=3,
    batch=16,
)
LONG = SMALL.but(scratch=True, size=64, epochs=1000)


@pytest.fixture
def playground(visit):
    """Open the playground; ``query`` is what the link holds, ``learner`` who opens it."""

    def open_page(recipe=SMALL, locale="en-US", learner=None, **query):
        app = visit(locale=locale)
        if learner:
            app.session_state["learner"] = learner
        app.switch_page(str(PAGE))
        for name, value in ({} if recipe is None else recipe.to_query() | query).items():
            app.query_params[name] = value
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return open_page


def train(app):
    """Press Train and come back when it is over."""
    app.button(key="pg_train").click().run()
    assert not app.exception
    job = services.runner().wait(app.session_state["pg_shown"], PATIENCE)
    app.run()
    assert not app.exception
    return job


@pytest.fixture(scope="module")
def done():
    """The outcome of one training, for tests that only look at it."""
    job_id = services.runner().submit("train", SMALL.to_json(), "a" * 32)
    job = services.runner().wait(job_id, PATIENCE)
    assert job.status == "done", job.error
    return job


def said(app):
    elements = (*app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.subheader)
    return shown("\n".join(element.value for element in elements))


def program(app):
    """The Keras program of a run; the address to share is shown as code, too."""
    (found,) = [code.value for code in app.code if code.language == "python"]
    return found


def test_before_the_first_run_it_teaches_what_to_do(playground):
    app = playground()
    assert "Guess first" in app.select_slider(key="pg_guess_guess").label
    assert not app.metric
    assert not app.button(key="pg_train").disabled
    app.button(key="pg_idea_0").click().run()
    assert app.session_state[state.linked.key()].per_class == 5


def test_train_shows_the_accuracy_with_its_interval_and_everything_it_stands_for(playground):
    app = playground()
    job = train(app)
    assert job.status == "done", job.error
    result = job.result
    (metric,) = [m for m in app.metric if m.label == "Test accuracy"]
    assert metric.value == f"{result['test_accuracy']:.0%}"
    low, high = result["test_interval"]
    assert f"{100 * low:.0f} to {100 * high:.0f}" in said(app)
    for part in ("train", "val", "test"):
        assert f"{result[f'{part}_accuracy']:.0%}" in said(app)
    assert f"{result['trainable_parameters']:,} parameters learned" in said(app)
    assert app.tabs[0].label == "Confusion matrix"
    assert "import keras" in program(app)
    assert "Runs so far" in said(app)
    assert app.query_params[services.JOB] == job.id


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
def test_a_link_opens_the_same_recipe_in_both_languages(playground, locale):
    recipe = SMALL.but(
        unfreeze=3, lr=0.02, suffix_lr=3e-4, lp_ft=2, head="linear", optimizer="sgd", bn="train",
        augment="chapter", views=2, early_stopping=3, plateau=2, keep_best=True, seed=9,
        learns="lora", rank=4, decay=0.5, gradual=True, smoothing=0.1, mixup=0.2, mirror=True,
    )  # fmt: skip
    app = playground(recipe, locale)
    assert app.session_state[state.linked.key()] == recipe
    query = {name: app.query_params[name] for name in SETTINGS.rows if name in app.query_params}
    assert SETTINGS.from_query(query).recipe == recipe


@pytest.mark.parametrize(
    "bad",
    [
        {"lr": "fast"},
        {"backbone": "alexnet"},
        {"unfreeze": "99"},
        {"classes": "cat,unicorn"},
        {"size": "7"},
        {"epochs": "-1"},
        {"batch": "nan"},
    ],
)
def test_a_bad_link_is_told_in_a_sentence_and_something_sound_is_shown(playground, bad):
    app = playground(None, **bad)
    (warning,) = app.warning
    ((name, value),) = bad.items()
    assert "was left out" in warning.value and f"{name}={value}" in shown(warning.value)
    assert app.session_state[state.linked.key()] == services.first_recipe()
    app.run()  # a browser that says who it is runs the script again: the warning stands
    assert [one.value for one in app.warning] == [warning.value]
    left = {name: app.query_params[name] for name in SETTINGS.rows if name in app.query_params}
    assert left == {}  # which stands for the first recipe


def test_a_reload_finds_the_finished_run(playground, done):
    app = playground(learner=done.owner, job=done.id)
    (metric,) = [m for m in app.metric if m.label == "Test accuracy"]
    assert metric.value == f"{done.result['test_accuracy']:.0%}"


def test_somebody_elses_run_stays_theirs(playground, done):
    app = playground(learner="b" * 32, job=done.id)
    assert not app.metric
    assert "not in this browser" in said(app)
    assert (
        app.session_state[state.linked.key()] == SMALL
    )  # the recipe of the link is there all the same


def test_a_click_on_a_cell_shows_its_photos(playground, done):
    confusion = done.result["confusion"]
    cell = max(
        ((true, predicted) for true in range(3) for predicted in range(3)),
        key=lambda place: confusion[place[0]][place[1]],
    )
    count = confusion[cell[0]][cell[1]]
    app = playground(learner=done.owner, job=done.id)
    assert "Click a number" in said(app)
    pictures = "".join(html.value for html in app.get("html")).count("<figure")
    app.session_state[f"pg_matrix_{done.id[:12]}_picked"] = f"{cell[0]}:{cell[1]}"
    app.run()
    assert not app.exception
    shown = "".join(html.value for html in app.get("html")).count("<figure")
    assert "Click a number" not in said(app)
    assert shown - pictures == count
    assert f": {count}" in said(app)


def test_cancel_stops_a_training_and_keeps_what_was_measured(playground):
    app = playground(LONG)
    app.button(key="pg_train").click().run()
    app.button(key="pg_cancel").click().run()
    job = services.runner().wait(app.session_state["pg_shown"], PATIENCE)
    assert job.status == "cancelled"
    app.run()
    assert "You stopped this training" in said(app)
    assert app.button(key="pg_again")
    assert "stopped" in said(app)  # and the run log has it


def test_what_cannot_be_run_is_told_in_words_with_a_way_on(playground):
    app = playground(SMALL.but(per_class=150))  # there are not so many
    job = train(app)
    assert job.status == "failed"
    assert any("outside the test part" in error.value for error in app.error)
    assert app.button(key="pg_again")


def test_runs_are_compared_told_apart_and_opened_again(playground):
    app = playground()
    first = train(app)
    assert "Your runs so far" not in said(app)
    app.button(key="pg_idea_0").click().run()  # what to compare it with is offered where it stands
    assert app.session_state[state.linked.key()] == SMALL.fitted(per_class=5)
    assert app.button(key="pg_train_here")  # and Train beside what has changed
    app.button(key="pg_undo").click().run()
    app.select_slider(key="pg_lr").set_value(0.01).run()
    second = train(app)
    assert second.payload["lr"] == 0.01
    told = [element.value for element in app.markdown if "Your runs so far" in element.value]
    assert len(told) == 1 and "%" in told[0]
    assert "pg_idea_0" not in [button.key for button in app.button]
    assert "Learning rate: 0.001 → 0.01" in said(app)
    assert app.button(key=f"pg_open_{second.id}").disabled
    before = app.session_state[state.SIGHT]
    app.button(key=f"pg_open_{first.id}").click().run()
    assert app.session_state[state.SIGHT] != before  # its result is scrolled to
    assert app.query_params[services.JOB] == first.id
    assert app.session_state[state.linked.key()].lr == 0.001


def test_a_guess_is_told_beside_the_result_and_a_result_says_what_has_changed_since(playground):
    app = playground()
    app.select_slider(key="pg_guess_guess").set_value(0.5).run()
    job = train(app)
    (kept,) = services.store().get_setting(app.session_state["learner"], "guesses").values()
    came = job.result["test_accuracy"]
    assert kept == {"guess": 0.5, "came": came, "right": abs(came - 0.5) <= 0.05}
    assert "You predicted" in said(app) and "have changed since" not in said(app)
    assert not [one for one in app.select_slider if one.key == "pg_guess_guess"]  # it is known now
    app.select_slider(key="pg_lr").set_value(0.01).run()
    assert "have changed since this result. Learning rate: 0.001 → 0.01" in said(app)
    assert app.select_slider(key="pg_guess_guess").value is None  # of the new settings


def test_a_change_can_be_undone(playground):
    app = playground()
    assert app.button(key="pg_undo").disabled
    app.selectbox(key="pg_backbone").set_value("resnet101").run()
    assert app.session_state[state.linked.key()].weights == "imagenet"
    app.button(key="pg_undo").click().run()
    assert app.session_state[state.linked.key()] == SMALL
    assert app.selectbox(key="pg_backbone").value == "squeezenet"


def test_weights_that_are_not_here_are_said_and_random_ones_offered(playground, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(PAGE.parent / "nothing"))
    app = playground(SMALL.but(backbone="vgg16", weights="imagenet", size=64))
    assert app.button(key="pg_train").disabled
    assert app.info
    app.button(key="pg_use_random").click().run()
    assert app.session_state[state.linked.key()].weights == "random"
    assert not app.button(key="pg_train").disabled


def test_every_other_choice_is_there_when_it_is_wanted(playground):
    app = playground(SMALL.but(unfreeze=2, learns="lora", fault="shortcut"))
    app.session_state["pg_more"] = True
    app.run()
    assert not app.exception
    keys = {
        w.key
        for kind in (
            "select_slider",
            "toggle",
            "multiselect",
            "number_input",
            "button_group",
            "selectbox",
        )
        for w in app.get(kind)
    }
    wanted = {f"pg_{name}" for name in SETTINGS.rows} - {"pg_weights", "pg_scratch", "pg_unfreeze"}
    assert wanted - keys == set()


def test_what_learns_in_unfrozen_blocks_is_chosen_counted_and_explained(playground):
    """Of SqueezeNet's last block: 576 biases, or 896 numbers for each unit of rank."""
    app = playground(SMALL.but(unfreeze=1))
    assert "instead of" not in said(app)
    app.segmented_control(key="pg_learns").set_value("bias").run()
    assert "576 numbers learn instead of 197,184" in said(app)
    app.segmented_control(key="pg_learns").set_value("lora").run()
    app.select_slider(key="pg_rank").set_value(2).run()
    assert "1,792 numbers" in said(app)
    app.button(key="pg_few_rate").click().run()
    assert app.session_state[state.linked.key()].suffix_lr == 1e-3
    app.segmented_control(key="pg_learns").set_value("norm").run()
    assert "SqueezeNet 1.1 have no batch norm" in said(app)
    assert not app.exception


def test_the_finder_advises_a_rate_beside_the_sliders_and_sets_it(playground):
    app = playground(SMALL.but(lr=0.5))
    app.session_state["pg_finder"] = True
    app.run()
    app = settle(app.button(key="pg_find_rate_go").click().run())
    assert not app.exception
    assert "where the loss falls fastest" in said(app)
    app.button(key="pg_take_rate").click().run()
    assert app.session_state[state.linked.key()].lr < 0.5


def test_the_program_comes_in_the_readers_language(playground, done):
    app = playground(locale="ja-JP", learner=done.owner, job=done.id)
    comments = re.findall("# (.+)", program(app))
    assert comments
    assert all(re.search("[ぁ-んァ-ヶ一-龠]", comment) for comment in comments)


def test_back_to_an_address_without_parameters_means_the_first_settings(playground):
    app = playground(None)
    first = app.session_state[state.linked.key()]
    app.select_slider(key="pg_per_class").set_value(20).run()
    assert app.query_params["per_class"] == "20"
    app.query_params.clear()
    app.run()  # what a browser does for “back”
    assert app.session_state[state.linked.key()] == first
    assert "per_class" not in app.query_params


def test_a_control_wins_against_the_address_of_the_moment_before(playground):
    """On a slow line a click may still carry the address from before the last change."""
    app = playground(None)
    app.select_slider(key="pg_per_class").set_value(20).run()
    app.query_params.clear()
    app.select_slider(key="pg_lr").set_value(0.01).run()
    recipe = app.session_state[state.linked.key()]
    assert (recipe.per_class, recipe.lr) == (20, 0.01)


def test_coming_back_from_another_page_goes_on_where_one_was(playground):
    app = playground(None)
    app.select_slider(key="pg_per_class").set_value(20).run()
    app.switch_page(str(ROOT / "pages" / "home" / "page.py")).run()
    app.query_params.clear()
    app.switch_page(str(PAGE)).run()
    assert app.session_state[state.linked.key()].per_class == 20


def test_a_training_that_the_end_of_the_app_cut_short_is_told_and_can_be_run_again(playground):
    learner, job_id = "d" * 32, "e" * 32
    services.store().set_setting(learner, services.STARTED, {job_id: SMALL.to_json()})
    app = playground(learner=learner, job=job_id)
    (error,) = app.error
    assert "was not finished" in error.value
    assert app.button(key="pg_again").label == "Run it again"


def test_what_was_started_is_remembered_for_the_learner(playground):
    app = playground(learner="f" * 32)
    app.button(key="pg_train").click().run()
    job_id = app.session_state["pg_shown"]
    kept = services.store().get_setting("f" * 32, services.STARTED)
    assert Recipe.from_json(kept[job_id]) == SMALL
    services.runner().wait(job_id, PATIENCE)


def test_each_network_in_the_list_says_whether_its_weights_are_here(playground):
    options = playground().selectbox(key="pg_backbone").options
    assert "EfficientNet-Lite0 ✓" in options
    assert all(any(mark in option for mark in "✓↓×") for option in options)


def test_random_weights_are_named_in_the_title_of_a_run():
    assert "random" in words.title(SMALL.but(weights="random"))
    assert "random" not in words.title(SMALL)


def test_a_result_like_guessing_is_not_praised(done):
    poor = done.result | {"train_accuracy": 0.35, "test_accuracy": 0.3, "test_interval": [0.2, 0.5]}
    assert "cannot be told from guessing (33%)" in result._gap(poor)


@pytest.mark.parametrize(
    ("train", "right", "photos", "said"),
    [
        (1.0, 200, 300, "some by heart"),
        (1.0, 9, 10, "10 test photos are too few to tell"),  # a gap of 2 points, or of 40
        (1.0, 10, 10, "10 test photos are too few to tell"),  # none, or one of 28 points
        (1.0, 1, 1, "1 test photo is too few to tell"),
        (1.0, 900, 1000, "a small gap"),
        (0.9, 890, 1000, "hardly a gap"),
    ],
)
def test_a_gap_is_spoken_of_as_far_as_the_test_photos_can_tell(train, right, photos, said):
    document = {
        "train_accuracy": train,
        "val_accuracy": 0.9,
        "test_accuracy": right / photos,
        "test_interval": wilson_interval(right, photos),
        "classes": range(10),
        "predictions": {"true": range(photos)},
    }
    assert said in result._gap(document)


def test_runs_on_other_photos_or_with_a_leaked_test_are_not_compared():
    sure = [
        {"test_accuracy": share, "test_interval": (share - 0.01, share + 0.01)}
        for share in (0.9, 0.5)
    ]
    assert "a clear difference" in comparison.finding([SMALL, SMALL.but(unfreeze=1)], sure)
    others = (SMALL.but(classes=("0", "1", "2", "3")), SMALL.but(fault="leak"))
    assert all("no comparison" in comparison.finding([SMALL, other], sure) for other in others)
    close = [sure[0], {"test_accuracy": 0.89, "test_interval": (0.88, 0.9)}]
    assert "too close to call" in comparison.finding([SMALL, SMALL], close)


def test_every_time_of_a_training_is_told_with_the_same_figures():
    assert [words.seconds(spent) for spent in (0.04, 1.44, 4.46, 9.96, 42.4, 200)] == [
        "0.1 s", "1.4 s", "4.5 s", "10 s", "42 s", "3 min",
    ]  # fmt: skip
    assert words.about(4.46) == "4 s"  # a guess


def test_the_commonest_confusion_is_named_only_where_it_stands_out():
    names = ["a", "b", "c"]
    assert confusion._finding([[5, 3, 0], [1, 5, 0], [0, 0, 5]], names).startswith("Most often, a")
    said = confusion._finding([[5, 1, 0], [1, 5, 0], [0, 0, 5]], names)
    assert said == "No pair stands out: 1 mistake at most, in 2 pairs"


def test_photos_of_a_link_that_are_not_here_are_named_as_such(playground):
    app = playground(Recipe(classes=("cat", "dog")), dataset="cifar10")  # these caches are empty
    photos = app.selectbox(key="pg_dataset")
    assert photos.value == "cifar10"
    assert any(option.startswith("CIFAR-10") and "×" in option for option in photos.options)
