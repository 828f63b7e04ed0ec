"""How long a job has to wait, in words no more exact than the measurement."""

import pytest

from core.jobs.state import QUEUED, JobState
from dashboard.kit import progress
from dashboard.shell import language


@pytest.mark.parametrize(
    "position, wait, said",
    [
        (0, 0.0, "Next in the queue"),
        (2, None, "Waiting, 2 before this one"),
        (1, 0.4, "Waiting, 1 before this one: about 5 s"),
        (1, 37.3, "Waiting, 1 before this one: about 35 s"),
        (3, 170.0, "Waiting, 3 before this one: about 3 min"),
    ],
)
def test_a_wait_is_told_by_its_place_and_about_how_long(monkeypatch, position, wait, said):
    monkeypatch.setattr(language, "language", lambda: "en")
    job = JobState("id", "train", "me", QUEUED, position=position, wait=wait)
    assert progress.of(job) == (0.0, said)
