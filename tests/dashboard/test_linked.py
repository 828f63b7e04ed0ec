"""A recipe linked to its controls, its address and undo, on a page of a few lines."""

import pytest
from streamlit.testing.v1 import AppTest

from core.imagine.ideal.recipe import Ideal


def page():
    import streamlit as st

    from core.imagine.ideal.recipe import SETTINGS, Ideal
    from dashboard.kit.linked import Linked

    linked = Linked("toy", SETTINGS, Ideal, others=("panel",))
    trouble = linked.open()
    if trouble is not None:
        st.warning(str(trouble))
    st.number_input("Steps", 1, 4096, **linked.bound("steps"))
    st.pills("Way", ("pixel", "tv", "fourier"), **linked.bound("param"))
    st.button("Undo", on_click=linked.undo, disabled=not linked.can_undo())
    linked.write()
    st.session_state["page"] = "toy"  # what the shell does


@pytest.fixture
def app():
    return AppTest.from_function(page)


def recipe(app):
    assert not app.exception
    return app.session_state["toy_recipe"]


def address(app):
    return {name: app.query_params[name] for name in app.query_params if name != "lang"}


def follow(app, **query):
    app.query_params.clear()
    app.query_params.update(query)
    return app.run()


def test_a_control_changes_recipe_and_address_and_undo_leads_back(app):
    app.run()
    assert address(app) == {}
    app.number_input[0].set_value(64).run()
    app.button_group[0].set_value("tv").run()
    assert recipe(app) == Ideal(param="tv", steps=64)
    assert address(app) == {"param": "tv", "steps": "64"}
    app.button[0].click().run()
    assert (recipe(app), app.button_group[0].value) == (Ideal(steps=64), "fourier")
    app.button[0].click().run()
    assert recipe(app) == Ideal()
    assert address(app) == {}
    assert app.button[0].disabled


def test_a_widget_that_was_emptied_changes_nothing(app):
    app.run()
    app.button_group[0].set_value(None).run()
    assert (recipe(app), app.button_group[0].value) == (Ideal(), "fourier")


def test_back_and_forward_are_followed_and_an_address_without_parameters_is_the_first(app):
    follow(app, steps="64")
    follow(app, steps="32", seed="5")
    assert (recipe(app), app.number_input[0].value) == (Ideal(steps=32, seed=5), 32)
    follow(app, steps="64")
    assert recipe(app) == Ideal(steps=64)
    follow(app)
    assert recipe(app) == Ideal()
    assert address(app) == {}
    app.button[0].click().run()  # what Back did can be undone as well
    assert recipe(app) == Ideal(steps=64)


def test_coming_from_another_page_without_parameters_goes_on_where_one_was(app):
    follow(app, steps="64")
    app.session_state["page"] = "elsewhere"
    follow(app)
    assert recipe(app) == Ideal(steps=64)
    assert address(app) == {"steps": "64"}


def test_what_is_left_out_is_said_until_a_control_is_used_and_can_be_passed_by_back(app):
    follow(app, steps="64", seed="x", colour="red", panel="open")
    assert recipe(app) == Ideal(steps=64)
    for _ in range(2):
        assert app.warning[0].value.endswith("left out: seed=x, colour=red.")
        assert address(app) == {"steps": "64", "colour": "red", "panel": "open"}
        app.run()
    app.number_input[0].set_value(8).run()
    assert not app.warning
    assert address(app) == {"steps": "8", "panel": "open"}


def test_a_link_of_which_nothing_can_be_used_changes_nothing(app):
    follow(app, steps="64")
    follow(app, steps="-1")
    assert recipe(app) == Ideal(steps=64)
    assert "between" in app.warning[0].value


def test_parameters_of_the_shell_and_of_other_panels_are_nobodys_mistake(app):
    follow(app, lang="en", part="studio", job="1", panel="open", embed="true")
    assert not app.warning
    assert recipe(app) == Ideal()
