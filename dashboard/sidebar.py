"""The sidebar of every page: language, what is running, and one's own data."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl

import streamlit as st
from babel.dates import format_time

from core.jobs.state import JobState
from core.messages import LabError
from core.transfer.recipe import Recipe
from core.translations import LANGUAGES
from core.zoo import catalog as zoo
from dashboard.kit import lesson, progress, series, words
from dashboard.shell import services, session, sitemap
from dashboard.shell.language import _, language
from dashboard.shell.names import as_written, markdown

TICK = 1.0  # seconds between two looks at running jobs
MOST_TOLD = 2  # differences between two trainings of the same name


def language_switch() -> None:
    """Japanese or English, on every page."""
    st.session_state["language_choice"] = language()
    st.segmented_control(
        "Language / 言語",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language_choice",
        required=True,
        on_change=_chosen,
        label_visibility="collapsed",
        width="stretch",
    )


def _chosen() -> None:
    session.choose(st.session_state["language_choice"], "learner")


def running_jobs() -> None:
    """This learner's queued and running jobs, each with a link to its page and a way to stop it."""
    busy = any(job.status in services.ACTIVE for job in services.jobs())
    st.fragment(_panel, run_every=TICK if busy else None)()


def _panel() -> None:
    services.present()
    active = [job for job in services.jobs() if job.status in services.ACTIVE]
    if not active:
        if st.session_state.pop("sidebar_was_busy", False):
            st.rerun()  # the page shows what came of it
        return
    st.session_state["sidebar_was_busy"] = True
    st.caption(_("Running now"))
    for job in active:
        with st.container(border=True):
            _job(job, active)


def _job(job: JobState, active: list[JobState]) -> None:
    if job.kind == "train":
        query = {services.JOB: job.id, session.LANGUAGE: language()}
        query |= Recipe.from_json(job.payload).to_query()
        page = sitemap.page("playground")
        st.page_link(page, label=_title(job), query_params=query, width="stretch")
    else:
        st.markdown(_title(job))
    st.caption(
        " · ".join(filter(None, [_place(job), _time(job), *map(as_written, _apart(job, active))]))
    )
    share, words = progress.of(job)
    st.progress(share, text=words)
    if st.button(_("Cancel"), key=f"cancel_{job.id}", width="stretch"):
        services.cancel(job.id)
        st.rerun(scope="fragment")


def _title(job: JobState) -> str:
    backbone = job.payload.get("backbone", "")
    title = zoo.BACKBONES[backbone].title if backbone in zoo.BACKBONES else backbone
    if job.payload.get("scratch"):
        title = _("Small CNN from scratch")
    purpose = series.title(job.payload.get("series", ""))
    kinds = {
        "ideal": _("Making an ideal image"),
        "ideals": _("Making ideal images"),
        "train": _("Training: {name}", name=title),
        "download": _("Download: {name}", name=title),
        "facts": _("Counting: {name}", name=title),
        "collect": _("Looking through your photos"),
        "fetch_dataset": _("Downloading photos"),
        "series": _("Series of trainings: {name}", name=purpose),
        "attack": _("Attacking a network"),
        "attack_ready": _("Making the attack ready"),
    }
    return kinds.get(job.kind, _("Measuring for a lesson"))


def _place(job: JobState) -> str:
    """Where it was asked for: the page, the part of its lesson, and whether in this tab."""
    name, _mark, query = job.origin.partition("?")
    if name not in sitemap.TITLES:
        return ""
    said = [_(sitemap.TITLES[name][0])]
    part = dict(parse_qsl(query)).get(lesson.PART)
    if part is not None:
        said.append(lesson.parts(name)[part].title)
    if services.of_this_tab(job):
        said.append(_("this tab"))
    return " · ".join(said)


def _time(job: JobState) -> str:
    """When it was asked for, in this machine's time zone, as the run log says times."""
    return format_time(datetime.fromtimestamp(job.submitted), "medium", locale=language())


def _apart(job: JobState, active: list[JobState]) -> list[str]:
    """For a training under the same name as another one: what is different about it."""
    if job.kind != "train":
        return []
    recipe = Recipe.from_json(job.payload)
    for other in active:
        if other is not job and other.kind == job.kind and _title(other) == _title(job):
            fields = words.changed(Recipe.from_json(other.payload), recipe)[:MOST_TOLD]
            return [f"{words.name(field)}: {words.value(recipe, field)}" for field in fields]
    return []


def own_data() -> None:
    """Delete everything that belongs to this learner, after asking once more."""
    if st.button(
        _("Delete everything of mine"),
        icon=":material/delete:",
        type="tertiary",
        key="delete_mine",
    ):
        _confirm()


def _confirm() -> None:
    st.dialog(_("Delete everything of mine"))(_confirmation)()


def _confirmation() -> None:
    st.write(
        _(
            "This stops your running jobs and deletes all {count} of your runs and images, your "
            "datasets with their photos, and your settings from this machine. It cannot be undone.",
            count=services.store().count(services.learner()),
        )
    )
    with st.container(horizontal=True):
        kept = st.button(_("Keep everything"), key="delete_mine_not")
        gone = st.button(
            _("Delete for good"), icon=":material/delete_forever:", key="delete_mine_now"
        )
    if kept:
        st.rerun()
    if gone:
        try:
            session.forget()
        except LabError as error:
            st.error(markdown(error.message))
        else:
            st.rerun()
