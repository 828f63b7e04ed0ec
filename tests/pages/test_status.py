"""The page “Status”: who may see it, and what it says."""

import json
from datetime import UTC, datetime

import pytest

from core import events
from core.jobs import versions
from core.operation import pulse
from core.paths import ROOT
from tests.core.operation.test_operation import SAID
from tests.pages.test_class import arrive, joined, room, teaching  # noqa: F401

PAGE = ROOT / "pages" / "status" / "page.py"
in_both = pytest.mark.parametrize("locale", ["en-US", "ja-JP"])


@pytest.fixture
def lately(monkeypatch):
    """A server at work, and what happened."""
    now = datetime.now(UTC).isoformat()
    job = {"event": "job", "kind": "train", "wait": 2.0, "seconds": 4.0, "outcome": "failed"}
    known = [
        {"event": "error", "id": "ABC123", "where": "why", "type": "KeyError", "lines": ["a.py:1"]},
        job | {"error": "The disk is full. Make room and try again.", "at": now},
    ]
    monkeypatch.setattr(events, "read", lambda: [{"at": now} | one for one in known])
    said = {"server": 7, "host": "here", "began": now, "silent_seconds": 1.0} | SAID
    dashboard = {"dashboard": "http://127.0.0.1:8787/status"}
    differs = versions.difference("tcp://lab2", versions.here() | {"numpy": "1.0"}).to_json()
    other = {"name": "lab2", "host": "lab2", "memory_mb": 1, "works": False, "differs": differs}
    workers = {"workers": [*SAID["workers"], other]}
    monkeypatch.setattr(pulse, "servers", lambda: [said | dashboard | workers])


def everything(app):
    assert not app.exception
    return " ".join(str(one.value) for one in (*app.markdown, *app.success, *app.error))


@in_both
def test_it_says_what_runs_and_what_went_wrong(visit, lately, locale):
    app = visit(PAGE, locale)
    said = everything(app)
    japanese = locale == "ja-JP"
    assert app.title[0].value == ("稼働状況" if japanese else "Status")
    assert ("ジョブを実行できます" if japanese else "Jobs can run") in said
    assert "`ABC123`" in said and "`train`" in said and "KeyError" in said
    assert ("ではなくnumpy 1\\.0" if japanese else "numpy 1\\.0 instead of") in said
    assert ("ディスクがいっぱい" if japanese else "The disk is full") in said


def test_it_is_not_for_somebody_at_another_computer(visit, monkeypatch, lately):
    monkeypatch.setattr("dashboard.shell.gate.operates", lambda: False)
    app = visit(PAGE, "en-US")
    assert "for those who run the app" in everything(app) and "ABC123" not in everything(app)


def test_in_a_class_it_is_the_teachers(room, arrive, lately):  # noqa: F811
    assert "ABC123" in everything(arrive("status", teaching(room)))
    token, _member = joined(room)
    app = arrive("status", token)
    assert "ABC123" not in everything(app) and app.title[0].value != "Status"


def test_privacy_links_to_it(visit):
    app = visit(ROOT / "pages" / "privacy" / "page.py", "en-US")
    assert "status" in json.dumps([str(one.proto) for one in app.get("page_link")])
