"""What a series was for is said in words, on the log and in the sidebar."""

import re

import pytest

from core.jobs.state import JobState
from core.paths import ROOT
from core.study import plan
from dashboard.kit import series
from pages.advisor import claim
from pages.race import state

SOURCES = [
    path.read_text("utf-8")
    for folder in ("dashboard", "pages")
    for path in (ROOT / folder).rglob("*.py")
]
LITERAL = {kind for text in SOURCES for kind in re.findall(r'series\.standing\("(\w+)"', text)}


@pytest.mark.parametrize("kind", sorted({*LITERAL, plan.KIND, claim.KIND, state.KIND}))
def test_every_kind_has_a_name(kind, monkeypatch):
    monkeypatch.setattr(series, "_", lambda text: f"said: {text}")
    assert series.title(f"{kind}-0123").startswith("said: ")


def standing(events, found=()):
    job = JobState("1", "series", "a", "running", events=tuple(events))
    return series.Standing("race-1", {}, dict.fromkeys(found), job=job)


def test_the_newest_epoch_is_that_of_a_run_under_way():
    epochs = [{"kind": "epoch", "run": run, "row": {"epoch": n}} for run, n in (("a", 1), ("b", 2))]
    assert standing([*epochs, {"kind": "phase"}]).newest == ("b", {"epoch": 2})
    assert standing(epochs, found=["b"]).newest is None  # over since
    assert standing([]).newest is None
    assert series.Standing("race-1", {}, {}).newest is None
