"""What one learner may have kept."""

from types import SimpleNamespace

import pytest
import streamlit as st

from core.messages import LabError
from core.runs.store import Run, Store
from dashboard.shell import services


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A run log with three runs of mine; what is asked of the runner is kept."""
    asked = []
    monkeypatch.setattr(st, "session_state", {"learner": "me"})
    runner = SimpleNamespace(
        submit=lambda kind, *_given: asked.append(kind) or kind, find=lambda name: None
    )
    with Store(tmp_path / "runs.sqlite") as store:
        for owner in ("me", "me", "me", "other"):
            store.add(Run(owner, "train", "done"))
        monkeypatch.setattr(services, "store", lambda: store)
        monkeypatch.setattr(services, "runner", lambda: runner)
        monkeypatch.setattr(services, "_forgotten", dict)
        yield SimpleNamespace(store=store, asked=asked)


def test_the_run_log_has_a_bound_for_each_learner(log, monkeypatch):
    monkeypatch.setattr(services, "MOST_RUNS", 3)
    with pytest.raises(LabError, match="holds 3 runs of yours"):
        services.submit("train", {"seed": 1})
    services.submit("classify", {"photo": "…"})  # leaves nothing there
    st.session_state["learner"] = "other"
    services.submit("train", {"seed": 1})
    st.session_state["learner"] = "me"
    log.store.delete("me", log.store.runs("me")[0].id)
    services.submit("train", {"seed": 2})
    assert log.asked == ["classify", "train", "train"]
