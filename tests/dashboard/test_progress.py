"""How long a job has to wait, in words no more exact than the measurement."""

import pytest

from core.jobs.state import QUEUED, RUNNING, JobState
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


def epoch(number, at, **more):
    return {"kind": "epoch", "epoch": number, "epochs": 20, "at": at} | more


def phase(name, done, at):
    return {"kind": "phase", "phase": name, "done": done, "total": 100, "at": at}


def running(kind, events):
    times = tuple(event["at"] for event in events)
    return JobState("id", kind, "me", RUNNING, events=tuple(events), times=times)


@pytest.mark.parametrize(
    "events, left",
    [
        ([], None),
        ([epoch(1, 10)], None),  # one moment has no pace
        ([epoch(1, 10), epoch(2, 12)], 35.0),  # 18 epochs of 2 s each, of which 1 s has passed
        ([phase("prefix", 0, 1), phase("prefix", 100, 9), epoch(1, 10), epoch(3, 12)], 16.0),
        ([phase("prefix", 0, 1), phase("prefix", 2, 9)], None),  # too little of it was seen
        ([phase("prefix", 0, 5), phase("prefix", 50, 10)], 2.0),  # 5 s, of which 3 have passed
        ([phase("compile", 0, 5), phase("compile", 50, 10)], None),  # what follows is longer
        ([epoch(1, 1), epoch(2, 1.1), epoch(18, 2)], None),  # overdue
    ],
)
def test_the_time_left_is_told_by_the_pace_of_what_is_told_and_only_where_it_is_known(events, left):
    job = running("train", events)
    assert progress.left(job, now=13.0) == (left if left is None else pytest.approx(left))


def test_of_several_trainings_the_epochs_count_and_no_phase_sets_the_bar_back(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "en")
    events = [epoch(5, 0.0, run="a"), epoch(10, 10.0, run="a"), phase("prefix", 3, 11.0)]
    job = running("series", events)
    assert progress.left(job, now=12.0) == pytest.approx(18.0)
    share, said = progress.of(job)
    assert share == 0.5 and said.startswith("Passing the photos")
    monkeypatch.setattr(progress.time, "monotonic", lambda: 12.0)
    assert progress.of(job)[1].endswith(" · about 20 s left")  # no more exact than a guess is
    first = running("series", events[2:])
    assert progress.left(first, now=12.0) is None  # a phase of the first of them says nothing
