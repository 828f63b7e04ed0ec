"""Several trainings as one job on a page: what the run log has of them, and the rest on request.

A page draws whatever is there (`Standing.found`): everything, or what a running, stopped or killed
series has come to.  Pressing the button trains only what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import streamlit as st

from core.jobs.state import JobState
from core.messages import LabError, Message
from core.runs import record, series
from core.runs.store import Run
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from dashboard.kit import lesson, panel, pressed
from dashboard.shell import services, sight
from dashboard.shell.language import _
from dashboard.shell.names import markdown

KIND = "series"


@dataclass(frozen=True)
class Standing:
    """How far a series is: its finished runs by name, what is missing, the job at work on it."""

    name: str
    recipes: Mapping[str, Recipe]
    found: Mapping[str, Run]
    refused: Mapping[str, Message] = field(default_factory=dict)  # could not be run
    job: JobState | None = None  # the newest one for this series, running or over

    @property
    def missing(self) -> dict[str, Recipe]:
        return {name: recipe for name, recipe in self.recipes.items() if name not in self.found}

    @property
    def active(self) -> bool:
        return self.job is not None and not self.job.over

    @property
    def complete(self) -> bool:
        return not set(self.missing) - set(self.refused)

    @property
    def begun(self) -> bool:
        """Whether something is known of it: a run that another series shares with it is not yet."""
        own = any(run.series == self.name for run in self.found.values())
        return self.active or own or (bool(self.found) and self.complete)

    @cached_property
    def results(self) -> dict[str, Result]:
        """Name → result document (`docs/result.md`) of the finished runs."""
        return {name: record.result_of(run) for name, run in self.found.items()}

    @property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Name → the epochs so far: of finished runs, and of those under way or refused."""
        out = {name: list(run.curve) for name, run in self.found.items()}
        for event in self.job.events if self.job else ():
            if event["kind"] == "epoch" and event["run"] not in self.found:
                out.setdefault(event["run"], []).append(event["row"])
        return {name: out[name] for name in self.recipes if name in out}

    @property
    def newest(self) -> tuple[str, dict[str, Any]] | None:
        """The run under way and its newest epoch."""
        events = self.job.events if self.job is not None and self.active else ()
        event = next((one for one in reversed(events) if one["kind"] == "epoch"), None)
        if event is None or event["run"] in self.found:
            return None
        return event["run"], event["row"]


def title(name: str) -> str:
    """What a series was for, in words; `name` as the log has it: its kind of work, or the lesson
    and the part that it belongs to."""
    kind = name.partition("-")[0]
    of, _slash, part = kind.partition("/")
    if part:
        return lesson.parts(of)[part].title
    known = {
        "race": _("race"),
        "study": _("study"),
        "break": _("break it"),
        "project": _("cats and dogs"),
        "domains": _("new domains"),
        "advice": _("validation of the advice"),
        "claim": _("over 90% from a few hundred photos"),
    }
    return known.get(kind, kind)


Live = Callable[[Standing], None]
Start = Callable[[Standing, str], None]


def standing(kind: str, recipes: Mapping[str, Recipe]) -> Standing:
    """Where the series of these recipes stands.  `kind`: what it is for (``race``, ``study`` …)."""
    name = series.name_of(kind, recipes)
    jobs = (job for job in services.jobs() if job.kind == KIND and job.payload["series"] == name)
    return _with(name, recipes, next(jobs, None))


def _with(name: str, recipes: Mapping[str, Recipe], job: JobState | None) -> Standing:
    """The standing by the log and what this job has told so far."""
    refused = {
        event["run"]: Message.from_json(event["error"])
        for event in (job.events if job else ())
        if event["kind"] == "refused"
    }
    found = series.found(services.store(), services.learner(), recipes)
    return Standing(name, recipes, found, refused, job)


def control(
    now: Standing,
    label: str,
    key: str,
    live: Live,
    primary: bool = True,
    start: Start | None = None,
) -> None:
    """The button that begins or goes on, the progress and Cancel while it runs, or what went
    wrong.  `live` draws the standing below it, once a second while the series runs.  `start`: what
    a press does, where something may stand in the way; it calls `begin`."""
    if now.active:
        assert now.job is not None
        panel.watch(
            partial(sight.look, now.job.id),
            key,
            lambda job: live(_with(now.name, now.recipes, job)),
            lambda job: _count(now, job),
        )
        return
    if not now.complete:
        _button(now, label, key, primary, start or begin)
    trouble(now, key)
    live(now)


def _count(then: Standing, job: JobState) -> str:
    """How many are done: what was found, and what this job has added since."""
    added = {event["run"] for event in job.events if event["kind"] == "result"}
    done, every = len(added | set(then.found)), len(then.recipes)
    return _("{done} of {all:# run|# runs}", done=done, all=every)


def _button(now: Standing, label: str, key: str, primary: bool, start: Start) -> None:
    done = len(now.found)
    pressed.button(
        go_on(done, len(now.recipes)) if done else label,
        f"{key}_go",
        start,
        now,
        key,
        type="primary" if primary else "secondary",
        icon=":material/play_arrow:",
    )


def go_on(done: int, every: int) -> str:
    """What the button says where something was begun."""
    return _("Go on ({done} of {all} are done)", done=done, all=every)


def begin(now: Standing, key: str) -> None:
    """Start what is missing; `control` with the same key tells if that could not be."""
    wanted = {name: recipe for name, recipe in now.missing.items() if name not in now.refused}
    try:
        services.submit(KIND, series.payload(now.name, wanted or now.missing))
    except LabError as error:
        st.session_state[f"{key}_trouble"] = error.message


def trouble(now: Standing, key: str) -> None:
    """Why it could not be begun, and what a finished job has to say that its runs do not."""
    said = st.session_state.pop(f"{key}_trouble", None)
    if said is not None:
        st.warning(markdown(said))
    if now.job is not None and now.job.error is not None and not now.complete:
        st.warning(markdown(now.job.error))
    for name, why in now.refused.items():
        st.caption(f":material/error: {_('{group}: {said}', group=name, said=markdown(why))}")
