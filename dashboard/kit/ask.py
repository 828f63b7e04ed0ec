"""Ask the worker for something that is drawn on this page, and wait for it without blocking.

An answer belongs to its question (task and payload), so a slider that comes back to an earlier
place finds what was there.  Answers live in the learner's session, the newest ones only.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import streamlit as st

from core.jobs.board import digest
from core.jobs.job import ALWAYS, PRESENT, SHOWN
from core.jobs.state import CANCELLED, DONE, JobState
from core.messages import LabError, Message
from core.tasks import KEPT as FOR_GOOD
from core.transfer.recipe import Recipe
from dashboard.kit import progress
from dashboard.shell import services, sight
from dashboard.shell.language import _
from dashboard.shell.names import markdown

Payload = dict[str, Any]
Live = Callable[[list[dict[str, Any]]], None]

ANSWERS = "answers"  # session: digest -> result
ASKED = "asked"  # session: slot -> (digest, job id) of the newest question there
KEPT = 48
TICK = 1.0  # seconds between two looks at a running job


def result(
    kind: str,
    payload: Payload,
    words: str | None = None,
    slot: str | None = None,
    wanted: int = SHOWN,
) -> dict[str, Any] | None:
    """The result of a task, asked for at once; None while it is not there (progress is drawn).

    A newer question in the same `slot` (default: the kind of task) takes the older one's place.
    When the page is left the question is dropped, unless it is `wanted` for longer.
    """
    payload = _plain(kind, payload)
    known = _known(kind, payload)
    if known is not None:
        return known
    slot = slot or kind
    place = st.empty()
    with place:
        st.progress(0.0, text=words or _("Looking through the network"))
    job = _asked(kind, payload, slot)
    if job is None:
        job = _submit(kind, payload, slot, wanted)
    return _follow(job, kind, payload, slot, place, words, None)


def on_press(
    kind: str,
    payload: Payload,
    label: str,
    key: str,
    live: Live | None = None,
    primary: bool = False,
    pressed: bool = False,
    partial: bool = False,
    again: str | None = None,
) -> dict[str, Any] | None:
    """A button, and below it what the task gave once it was pressed; None until then.

    `live` draws the events so far while it runs.  Another payload offers the button again.
    `pressed`: another control has started it.  `partial`: what a cancelled job had come to counts
    as its result.  `again`: what the button says once there is one (“Measure again”).
    It goes on while the learner has any page open; what is kept for good, always.
    """
    payload = _plain(kind, payload)
    known = _known(kind, payload)
    clicked = st.button(
        label if known is None else again or _("Measure again"),
        key=f"{key}_go",
        type="primary" if primary and known is None else "secondary",
        icon=":material/play_arrow:" if known is None else ":material/refresh:",
    )
    if clicked or pressed:
        _drop(kind, payload)
        job = _submit(kind, payload, key, ALWAYS if kind in FOR_GOOD else PRESENT)
    elif known is not None:
        return known
    else:
        job = _asked(kind, payload, key)
        if job is None:
            return None
    if _follow(job, kind, payload, key, st.empty(), None, live, partial) is not None:
        st.rerun()  # the button, and whatever stands above it, know of the answer now
    return None


def known(kind: str, payload: Payload) -> dict[str, Any] | None:
    """The result if this session has it already; asks nobody."""
    return _known(kind, _plain(kind, payload))


def begun(kind: str, payload: Payload, key: str) -> bool:
    """Whether `on_press` with this key has something to show: an answer, or a job under way (also
    one from before a reload)."""
    payload = _plain(kind, payload)
    return _known(kind, payload) is not None or _asked(kind, payload, key) is not None


def _plain(kind: str, payload: Payload) -> Payload:
    # a recipe in its checked form, as `services.train` submits it
    return Recipe.from_json(payload).check().to_json() if kind == "train" else payload


def _answers() -> OrderedDict[str, dict[str, Any]]:
    return st.session_state.setdefault(ANSWERS, OrderedDict())


def _known(kind: str, payload: Payload) -> dict[str, Any] | None:
    return _answers().get(digest(kind, payload))


def _drop(kind: str, payload: Payload) -> None:
    _answers().pop(digest(kind, payload), None)


def _asked(kind: str, payload: Payload, slot: str) -> JobState | None:
    """The job that this question has become: in this session, or before a reload."""
    wanted = digest(kind, payload)
    slots = st.session_state.setdefault(ASKED, {})
    asked, job_id = slots.get(slot, ("", ""))
    if asked == wanted:
        job = sight.look(job_id)
        return None if job is not None and job.abandoned else job
    job = next((job for job in services.jobs() if job.digest == wanted and not _failed(job)), None)
    if job is not None:
        slots[slot] = (wanted, job.id)  # whatever becomes of it is told here
        sight.look(job.id)
    return job


def _failed(job: JobState) -> bool:
    return job.over and job.status != DONE


def _submit(kind: str, payload: Payload, slot: str, wanted: int) -> JobState | Message:
    slots, question = st.session_state.setdefault(ASKED, {}), digest(kind, payload)
    asked, earlier = slots.get(slot, ("", ""))
    if asked != question:  # another page may still show what this one asked for by itself
        (sight.leave if wanted == SHOWN else services.cancel)(earlier)
    try:
        if kind == "train":
            job_id = services.train(Recipe.from_json(payload))
        else:
            job_id = services.submit(kind, payload, wanted)
    except LabError as error:
        return error.message
    slots[slot] = (question, job_id)
    sight.look(job_id)
    return services.wait(job_id)


def _follow(
    job: JobState | Message,
    kind: str,
    payload: Payload,
    slot: str,
    place: Any,
    words: str | None,
    live: Live | None,
    partial: bool = False,
) -> dict[str, Any] | None:
    if isinstance(job, Message):
        _trouble(job, slot, place)
        return None
    if not job.over:
        with place.container():
            st.fragment(_watch, run_every=TICK)(job.id, slot, words, live)
        return None
    usable = (DONE, CANCELLED) if partial else (DONE,)
    if job.status not in usable or not job.result:
        _trouble(job.error or Message(_("Stopped.")), slot, place)
        return None
    place.empty()
    answers = _answers()
    answers[digest(kind, payload)] = job.result
    while len(answers) > KEPT:
        answers.popitem(last=False)
    if "photo" in payload:
        services.forget(job.id)
    return job.result


def _trouble(said: Message, slot: str, place: Any) -> None:
    """What went wrong, and the way to try it once more: without the job it is asked anew."""
    with place.container():
        st.warning(markdown(said))
        if st.button(_("Try again"), key=f"{slot}_again", icon=":material/refresh:"):
            st.session_state.get(ASKED, {}).pop(slot, None)
            st.rerun()


def _watch(job_id: str, slot: str, words: str | None, live: Live | None) -> None:
    """Look at the running job once a second; draw the page anew when it is over."""
    job = sight.look(job_id)
    if job is None or job.over:
        st.rerun()
    share, said = progress.of(job)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(share, text=f"{words} · {said}" if words else said)
        if st.button(_("Cancel"), icon=":material/stop:", key=f"{slot}_cancel"):
            services.cancel(job_id)
    if live is not None and job.events:
        live(list(job.events))
