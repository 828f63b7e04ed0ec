"""A setting is changed and the button pressed before the page is drawn anew: what the page says
then is measured, not what it said before."""

import pytest
from streamlit.testing.v1 import AppTest

from core.runs.store import Store
from core.transfer.recipe import Recipe
from tests.patience import PATIENCE

BASE = Recipe(dataset="digits", size=32, backbone="squeezenet", per_class=5, batch=16)
ARMS = {name: {"low": BASE.but(epochs=n), "high": BASE.but(epochs=n, lr=1e-2)} for name, n in
        (("short", 2), ("long", 9))}  # fmt: skip


def page(way):
    import streamlit as st

    from dashboard.kit import ask, measured, predict, pressed, series
    from tests.dashboard.test_pressed import ARMS

    st.session_state.setdefault("language", "en")
    st.session_state.setdefault("learner", "me")
    setting = st.selectbox("Setting", list(ARMS), key="setting")
    question = predict.Question("Which?", {"yes": "Yes", "no": "No"})
    asking = ask.Question("facts", {"setting": setting}, "it")
    if setting == "long" and st.session_state.get("refuse"):
        st.text("not with this setting")
    elif way == "ask":
        ask.press(asking, "Measure")
    elif way == "predict":
        measured.press(f"a/b/{setting}", question, asking, "Measure")
    elif way == "quick":
        predict.quick(f"a/b/c-{setting}", "it", question, "Look", "yes")
    else:
        now = series.standing("race", {name: one.check() for name, one in ARMS[setting].items()})
        series.control(now, "Train", "it", lambda standing: None)
    pressed.forget()  # as the app does at the end of every page


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A run log, and the work that was asked for."""
    from dashboard.shell import services

    store, submitted = Store(tmp_path / "runs.sqlite"), []

    def submit(kind, payload, wanted=None):
        submitted.append(payload)
        return "job"

    monkeypatch.setattr(services, "store", lambda: store)
    monkeypatch.setattr(services, "jobs", list)
    monkeypatch.setattr(services, "state", lambda job_id: None)
    monkeypatch.setattr(services, "wait", lambda job_id: None)
    monkeypatch.setattr(services, "submit", submit)
    yield store, submitted
    store.close()


def opened(way):
    app = AppTest.from_function(page, kwargs={"way": way}, default_timeout=PATIENCE).run()
    assert not app.exception
    return app


def pressed_after_a_change(way, button):
    app = opened(way)
    app.selectbox(key="setting").set_value("long")
    app.button(key=button).click().run()  # both in one script run
    assert not app.exception
    return app


@pytest.mark.parametrize(("way", "button"), [("ask", "it_go"), ("predict", "it_guess_no")])
def test_a_question_is_the_one_on_screen(log, way, button):
    store, submitted = log
    pressed_after_a_change(way, button)
    assert submitted == [{"setting": "long"}]
    if way == "predict":
        assert list(store.get_setting("me", "guesses")) == ["a/b/long"]


def test_a_series_is_the_one_on_screen(log):
    _store, submitted = log
    pressed_after_a_change("series", "it_go")
    assert [{one["epochs"] for one in asked["recipes"].values()} for asked in submitted] == [{9}]


def test_a_guess_is_of_the_setting_on_screen(log):
    store, _submitted = log
    app = pressed_after_a_change("quick", "it_guess_no")
    assert store.get_setting("me", "guesses") == {
        "a/b/c-long": {"guess": "no", "came": "yes", "right": False}
    }
    assert not [one for one in app.button if one.key == "it_guess_no"]


def test_what_the_page_has_no_button_for_is_not_begun_later(log):
    _store, submitted = log
    app = opened("ask")
    app.session_state["refuse"] = True
    app.selectbox(key="setting").set_value("long")
    app.button(key="it_go").click().run()
    assert app.text[0].value == "not with this setting"
    app.selectbox(key="setting").set_value("short").run()
    assert not submitted
