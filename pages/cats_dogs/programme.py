"""The programme: head, callbacks and two stages step by step, and the button that runs it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.transfer import program
from core.transfer.recipe import Recipe
from core.transfer.result import Results
from core.zoo import catalog as zoo
from dashboard.kit import choice, lesson, stage, trial, words
from dashboard.kit.lesson import Part
from dashboard.kit.series import Standing
from dashboard.kit.trial import Trial
from dashboard.shell.language import _, translate
from pages.cats_dogs import compare, stages, state, steps

PREDICTED = (state.BOTH,)  # arms whose answers the example keeps: for the parts that follow


def examples() -> dict[str, Mapping[str, Recipe]]:
    return {state.RUN: state.example_recipes()}


def draw(part: Part) -> None:
    source = state.chosen()
    if source is None:
        part.say("nothing")
        return
    both = state.recipes(source)[state.BOTH]
    code = program.write(both, translate)
    every = steps.steps(words.rate(both.suffix_lr))
    left, right = stage.sides("programme", 1, 1)
    with left:
        names = {name: step.name for name, step in every.items()}
        chosen = choice.one(_("A step of the program"), names, "cd_step")
        st.markdown(
            _("{group}: {said}", group=f"**{every[chosen].setting}**", said=part.text(chosen))
        )
    with right:
        st.code(steps.lines(code, chosen), language="python")
        scene = st.container()
    with left:
        trial.draw(
            part,
            Trial(
                compare.question(),
                state.recipes(source),
                _("Run the project"),
                state.RUN,
                outcome=compare.outcome,
                picture=_picture,
                told=partial(_told, part),
                kind=state.KIND,
                scene=scene,
            ),
        )
    _ours(part, both)
    with st.expander(_("The whole program in Keras"), icon=":material/code:"):
        st.code(code, language="python", height=420)


def _ours(part: Part, both: Recipe) -> None:
    """Where the program differs from the chapter's."""
    entry = zoo.get(both.backbone)
    part.say(
        "network" if both.backbone == "inception_v3" else "stand_in",
        network=entry.title,
        side=both.size,
    )
    low = words.rate(both.suffix_lr)
    part.say("differences", count=both.unfreeze, total=len(entry.blocks), rate=low)
    lesson.button("cats_dogs", "chapter", _("Every difference"), "cd_differences", type="tertiary")


def _picture(now: Standing, results: Results | None) -> None:
    """The two stages, epoch by epoch."""
    rows = now.rows.get(state.BOTH, [])
    if rows:
        live = state.BOTH not in now.found
        stages.chart(rows, now.recipes[state.BOTH], key="cd_live" if live else "cd_done")


def _told(part: Part, results: Results, came: str) -> None:
    both = results[state.BOTH]
    low, high = both["test_interval"]
    part.say(
        "done",
        accuracy=f"{both['test_accuracy']:.1%}",
        low=f"{low:.1%}",
        high=f"{high:.1%}",
    )
