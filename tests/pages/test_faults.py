"""When something is broken the learner reads a sentence in their language, never a stack trace."""

import pytest

from core.paths import ROOT
from dashboard.shell import services
from tests.pages.shown import shown


@pytest.fixture
def damaged_log(tmp_path, monkeypatch):
    """The run log of this test is a file that is no database."""
    (tmp_path / "runs.sqlite").write_bytes(b"this is not a database" * 100)
    services.store().close()
    services.store.clear()
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path))
    yield tmp_path / "runs.sqlite"
    monkeypatch.undo()
    services.store.clear()


def test_a_damaged_run_log_is_explained(visit, damaged_log):
    app = visit(locale="ja-JP")
    assert not app.exception
    assert len(app.error) == 1
    assert str(damaged_log) in shown(app.error[0].value)
    assert "実験記録" in app.error[0].value


def test_a_page_that_fails_says_so_and_keeps_the_shell(visit, monkeypatch, caplog):
    """The photo sets cannot even be listed: an error that nobody has foreseen."""

    def broken(name):
        raise RuntimeError("disk on fire")

    monkeypatch.setattr("core.datasets.library.available", broken)
    app = visit(ROOT / "pages" / "home" / "page.py", locale="ja-JP")
    assert not app.exception
    assert [e.value for e in app.error if "問題が起きました" in e.value]
    assert not [e.value for e in app.error if "disk on fire" in e.value]
    assert "disk on fire" in caplog.text
    assert app.button_group(key="language_choice").value == "ja"
