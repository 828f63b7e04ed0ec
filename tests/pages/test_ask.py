"""Asking the worker from a page: at once, on a press, again, with trouble, and given up."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from core.transfer.recipe import Recipe
from tests.pages.settled import settle
from tests.patience import PATIENCE

SMALL = Recipe(
    dataset="digits",
    size=32,
    backbone="squeezenet",
    per_class=5,
    test_per_class=5,
    epochs=2,
    batch=16,
).to_json()
LONG = SMALL | {"scratch": True, "epochs": 500, "size": 96}


def at_once(kind, payload):
    import streamlit as st

    from dashboard.kit import ask
    from dashboard.shell import sight

    st.session_state.setdefault("language", "en")
    sight.begin()  # as the app does before every page
    answer = ask.result(kind, payload)
    st.text("nothing yet" if answer is None else f"answer {sorted(answer)[0]}")


def on_press(kind, payload):
    import streamlit as st

    from dashboard.kit import ask
    from dashboard.shell import services

    st.session_state.setdefault("language", "en")
    answer = ask.on_press(kind, payload, "Measure", "it")
    st.text("nothing yet" if answer is None else "answered")
    services.drawn()  # as the app does at the end of every page


def page(function, *arguments):
    return AppTest.from_function(function, args=arguments, default_timeout=PATIENCE)


def test_an_answer_is_asked_for_once_and_kept():
    app = settle(page(at_once, "facts", {"backbone": "squeezenet"}).run())
    assert app.text[0].value == "answer blocks"
    jobs = len(app.session_state["answers"])
    app.run()
    assert app.text[0].value == "answer blocks"
    assert len(app.session_state["answers"]) == jobs


def twice(kind, payload):
    import streamlit as st

    from dashboard.kit import ask
    from dashboard.shell import sight

    st.session_state.setdefault("language", "en")
    sight.begin()
    for _place in range(2):
        st.text(str(ask.result(kind, payload) is not None))


def test_two_places_that_ask_the_same_wait_with_one_bar():
    app = page(twice, "train", LONG).run()
    assert not app.exception
    assert [text.value for text in app.text] == ["False", "False"]
    assert len(app.button) == 1  # Cancel
    app = settle(app.button[0].click().run())
    assert len(app.warning) == len(app.button) == 1  # it was stopped; again?


def test_two_places_that_ask_the_same_are_both_answered():
    app = settle(page(twice, "facts", {"backbone": "mobilenet_v2"}).run())
    assert [text.value for text in app.text] == ["True", "True"]


def test_trouble_is_said_in_words_and_can_be_tried_again():
    app = settle(page(at_once, "facts", {"backbone": "nothing"}).run())
    assert "There is no network “nothing”" in app.warning[0].value
    assert not app.exception
    settle(app.button(key="facts_again").click().run())
    assert "There is no network “nothing”" in app.warning[0].value


def test_a_press_starts_it_and_another_one_measures_again():
    app = page(on_press, "train", SMALL).run()
    assert app.text[0].value == "nothing yet"
    app = settle(app.button(key="it_go").click().run())
    assert app.text[0].value == "answered"
    assert app.button(key="it_go").label == "Measure again"
    app = settle(app.button(key="it_go").click().run())
    assert app.text[0].value == "answered"
    from dashboard.shell import services

    assert len(services.store().runs(owner=app.session_state["learner"])) == 2


def test_a_cancelled_question_says_so_and_is_offered_again():
    from dashboard.shell import services

    app = page(on_press, "train", LONG).run()
    app.button(key="it_go").click().run()
    (job,) = services.runner().jobs(app.session_state["learner"])
    assert not job.over
    services.runner().cancel(job.id)
    app = settle(app)
    assert app.text[0].value == "nothing yet"
    assert app.warning[0].value == "Stopped."
    assert [button.key for button in app.button] == ["it_go"]


def gated(kind, payload):
    import streamlit as st

    from dashboard.kit import ask

    st.session_state.setdefault("language", "en")
    st.text("begun" if ask.begun(kind, payload, "it") else "not begun")
    ask.on_press(kind, payload, "Measure", "it")


def test_a_measurement_under_way_is_found_after_a_reload_and_its_end_is_told():
    from dashboard.shell import services

    before = page(gated, "train", LONG).run()
    assert before.text[0].value == "not begun"
    before.button(key="it_go").click().run()
    owner = before.session_state["learner"]
    after = page(gated, "train", LONG)  # a new session of the same learner
    after.session_state["learner"] = owner
    after.run()
    assert after.text[0].value == "begun"
    (job,) = services.runner().jobs(owner)
    services.runner().cancel(job.id)
    after = settle(after)
    assert after.text[0].value == "not begun"
    assert after.warning and after.button(key="it_go")


def partly(kind, payload):
    import streamlit as st

    from dashboard.kit import ask

    st.session_state.setdefault("language", "en")
    question = ask.Question(kind, payload, "it", partial=True)
    if st.session_state.pop("now", False):
        ask.start(question)
    answer = ask.press(question, "Attack")
    st.text("nothing yet" if answer is None else f"step {answer['curve'][-1]['step']}")


@pytest.fixture(scope="module")
def endless():
    """What task ``attack`` is given for one that goes on until it is stopped."""
    from core.datasets import samples
    from core.images import to_text
    from core.imagine.attacks.recipe import Attack

    recipe = Attack.of("one_pixel", backbones=("squeezenet",), budget=1, steps=2000)
    photo = to_text(samples.sample("imagenet_00").pixels())
    return {"recipe": recipe.to_json(), "photo": photo}


def test_another_control_can_press_and_what_a_cancelled_job_had_can_be_its_result(endless):
    from dashboard.shell import services

    app = page(partly, "attack", endless).run()
    assert app.text[0].value == "nothing yet"
    app.session_state["now"] = True
    app.run()
    (job,) = services.runner().jobs(app.session_state["learner"])
    end = time.time() + PATIENCE
    while not services.runner().wait(job.id, 0.2).events:
        assert time.time() < end
    services.runner().cancel(job.id)
    app = settle(app)
    assert app.text[0].value.startswith("step ")
    assert app.button(key="it_go").label == "Measure again"


def passing(kind, payload):
    """A part of a lesson that asks by itself, one with a button, and one that asks nothing."""
    import streamlit as st

    from dashboard import bar
    from dashboard.kit import ask
    from dashboard.shell import sight

    st.session_state.setdefault("language", "en")
    sight.begin()
    part = st.session_state.get("part", "asks")
    if part == "asks":
        ask.result(kind, payload)
    if part == "offers":
        ask.on_press(kind, payload | {"pressed": True}, "Measure", "it")
    bar.running_jobs()
    sight.end()


def test_a_question_is_dropped_with_its_page_and_asked_anew_when_somebody_comes_back(endless):
    from dashboard.shell import services

    runner = services.runner()
    app = page(passing, "attack", endless).run()
    (asked,) = runner.jobs(app.session_state["learner"])
    app.session_state["part"] = "other"
    app.run()
    left = runner.wait(asked.id, PATIENCE)
    assert (left.status, left.abandoned) == ("cancelled", True)
    app.session_state["part"] = "asks"
    app.run()
    assert not app.warning  # nobody has stopped it: no “Stopped”
    _, again = runner.jobs(app.session_state["learner"])
    assert not again.over
    app.session_state["part"] = "offers"
    app.run()
    assert runner.wait(again.id, PATIENCE).abandoned
    app.button(key="it_go").click().run()
    app.session_state["part"] = "other"
    app.run()
    pressed = runner.jobs(app.session_state["learner"])[-1]
    assert not runner.wait(pressed.id, 0.5).over  # it stands in the bar, and can be stopped
    assert app.button(key=f"cancel_{pressed.id}")
    runner.cancel(pressed.id)
    assert not runner.wait(pressed.id, PATIENCE).abandoned
