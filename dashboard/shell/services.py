"""What pages ask for: jobs, who is asking, and what is remembered of them.

One runner and one store serve the whole server; every job and every run belongs to a learner.
A page never sees the runner: it submits, asks for the state, waits a moment, cancels.
"""

from __future__ import annotations

import secrets
from typing import Any

import streamlit as st

from core.datasets import library, own
from core.jobs.job import ALWAYS
from core.jobs.rules import digest
from core.jobs.runner import DaskRunner
from core.jobs.shared import shared
from core.jobs.state import DONE, JobState
from core.messages import LabError, Message
from core.portfolio import carried
from core.runs.outbox import Outbox
from core.runs.store import Store
from core.tasks import EXPERIMENTS
from core.transfer.recipe import Recipe
from core.work import SO_FAR
from dashboard.shell import operation
from dashboard.shell.keeping import BEGUN, MEASURED, Keeping

JOB = "job"  # the URL parameter that holds a job's id, so that a reload finds it again
FIRST_ANSWER = 0.7  # seconds a page waits in its own script before it starts to poll
STARTED = "started"  # the setting that holds the recipes of the newest trainings
REMEMBERED = 8
ACTIVE = ("queued", "running")
HERE = "here"  # session: the place that is on screen, as an address: page?part=…
TAB = "tab_jobs"  # session: the ids of the jobs that were asked for in this browser tab
LOGGED = ("train", "series", "ideal", "ideals")  # kinds of jobs that become runs of the log
MOST_RUNS = 5_000  # of one learner
CLICKED = "clicked"  # session: digest -> job, of clicks since a page was drawn to its end


# -- one for the server -------------------------------------------------------------------------


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The run log, one for the server."""
    return Store()


def runner() -> DaskRunner:
    """The engine behind every long job; it replaces what dies on its own."""
    keeping = Keeping(store(), _outbox(), _forgotten(), _names())
    developing = st.get_option("server.fileWatcherType") != "none"
    return shared(keeping.finished, keeping.heard, watch=developing, on_new=operation.begin)


@st.cache_resource(show_spinner=False)
def _outbox() -> Outbox:
    """What could not be written into the run log yet."""
    return Outbox()


def unwritten() -> tuple[int, Message | None]:
    """How many results of everybody wait to be written into the run log, and why."""
    return _outbox().state()


# -- who is here --------------------------------------------------------------------------------


def learner() -> str:
    """The random id of the learner in front of this browser (see components/learner_id.py)."""
    return heir(st.session_state.setdefault("learner", secrets.token_hex(16)))


def heir(learner_id: str) -> str:
    """The id itself, or the one its browser goes on with after everything was deleted."""
    forgotten = _forgotten()
    while learner_id in forgotten:
        learner_id = forgotten[learner_id]
    return learner_id


def recognise(learner_id: str) -> None:
    """The browser has said who it is; what was started before that stays this learner's."""
    given, learner_id = learner(), heir(learner_id)
    if runner().jobs(given):
        _names()[given] = learner_id
    st.session_state["learner"] = learner_id


def _ids(owner: str) -> list[str]:
    """A learner's own id, and those they were given before their browser had said who it is."""
    return [owner, *(given for given, own in list(_names().items()) if own == owner)]


def forget_learner(owner: str) -> str:
    """Cancel a learner's jobs and delete every run and setting of theirs, for good; the id that
    their browser goes on with."""
    new = secrets.token_hex(16)
    _forgotten()[owner] = new  # first: a job that stops now must not write a run any more
    for known in _ids(owner):
        runner().forget_owner(known)
    store().delete_owner(owner)
    own.delete_owner(owner)
    carried.discard(owner)
    return new


@st.cache_resource(show_spinner=False)
def _names() -> dict[str, str]:
    """The id that somebody was given first → their own, where jobs were started in between."""
    return {}


@st.cache_resource(show_spinner=False)
def _forgotten() -> dict[str, str]:
    """Learners who have deleted everything of theirs → the id that their browser goes on with.

    Other tabs, and jobs that are still being stopped, know only the old one.
    """
    return {}


# -- jobs ---------------------------------------------------------------------------------------


