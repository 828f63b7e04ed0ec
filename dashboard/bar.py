"""The bar at the top of every page, in sight also where the pages are folded away: the language,
and what is running."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

import streamlit as st
from babel.dates import format_time

from core.jobs.state import CANCELLED, DONE, JobState
from core.transfer.recipe import Recipe
from core.translations import LANGUAGES
from core.zoo import catalog as zoo
from dashboard.components.announce import announce
from dashboard.kit import lesson, progress, series, words
from dashboard.shell import services, session, sight, sitemap
from dashboard.shell.language import _, language
from dashboard.shell.names import as_written, markdown

TICK = 2.0  # seconds between two looks at running jobs
SHOWN = 10.0  # and at those that the page looks at itself
MOST_TOLD = 2  # differences between two trainings of the same name
RUNNING = "tll_running"  # the key of what is drawn while something runs
WATCHED = "bar_watched"  # session: id -> title of the jobs that ran at the last look
ENDED = "bar_ended"  # session: the ids and the words of those that have ended since


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
        wrap=True,
    )


def _chosen() -> None:
    session.choose(st.session_state["language_choice"], "learner")


def look() -> None:
    """Note what has ended since the last look; before a page is drawn, which then shows it."""
    _ended_of(_active())


def unwritten() -> None:
    """Say so where results wait to be written into the run log."""
    count, why = services.unwritten()
    if count and why is not None:
        st.warning(
            _(
                "{count:# result is|# results are} not in the run log yet, but kept in the memory "
                "and written as soon as that can be: do not stop the app.",
                count=count,
            )
            + "\n\n"
            + markdown(why),
            icon=":material/save:",
        )


def running_jobs() -> None:
    """This learner's queued and running jobs, each with a link to its page and a way to stop it."""
    active = [job.id for job in _active()]
    tick = sight.pace(SHOWN if sight.shown(active) else TICK)
    st.fragment(_panel, run_every=tick if active else None)()


def _active() -> list[JobState]:
    return [job for job in services.jobs() if job.status in services.ACTIVE]


def _panel() -> None:
    services.present()
    active = _active()
    if _ended_of(active) and not active:
        st.rerun()  # the page shows what came of it
    once, text = st.session_state.get(ENDED, ("", ""))
    announce(text, once)
    if active:
        with (
            st.container(key=RUNNING),
            st.popover(_label(active), icon=":material/progress_activity:", type="tertiary"),
        ):
            for job in active:
                with st.container(border=True):
                    _job(job, active)


def _ended_of(active: Sequence[JobState]) -> bool:
    """Whether jobs have ended since the last look; what became of them is then told."""
    watched: dict[str, str] = st.session_state.get(WATCHED, {})
    st.session_state[WATCHED] = {job.id: _title(job) for job in active}
    over = {one: title for one, title in watched.items() if one not in st.session_state[WATCHED]}
    if over:
        said = [_ended(services.state(one), title) for one, title in over.items()]
        st.session_state[ENDED] = " ".join(over), " ".join(said)
    return bool(over)


def _label(active: Sequence[JobState]) -> str:
    """What is running in a few words: the one that is furthest."""
    shares = {job.id: progress.of(job)[0] for job in active}
    first = max(active, key=lambda job: (job.status == "running", shares[job.id]))
    said = f"**{shares[first.id]:.0%}** · {_title(first)}"  # on a phone the share alone: bar.css
    others = len(active) - 1
    return said + (" · " + _("{count} more", count=others) if others else "")


def _ended(job: JobState | None, title: str) -> str:
    if job is None or job.status == DONE:
        return _("Finished: {name}.", name=title)
    if job.status == CANCELLED:
        return _("Stopped: {name}.", name=title)
    return _("Failed: {name}.", name=title)


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
        "pack_work": _("Packing your work"),
        "take_work": _("Reading your work in"),
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
    """When it was asked for, in this computer's time zone, as the run log says times."""
    ago = timedelta(seconds=time.monotonic() - job.submitted)
    return format_time(datetime.now() - ago, "medium", locale=language())


def _apart(job: JobState, active: list[JobState]) -> list[str]:
    """For a training under the same name as another one: what is different about it."""
    if job.kind != "train":
        return []
    recipe = Recipe.from_json(job.payload)
    for other in active:
        if other is not job and other.kind == job.kind and _title(other) == _title(job):
            fields = words.changed(Recipe.from_json(other.payload), recipe)[:MOST_TOLD]
            return [words.told(recipe, field) for field in fields]
    return []
