"""What a series was for is said in words, on the log and in the sidebar."""

import re

import pytest

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
