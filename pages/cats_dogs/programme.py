"""The programme: head, callbacks and two stages in short, and the button that runs it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.transfer import program
from core.transfer.recipe import Recipe
from core.transfer.result import Results
from core.zoo import catalog as zoo
from dashboard.kit import lesson, trial, words
from dashboard.kit.lesson import Part
from dashboard.kit.series import Standing
from dashboard.kit.table import ruled
from dashboard.kit.trial import Trial
from dashboard.shell.language import _, translate
from pages.cats_dogs import compare, stages, state

PREDICTED = (state.BOTH,)  # arms whose answers the example keeps: for the parts that follow


def examples() -> dict[str, Mapping[str, Recipe]]:
    return {state.RUN: state.example_recipes()}


def draw(part: Part) -> None:
    source = state.chosen()
    if source is None:
        part.say("nothing")
        return
    both = state.recipes(source)[state.BOTH]
    entry = zoo.get(both.backbone)
    part.say(
        "network" if both.backbone == "inception_v3" else "stand_in",
        network=entry.title,
        side=both.size,
    )
    low = words.rate(both.suffix_lr)
    _settings(part, low)
    part.say("differences", count=both.unfreeze, total=len(entry.blocks), rate=low)
    lesson.button("cats_dogs", "chapter", _("Every difference"), "cd_differences", type="tertiary")
    with st.expander(_("The whole program in Keras"), icon=":material/code:"):
        st.code(program.write(both, translate), language="python", height=420)
    trial.draw(
        part,
        Trial(
            compare.question(),
            state.recipes(source),
            _("Run the project: two stages, and scratch to compare"),
            state.RUN,
            outcome=compare.outcome,
            picture=_picture,
            told=partial(_told, part),
            kind=state.KIND,
        ),
    )


def _settings(part: Part, low: str) -> None:
    """The chapter's settings as a table: what each is for."""
    rows = (
        (_("Head"), "Dense 512 → BN → Dropout 0.5 → Dense 256 → BN → Dropout 0.3", "head"),
        (_("Stage 1"), _("everything frozen, Adam 0.0001, up to 20 epochs"), "stage1"),
        (_("Early stopping"), _("patience 5, on the validation loss"), "early"),
        (_("Plateau"), _("halve the rate after 3 epochs without progress"), "plateau"),
        (_("Checkpoint"), _("keep the epoch with the best validation accuracy"), "checkpoint"),
        (_("Stage 2"), _("last blocks unfrozen, {rate}, up to 10 epochs", rate=low), "stage2"),
    )
    ruled(
        (_("Step"), _("Setting"), _("What it is for")),
        [(f"**{name}**", setting, part.text(why)) for name, setting, why in rows],
        "l",
    )


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
