"""The first experiment on Home: one click, a real training, what came of it."""

from __future__ import annotations

from functools import partial
from typing import cast

import streamlit as st

from core.datasets import library
from core.jobs.rules import digest
from core.jobs.state import DONE, JobState
from core.messages import LabError
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from dashboard.components.reveal import reveal
from dashboard.kit import panel
from dashboard.kit.proof import answers, headline, scale
from dashboard.kit.words import seconds
from dashboard.shell import services, sight, sitemap
from dashboard.shell.language import _
from dashboard.shell.names import markdown

REFUSED = "show_me_refused"  # session: why the last press did nothing
PRESSED = "show_me_pressed"  # session: the job of the last press
PLACE = "first_run"  # the button with what is under it


def section() -> bool:
    """The button and, below it, the running or finished experiment; whether there is a result."""
    recipe = services.first_recipe()
    data = library.get(recipe.dataset)
    st.markdown(
        _(
            "A network that has seen a million photos gets a new head. The head learns from "
            "{count} small photos of {kinds} kinds, here and now, on this computer.",
            count=recipe.per_class * len(recipe.class_names),
            kinds=len(recipe.class_names),
        )
    )
    if recipe.dataset != Recipe().dataset:
        st.info(
            _(
                "The photos of CIFAR-10 are not on this computer, so the first experiment uses "
                "“{dataset}”. Run the set-up again with a connection to get them.",
                dataset=data.title,
            )
        )
    with st.container(key=PLACE):
        seen = _experiment(recipe)
    reveal(PLACE, st.session_state.get(PRESSED, ""))
    return seen


def _experiment(recipe: Recipe) -> bool:
    """The button, and directly under it what came of the press."""
    if st.button(_("Show me"), type="primary", icon=":material/play_arrow:", key="show_me"):
        _train(recipe)
    if (refused := st.session_state.pop(REFUSED, None)) is not None:
        st.error(markdown(refused))
    jobs = _trainings(recipe)
    finished = next((job for job in jobs if job.status == DONE), None)
    if jobs and not jobs[0].over:
        panel.watch(partial(sight.look, jobs[0].id), "show_me")
    elif jobs and (jobs[0].error or finished is None):
        said = jobs[0].error or _("Stopped. Press “Show me” to run it again.")
        panel.trouble(said, "show_me", partial(_train, recipe))
    if finished is not None:  # whatever became of a later one, this stays true
        _outcome(finished)
    return finished is not None


def _train(recipe: Recipe) -> None:
    try:
        job_id = services.train(recipe)
        st.session_state[PRESSED] = job_id
        services.wait(job_id)
    except LabError as error:
        st.session_state[REFUSED] = error.message


def _trainings(recipe: Recipe) -> list[JobState]:
    """The learner's trainings of this recipe, newest first: a reload finds them again."""
    wanted = digest("train", recipe.check().to_json())
    return [job for job in services.jobs() if job.digest == wanted]


def _outcome(job: JobState) -> None:
    recipe, result = Recipe.from_json(job.payload), cast(Result, job.result)
    number, story = st.columns([1, 2], gap="large", vertical_alignment="center")
    number.markdown(headline(result), unsafe_allow_html=True)
    with story:
        scale(result)
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
    answers(recipe, result)
    st.markdown(
        _(
            "Trained {trainable} of {total} parameters in {time}. Everything else was frozen "
            "and came from the old task: that is transfer learning.",
            trainable=f"{result['trainable_parameters']:,}",
            total=f"{result['total_parameters']:,}",
            time=seconds(result["seconds"]["total"]),
        )
    )
    if sitemap.stands("playground"):
        sitemap.link(
            "playground",
            _("Open this experiment in the Freeze playground"),
            ":material/arrow_forward:",
            {**recipe.to_query(), services.JOB: job.id},
        )
