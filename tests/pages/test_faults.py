"""When something is broken the learner reads a sentence in their language, never a stack trace."""

import json
import re
import time
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from core.paths import ROOT
from core.runs.store import Run
from core.transfer.recipe import Recipe
from dashboard.shell import services
from tests.pages.shown import shown
from tests.patience import PATIENCE


@pytest.fixture
def data_in(monkeypatch):
    """``data_in(folder)``: the data folder of this test."""

    def move(folder):
        services.store().close()
        services.store.clear()
        monkeypatch.setenv("TLL_DATA_DIR", str(folder))

    yield move
    monkeypatch.undo()
    services.store.clear()


def test_a_damaged_run_log_is_explained(visit, data_in, tmp_path):
    path = tmp_path / "runs.sqlite"
    path.write_bytes(b"this is not a database" * 100)
    data_in(tmp_path)
    app = visit(locale="ja-JP")
    assert not app.exception
    assert len(app.error) == 1
    assert str(path) in shown(app.error[0].value)
    assert "実験記録" in app.error[0].value
    path.rename(tmp_path / "moved away")
    assert not app.run().error  # without a new start


def test_a_data_folder_that_cannot_be_made_is_explained(visit, data_in, tmp_path):
    (tmp_path / "file").touch()
    data_in(tmp_path / "file" / "data")
    app = visit(locale="ja-JP")
    assert not app.exception
    assert len(app.error) == 1
    assert "TLL_DATA_DIR" in shown(app.error[0].value)
    assert "空きを作るか" in app.error[0].value


def test_where_the_disk_is_full_a_page_says_so_until_there_is_room(visit, data_in, tmp_path):
    data_in(tmp_path)
    app = visit(ROOT / "pages" / "why" / "page.py", locale="ja-JP")
    log = services.store()
    pages = log._connection.execute("PRAGMA page_count").fetchone()[0]
    log._connection.execute(f"PRAGMA max_page_count = {pages}")
    run = Run("somebody", "train", "done", curve=[{"loss": 0.5}] * 2000)
    services._outbox().put(partial(log.add, run))
    app.run()
    assert not app.exception
    (warning,) = app.warning
    assert "1件" in warning.value and "full" in shown(warning.value)
    log._connection.execute("PRAGMA max_page_count = 100000")
    end = time.monotonic() + PATIENCE
    while services.unwritten()[0] and time.monotonic() < end:
        time.sleep(0.05)
    assert not app.run().warning
    assert len(log.runs("somebody")) == 1


def after_a_new_start(owner, job_id):
    import streamlit as st

    from core.translations import said
    from dashboard.kit import shown

    st.session_state["language"], st.session_state["learner"] = "ja", owner
    found = shown.find(job_id)
    st.json({"status": found.status, "epochs": found.recipe.epochs})
    st.text(said("ja", found.notes[0]))


def test_a_training_that_the_server_took_with_it_is_known_by_its_settings(visit):
    owner, job_id = "e" * 32, "f" * 32  # neither runner nor run log has heard of it
    payload = Recipe(epochs=7).to_json()
    services.store().set_setting(owner, services.STARTED, {job_id: payload})
    app = AppTest.from_function(after_a_new_start, args=(owner, job_id)).run()
    assert not app.exception
    assert json.loads(app.json[0].value) == {"status": "lost", "epochs": 7}
    assert "もう一度" in app.text[0].value


def test_a_page_that_fails_says_so_and_keeps_the_shell(visit, monkeypatch, caplog):
    """The photo sets cannot even be listed: an error that nobody has foreseen."""

    def broken(name):
        raise RuntimeError("disk on fire")

    monkeypatch.setattr("core.datasets.library.available", broken)
    app = visit(ROOT / "pages" / "home" / "page.py", locale="ja-JP")
    assert not app.exception
    (told,) = [e.value for e in app.error if "問題が起きました" in e.value]
    (name,) = re.findall(r"[0-9A-F]{6}", told)
    assert f"{name}: the page" in caplog.text
    assert not [e.value for e in app.error if "disk on fire" in e.value]
    assert "disk on fire" in caplog.text
    assert app.button_group(key="language_choice").value == "ja"
