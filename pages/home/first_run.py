"""The first experiment on Home: one click, a real training, what came of it."""

from __future__ import annotations

import streamlit as st

from core.datasets import library
from core.jobs.board import digest
from core.jobs.state import DONE, JobState
from core.messages import LabError
from core.transfer.recipe import Recipe
from dashboard.kit import progress
from dashboard.kit.proof import answers, headline, interval_svg
from dashboard.kit.words import seconds
from dashboard.shell import services, sitemap
from dashboard.shell.language import _, translate
from dashboard.shell.names import markdown


def section() -> None:
    """The button and, below it, the running or finished experiment."""
    recipe = services.first_recipe()
    data = library.get(recipe.dataset)
    st.markdown(
        _(
            "A network that has seen a million photos gets a new head. The head learns from "
            "{count} small photos of {kinds} kinds, here and now, on this machine.",
            count=recipe.per_class * len(recipe.class_names),
            kinds=len(recipe.class_names),
        )
    )
    if recipe.dataset != Recipe().dataset:
        st.info(
            _(
                "The photos of CIFAR-10 are not on this machine, so the first experiment uses "
                "“{dataset}”. Run the set-up again with a connection to get them.",
                dataset=data.title,
            )
        )
    if st.button(_("Show me"), type="primary", icon=":material/play_arrow:", key="show_me"):
        try:
            services.wait(services.train(recipe))
        except LabError as error:
            st.error(markdown(error.message))
    jobs = _trainings(recipe)
    finished = next((job for job in jobs if job.status == DONE), None)
    if jobs and not jobs[0].over:
        st.fragment(_watch, run_every=1.0)(jobs[0].id)
    elif jobs and (jobs[0].error or finished is None):
        st.warning(_trouble(jobs[0]))
    if finished is not None:  # whatever became of a later one, this stays true
        _outcome(finished)


def _trainings(recipe: Recipe) -> list[JobState]:
    """The learner's trainings of this recipe, newest first: a reload finds them again."""
    wanted = digest("train", recipe.check().to_json())
    return [job for job in services.jobs() if job.digest == wanted]


def _trouble(job: JobState) -> str:
    if job.error is not None:
        return translate(job.error)
    return _("Stopped. Press “Show me” to run it again.")


def _watch(job_id: str) -> None:
    """Look at the running job once a second; draw the page anew when it is over."""
    job = services.state(job_id)
    if job is None or job.over:
        st.rerun()
    share, words = progress.of(job)
    st.progress(share, text=words)


def _outcome(job: JobState) -> None:
    recipe, result = Recipe.from_json(job.payload), job.result
    number, scale = st.columns([1, 2], gap="large", vertical_alignment="center")
    number.markdown(headline(result), unsafe_allow_html=True)
    with scale:
        st.markdown(interval_svg(result, len(recipe.class_names)), unsafe_allow_html=True)
        low, high = result["test_interval"]
        st.caption(
            _(
                "With 95% confidence the true share lies between {low} and {high}%: the "
                "interval for {count:# test photo|# test photos}.",
                low=f"{100 * low:.0f}",
                high=f"{100 * high:.0f}",
                count=len(result["predictions"]["true"]),
            )
        )
    st.markdown(
        _(
            "Trained {trainable} of {total} parameters in {time}. Everything else was frozen "
            "and came from the old task: that is transfer learning.",
            trainable=f"{result['trainable_parameters']:,}",
            total=f"{result['total_parameters']:,}",
            time=seconds(result["seconds"]["total"]),
        )
    )
    answers(recipe, result)
    if sitemap.stands("playground"):
        sitemap.link(
            "playground",
            _("Open this experiment in the Freeze playground"),
            ":material/arrow_forward:",
            {**recipe.to_query(), services.JOB: job.id},
        )
