"""The small sister of a trial: guess, press, see how the guess did; kept for good."""

import pytest
from streamlit.testing.v1 import AppTest

from core.runs.store import Store
from tests.patience import PATIENCE

PLACE = "why/idea/share"


def page(came=0.55):
    import streamlit as st

    from dashboard.kit import predict

    st.session_state.setdefault("language", "en")
    st.session_state.setdefault("learner", "me")
    question = predict.Question("How many?", pick=predict.SHARE)
    if predict.quick("why/idea/share", "it", question, "Count", came):
        st.text("the answer")


@pytest.fixture
def store(tmp_path, monkeypatch):
    from dashboard.shell import services

    log = Store(tmp_path / "runs.sqlite")
    monkeypatch.setattr(services, "store", lambda: log)
    yield log
    log.close()


def opened():
    app = AppTest.from_function(page, default_timeout=PATIENCE).run()
    assert not app.exception
    return app


@pytest.mark.parametrize(("guess", "right"), [(0.5, True), (0.2, False), (0.0, False)])
def test_a_share_is_guessed_before_it_is_shown(store, guess, right):
    app = opened()
    assert app.button(key="it_wait").disabled and not app.text
    app.select_slider(key="it_guess").set_value(guess).run()
    assert not app.text  # guessed, not yet looked at: the guess can still be changed
    app.button(key="it_go").click().run()
    assert app.text[0].value == "the answer"
    assert app.select_slider(key="it_guess").disabled
    assert any("<svg" in one.value for one in app.markdown)  # hit or miss, as a picture
    assert store.get_setting("me", "guesses") == {
        PLACE: {"guess": guess, "came": 0.55, "right": right}
    }
    assert opened().text[0].value == "the answer"  # after a reload


def chosen():
    import streamlit as st

    from dashboard.kit import predict

    st.session_state.setdefault("language", "en")
    st.session_state.setdefault("learner", "me")
    question = predict.Question("More or fewer?", {"more": "More", "fewer": "Fewer"})
    if predict.quick("why/idea/one", "it", question, "Count", "fewer"):
        st.text("the answer")


@pytest.mark.parametrize(("guess", "right"), [("fewer", True), ("more", False)])
def test_where_one_is_chosen_the_choice_is_the_button(store, guess, right):
    app = AppTest.from_function(chosen, default_timeout=PATIENCE).run()
    assert [one.label for one in app.button] == ["More", "Fewer"] and not app.text
    assert store.get_setting("me", "guesses") is None
    app.button(key=f"it_guess_{guess}").click().run()
    assert not app.exception and app.text[0].value == "the answer" and not app.button
    assert any("<svg" in one.value for one in app.markdown)  # hit or miss, as a picture
    kept = {"why/idea/one": {"guess": guess, "came": "fewer", "right": right}}
    assert store.get_setting("me", "guesses") == kept
    assert AppTest.from_function(chosen, default_timeout=PATIENCE).run().text  # after a reload


def test_in_a_class_one_guesses_talks_about_it_and_presses_then(store, monkeypatch):
    from dashboard.shell import gate

    monkeypatch.setattr(gate, "on", lambda: True)
    app = AppTest.from_function(chosen, default_timeout=PATIENCE).run()
    app.radio(key="it_guess").set_value("more").run()
    app.radio(key="it_guess").set_value("fewer").run()  # after having talked about it
    assert not app.text
    app.button(key="it_go").click().run()
    assert not app.exception and app.text[0].value == "the answer"


def several():
    import streamlit as st

    from dashboard.kit import predict

    st.session_state.setdefault("language", "en")
    st.session_state.setdefault("learner", "me")
    question = predict.Question("How many?", pick=predict.SHARE)
    for setting in ("a", "b"):
        place = f"why/idea/share-{setting}"
        if predict.quick(place, setting, question, "Count", 0.5, once=True):
            st.text(setting)


def test_a_question_that_is_asked_once_shows_other_settings_without_a_guess(store):
    app = AppTest.from_function(several, default_timeout=PATIENCE).run()
    assert not app.text
    app.select_slider(key="a_guess").set_value(0.5).run()
    app.button(key="a_go").click().run()
    assert [one.value for one in app.text] == ["a", "b"]
    assert list(store.get_setting("me", "guesses")) == ["why/idea/share-a"]
