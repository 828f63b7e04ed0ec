"""Forms to take home: what int8 costs is guessed before the table, and every form can be had."""

import pytest
from streamlit.testing.v1 import AppTest

from core.runs.store import Store
from dashboard.kit import home
from tests.patience import PATIENCE

FORMS = (
    ("keras-float32", 13.6, 60.0, 0.90),
    ("onnx-float32", 13.4, 3.1, 0.90),
    ("onnx-int8", 3.9, 2.2, 0.88),
)


def row(form, megabytes, ms, accuracy, path="here"):
    size = int(megabytes * 1e6)
    return {"form": form, "bytes": size, "ms": ms, "accuracy": accuracy, "agree": 1.0, "path": path}


def test_what_int8_costs_is_told_in_three_steps():
    for lost, said in ((0.0, "none"), (-0.1, "none"), (0.01, "little"), (0.08, "much")):
        rows = {one: row(one, 1, 1, 0.9) for one in (home.WHOLE, home.SMALL)}
        rows[home.SMALL]["accuracy"] -= lost
        assert home.cost(rows) == said


def page(rows):
    import streamlit as st

    from core.transfer.recipe import Recipe
    from dashboard.kit import ask, home

    st.session_state.setdefault("language", "en")
    st.session_state.setdefault("learner", "me")
    recipe = Recipe()
    asked = ask.Question("home", {"recipe": recipe.to_json()}, "it_forms")
    ask._answers()[asked.digest] = {"forms": rows, "photos": 150}
    home.forms(recipe, "it")


def test_the_table_is_shown_once_the_cost_is_guessed(tmp_path, monkeypatch):
    from dashboard.shell import services

    store = Store(tmp_path / "runs.sqlite")
    monkeypatch.setattr(services, "store", lambda: store)
    rows = []
    for one in FORMS:
        file = tmp_path / f"{one[0]}.onnx"
        file.touch()
        rows.append(row(*one, str(file)))
    app = AppTest.from_function(page, args=(rows,), default_timeout=PATIENCE).run()
    assert not app.exception
    assert not tables(app)
    app.button(key="it_int8_guess_none").click().run()
    [table] = tables(app)
    assert "| ONNX int8 | 3.9 | 2.2 | 88.0% | 100.0% |" in table
    [kept] = store.get_setting("me", "guesses").values()
    assert kept == {"guess": "none", "came": "little", "right": False}
    (tmp_path / "onnx-int8.onnx").unlink()
    app.run()
    assert not tables(app) and any("make it again" in one.value for one in app.caption)
    store.close()


def tables(app):
    return [one.value for one in app.markdown if "| ONNX int8" in one.value]


@pytest.mark.parametrize("form", ["keras-float32", "onnx-float16", "litert-int8"])
def test_a_form_is_called_as_its_program(form):
    assert home._name(form).split()[1] == form.partition("-")[2]
