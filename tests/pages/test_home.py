"""Home: the picture, and the button that trains a real network."""

from core.datasets.dataset import carried_along
from core.datasets.library import DATASETS
from dashboard.shell import services
from tests.patience import PATIENCE


def press_and_wait(app):
    app.button(key="show_me").click().run()
    assert not app.exception
    (started,) = services.runner().jobs(app.session_state["learner"])
    job = services.runner().wait(started.id, PATIENCE)
    app.run()
    return app, job


def test_one_click_trains_and_shows_the_result_with_its_interval(visit):
    app, job = press_and_wait(visit(locale="en-US"))
    assert job.status == "done", job.error
    low, high = job.result["test_interval"]
    said = " ".join(m.value for m in app.markdown)
    assert f"{100 * job.result['test_accuracy']:.0f}%" in said
    assert f"{100 * low:.0f} to {100 * high:.0f}%" in said
    assert f"{job.result['trainable_parameters']:,}" in said
    drawn = "".join(html.value for html in app.get("html"))
    assert drawn.count("✓") + drawn.count("✗") == 8

    run = services.store().get(job.id)  # the run log has it, under the learner's id
    assert run.owner == app.session_state["learner"]
    assert run.status == "done"
    assert run.metrics["test_accuracy"] == job.result["test_accuracy"]
    assert run.curve == job.result["history"]

    # An equal one from another tab waits, and is cancelled: what is here stays.
    ahead = services.first_recipe().but(unfreeze=2, epochs=1000)
    first = services.runner().submit("train", ahead.to_json(), run.owner)
    equal = services.runner().submit("train", job.payload, run.owner, "playground")
    for stop in (None, equal, first):
        if stop is not None:
            services.runner().cancel(stop)
            assert services.runner().wait(stop, PATIENCE).status == "cancelled"
        app.run()
        said = " ".join(m.value for m in app.markdown)
        assert f"{100 * job.result['test_accuracy']:.0f}%" in said
        assert not app.warning


def test_the_guesses_that_came_true_are_counted_with_a_way_back_to_their_parts(visit):
    app = visit(locale="en-US")
    guesses = {
        "why/gap/why-1": {"guess": "scratch", "came": "scratch", "right": True},
        "why/gap/why-2": {"guess": "same", "came": "scratch", "right": False},
        "tricks/start/1": {"guess": "he", "came": ["he", "yours"], "right": None},
        "broken/rate/break-1": {"guess": "lot", "came": "lot", "right": True},
        "why/long_gone/1": {"guess": "a", "came": "a", "right": True},
    }
    services.store().set_setting(app.session_state["learner"], "guesses", guesses)
    app.run()
    assert not app.exception
    assert any("3 of 4 decided guesses came true" in one.value for one in app.markdown)
    links = [one for one in app.main if one.type == "page_link"]
    queries = [link.proto.query_string for link in links]
    assert sum("part=gap" in query for query in queries) == 1
    assert any("break=rate" in query for query in queries)
    owner = app.session_state["learner"]
    services.forget_learner(owner)
    assert services.store().get_setting(owner, "guesses") is None


def test_without_cifar10_the_first_experiment_says_what_it_uses_instead(visit):
    """The test's cache folder is empty, as on a machine that could not download."""
    carried = [name for name, entry in DATASETS.items() if entry.available is carried_along]
    assert services.ready_datasets() == carried
    app = visit(locale="en-US")
    assert any("CIFAR-10" in info.value for info in app.info)
    assert services.first_recipe().check().dataset == "digits"


def test_the_picture_is_described_for_those_who_cannot_see_it(visit):
    picture = next(m.value for m in visit(locale="ja-JP").markdown if "<svg" in m.value)
    assert 'role="img"' in picture
    assert 'aria-label="猫の写真' in picture


def test_the_picture_respects_those_who_want_less_motion():
    from pages.home.moving_picture import CSS

    still = CSS.split("prefers-reduced-motion: reduce")[1]
    assert "animation: none" in still


def test_the_picture_stands_still_by_a_switch_that_takes_the_focus(visit):
    picture = next(m.value for m in visit(locale="en-US").markdown if "<svg" in m.value)
    assert "<details open><summary>Motion</summary></details><svg" in picture
    from pages.home.moving_picture import CSS

    assert "details:not([open]) + .tll-idea *" in CSS