def submit(kind: str, payload: dict[str, Any], wanted: int = ALWAYS) -> str:
    """Hand a job to the worker; returns its id.  Raises LabError when the queue is full.

    `wanted` says for how long it is (`core.jobs.job`); see `dashboard.shell.sight` as well.

    Equal work that waits or runs is joined.  So is what this session has asked for in a script
    run whose end nobody has seen yet: that is a second click, not a second wish.
    """
    clicked, asked = st.session_state.setdefault(CLICKED, {}), digest(kind, payload)
    if kind in EXPERIMENTS:
        payload = payload | {SO_FAR: (begun(asked) or {"runs": []})["runs"]}
    job = state(clicked.get(asked, ""))
    if job is None or (job.over and job.status != DONE):
        if kind in LOGGED:
            _need_room()
        origin = st.session_state.get(HERE, "")
        clicked[asked] = runner().submit(kind, payload, learner(), origin, wanted)
        st.session_state.setdefault(TAB, set()).add(clicked[asked])
    return str(clicked[asked])


def _need_room() -> None:
    """Raise LabError where the run log holds as many runs of this learner as it may."""
    count = store().count(learner())
    if count >= MOST_RUNS:
        raise LabError(
            "The run log holds {count:# run|# runs} of yours, and more are not kept. Delete runs "
            "there that you do not need any more, then try again.",
            count=count,
        )


def train(recipe: Recipe) -> str:
    """Check the recipe and train it; returns the job's id.  Raises LabError in words."""
    payload = recipe.check().to_json()
    job_id = submit("train", payload)
    started = {**setting(STARTED, {}), job_id: payload}
    remember(STARTED, dict(list(started.items())[-REMEMBERED:]))
    return job_id


def jobs() -> list[JobState]:
    """This learner's jobs that the runner still remembers, newest first."""
    return sorted(_jobs_of(learner()), key=lambda job: job.submitted, reverse=True)


def _jobs_of(owner: str) -> list[JobState]:
    return [job for known in _ids(owner) for job in runner().jobs(known)]


def state(job_id: str) -> JobState | None:
    """Where a job stands; None when it is unknown (forgotten, or not of this learner)."""
    job = runner().find(job_id)
    return job if job is not None and job.owner in _ids(learner()) else None


def wait(job_id: str) -> JobState:
    """The job's state, after waiting a moment for it to finish (short jobs feel instant)."""
    return runner().wait(job_id, FIRST_ANSWER)


def of_this_tab(job: JobState) -> bool:
    """Whether this session has asked for the job; after a reload nobody can know."""
    return job.id in st.session_state.get(TAB, ())


def present() -> None:
    """The learner has a page open: what they have pressed a button for goes on."""
    for owner in _ids(learner()):
        runner().present(owner)


def drawn() -> None:
    """A script run has come to its end: what is asked for from now on is meant anew."""
    st.session_state[CLICKED] = {}


def cancel(job_id: str) -> None:
    """Ask a job of this learner to stop; it does within one batch."""
    if state(job_id) is not None:
        runner().cancel(job_id)


def forget(job_id: str) -> None:
    """Let go of a finished job whose result this session has taken."""
    runner().forget(job_id)


# -- what is remembered -------------------------------------------------------------------------


def setting(name: str, default: Any = None) -> Any:
    """A remembered setting of this learner (any JSON value)."""
    return store().get_setting(learner(), name, default)


def remember(name: str, value: Any) -> None:
    """Remember a setting of this learner."""
    store().set_setting(learner(), name, value)


def measured(asked: str) -> dict[str, Any] | None:
    """What this learner's experiment with this digest came to, if it is in the log."""
    found: dict[str, Any] | None = setting(MEASURED + asked)
    return found


def begun(asked: str) -> dict[str, Any] | None:
    """What there is of an experiment that was stopped: ``runs``, and ``of`` how many."""
    found: dict[str, Any] | None = setting(BEGUN + asked)
    return found


def unmeasured(asked: str) -> None:
    """Let an experiment's result go: it is measured again."""
    if measured(asked) is not None:
        remember(MEASURED + asked, None)


def interrupted(job_id: str) -> Recipe | None:
    """The recipe of a training that this learner has started and that neither runner nor run log
    knows: the app was stopped while it ran."""
    payload = setting(STARTED, {}).get(job_id)
    return Recipe.from_json(payload) if payload else None


# -- photos that are here -----------------------------------------------------------------------


def ready_datasets() -> list[str]:
    """The datasets whose photos are on this computer: the catalogue's in its order, then this
    learner's own, newest first."""
    fixed = [name for name in library.DATASETS if library.available(name)]
    return fixed + [said["id"] for said in own.listed(learner())]


def first_recipe() -> Recipe:
    """The first experiment: on CIFAR-10, or on photos that every machine has."""
    recipe = Recipe()
    return recipe if library.available(recipe.dataset) else recipe.but(dataset="digits", size=96)
