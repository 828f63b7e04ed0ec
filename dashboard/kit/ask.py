"""Ask the worker for something that is drawn on this page, and wait for it without blocking.

An answer belongs to its question (task and payload), so a slider that comes back to an earlier
place finds what was there.  Answers live in the learner's session, the newest ones only; those of
experiments in the run log, for good.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.jobs.job import ALWAYS, PRESENT, SHOWN
from core.jobs.rules import digest
from core.jobs.state import CANCELLED, DONE, JobState
from core.messages import LabError, Message
from core.tasks import EXPERIMENTS
from core.tasks import KEPT as FOR_GOOD
from core.transfer.recipe import Recipe
from dashboard.kit import panel, pressed
from dashboard.shell import services, sight
from dashboard.shell.language import _
from dashboard.shell.names import markdown

Payload = dict[str, Any]
Live = Callable[[list[dict[str, Any]]], None]
Place = DeltaGenerator  # of the page, where something is drawn

ANSWERS = "answers"  # session: digest -> result
ASKED = "asked"  # session: slot -> (digest, job id) of the newest question there
KEPT = 48


@dataclass(frozen=True)
class Question:
    """What the worker is asked, and where on the page it is.

    A newer question in the same `slot` takes the older one's place.  `live` draws the events so
    far while it runs.  `partial`: what a cancelled job had come to counts as its result.
    """

    kind: str
    payload: Payload
    slot: str
    words: str = ""  # go before how far it is
    live: Live | None = None
    partial: bool = False

    @property
    def plain(self) -> Payload:
        """The payload as it is submitted: a recipe in its checked form."""
        if self.kind == "train":
            return Recipe.from_json(self.payload).check().to_json()
        return self.payload

    @cached_property
    def digest(self) -> str:
        return digest(self.kind, self.plain)

    @property
    def begun(self) -> bool:
        """Whether there is something to show: an answer, or a job that may come to one."""
        if _known(self) is not None:
            return True
        job = _asked(self)
        return job is not None and _wrong(job, self) is None


def result(
    kind: str,
    payload: Payload,
    words: str | None = None,
    slot: str | None = None,
    wanted: int = SHOWN,
) -> dict[str, Any] | None:
    """The result of a task, asked for at once; None while it is not there (progress is drawn).

    A newer question in the same `slot` (default: the kind of task) takes the older one's place.
    Two places of a page may ask the same; the first one draws how far it is.
    When the page is left the question is dropped, unless it is `wanted` for longer.
    """
    question = Question(kind, payload, slot or kind, words or "")
    known = _known(question)
    if known is not None or not sight.first(f"{question.slot} {question.digest}"):
        return known
    place = st.empty()
    with place:
        st.progress(0.0, text=words or _("Looking through the network"))
    try:
        job = _asked(question) or _submit(question, wanted)
        said = _wrong(job, question)
    except LabError as error:
        said = error.message
    if said is None:
        return _follow(job, question, place)
    with place.container():  # without the job it is asked anew
        panel.trouble(said, question.slot, partial(_forget, question.slot))
    return None


def on_press(
    kind: str,
    payload: Payload,
    label: str,
    key: str,
    live: Live | None = None,
    primary: bool = False,
) -> dict[str, Any] | None:
    """A button, and below it what the task gave once it was pressed; None until then.

    `live` draws the events so far while it runs.  Another payload offers the button again.
    """
    return press(Question(kind, payload, key, live=live), label, primary)


def press(
    question: Question,
    label: str,
    primary: bool = False,
    again: str = "",
    scene: Place | None = None,
) -> dict[str, Any] | None:
    """`on_press` for any question.  `again`: what the button says once there is an answer (“Measure
    again”).  `scene`: where the job is drawn while it runs, if not in the place of the button.
    """
    known = _known(question)
    job = None if known is not None else _asked(question)
    if job is None or job.over:
        pressed.button(
            label if known is None else again or _("Measure again"),
            f"{question.slot}_go",
            start,
            question,
            type="primary" if primary and known is None else "secondary",
            icon=":material/play_arrow:" if known is None else ":material/refresh:",
        )
        trouble(question)
    if job is None or _wrong(job, question) is not None:
        return known
    if _follow(job, question, (scene or st).empty()) is not None:
        st.rerun()  # the button, and whatever stands above it, know of the answer now
    return None


def start(question: Question) -> None:
    """Ask anew; `press` tells if that could not be.

    It goes on while the learner has any page open; what is kept for good, always.
    """
    _forget_answer(question)
    try:
        _submit(question, ALWAYS if question.kind in FOR_GOOD else PRESENT)
    except LabError as error:
        st.session_state[f"{question.slot}_trouble"] = error.message


def trouble(question: Question) -> None:
    """What went wrong with it, where it can be asked again."""
    job = None if question.begun else _asked(question)
    said = st.session_state.pop(f"{question.slot}_trouble", None)
    said = said or (None if job is None else _wrong(job, question))
    if said is not None:
        st.warning(markdown(said))


def known(kind: str, payload: Payload) -> dict[str, Any] | None:
    """The result if this session has it already, or the log; asks nobody."""
    return _known(Question(kind, payload, kind))


def begun(kind: str, payload: Payload, key: str) -> bool:
    """Whether `on_press` with this key has something to show."""
    return Question(kind, payload, key).begun


def asked(kind: str, payload: Payload, key: str) -> bool:
    """Whether this was asked for, also where it went wrong: that is still to be told."""
    question = Question(kind, payload, key)
    return _known(question) is not None or _asked(question) is not None


def _answers() -> OrderedDict[str, dict[str, Any]]:
    answers: OrderedDict[str, dict[str, Any]]
    answers = st.session_state.setdefault(ANSWERS, OrderedDict())
    return answers


def _known(question: Question) -> dict[str, Any] | None:
    found = _answers().get(question.digest)
    if found is None and question.kind in EXPERIMENTS:
        found = services.measured(question.digest)
    return found


def _forget_answer(question: Question) -> None:
    _answers().pop(question.digest, None)
    if question.kind in EXPERIMENTS:
        services.unmeasured(question.digest)


def _slots() -> dict[str, tuple[str, str]]:
    slots: dict[str, tuple[str, str]] = st.session_state.setdefault(ASKED, {})
    return slots


def _asked(question: Question) -> JobState | None:
    """The job that this question has become: in this session, or before a reload."""
    asked, job_id = _slots().get(question.slot, ("", ""))
    if asked == question.digest:
        job = sight.look(job_id)
        return None if job is not None and job.abandoned else job
    jobs = (job for job in services.jobs() if job.digest == question.digest and not _failed(job))
    job = next(jobs, None)
    if job is not None:
        _slots()[question.slot] = (question.digest, job.id)  # whatever becomes of it is told here
        sight.look(job.id)
    return job


def _failed(job: JobState) -> bool:
    return job.over and job.status != DONE


def _submit(question: Question, wanted: int) -> JobState:
    asked, earlier = _slots().get(question.slot, ("", ""))
    if asked != question.digest:  # another page may still show what this one asked for by itself
        (sight.leave if wanted == SHOWN else services.cancel)(earlier)
    if question.kind == "train":
        job_id = services.train(Recipe.from_json(question.payload))
    else:
        job_id = services.submit(question.kind, question.payload, wanted)
    _slots()[question.slot] = (question.digest, job_id)
    sight.look(job_id)
    return services.wait(job_id)


def _follow(job: JobState, question: Question, place: Any) -> dict[str, Any] | None:
    """Draw the job in its place; its result when it has come to one."""
    slot, live = question.slot, question.live
    if not job.over:
        with place.container():
            panel.watch(
                partial(sight.look, job.id),
                slot,
                lambda now: live(list(now.events)) if live and now.events else None,
                lambda now: question.words,
            )
        return None
    place.empty()
    answers = _answers()
    assert job.result is not None
    answers[question.digest] = job.result
    while len(answers) > KEPT:
        answers.popitem(last=False)
    if "photo" in question.payload:
        services.forget(job.id)
    return job.result


def _forget(slot: str) -> None:
    _slots().pop(slot, None)


def _wrong(job: JobState, question: Question) -> Message | None:
    """Why a job has come to nothing; None while it may, or where it has come to something."""
    usable = job.status in ((DONE, CANCELLED) if question.partial else (DONE,))
    if not job.over or (job.result and usable):
        return None
    return job.error or Message(_("Stopped."))
