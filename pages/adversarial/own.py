"""The learner's own trainings as judges of an attack."""

from __future__ import annotations

import streamlit as st

from core.datasets import library
from core.imagine.attacks.analyses.own import OwnAnswer, OwnVerdict
from core.transfer.recipe import Recipe
from dashboard.kit import words
from dashboard.kit.bars import percent
from dashboard.shell import runlog, sitemap
from dashboard.shell.language import _, translate
from dashboard.shell.names import as_written

MOST = 3


def newest() -> list[Recipe]:
    """The newest finished trainings on frozen features, each recipe once; at most `MOST`.

    A training is repeated to ask it, which takes seconds where the features are frozen.
    """
    found = (
        recipe
        for _run, recipe in runlog.finished()
        if not (recipe.fault or recipe.unfreeze or recipe.scratch)  # a broken one is no judge
    )
    return list(dict.fromkeys(found))[:MOST]


def choose() -> list[Recipe]:
    """Which of the learner's own networks shall judge, too; the way to one where there is none."""
    known = newest()
    if not known:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("Your own networks can judge, too: train one first."), width="content")
            title, icon = sitemap.TITLES["playground"]
            sitemap.link("playground", _(title), icon, width="content")
        return []
    chosen = st.pills(
        _("Your own networks as judges (trained again from their recipes: some seconds each)"),
        range(len(known)),
        selection_mode="multi",
        format_func=lambda place: as_written(_label(known, place)),
        key="matrix_own",
    )
    return [known[place] for place in chosen]


def _label(known: list[Recipe], place: int) -> str:
    """Its title, and what tells it from one of the same title."""
    said = title(known[place])
    same = [recipe for recipe in known if title(recipe) == said]
    if len(same) == 1:
        return said
    return f"{said} ({same.index(known[place]) + 1})"


def title(recipe: Recipe) -> str:
    return f"{translate(library.get(recipe.dataset).title)} · {words.title(recipe)}"


def answer(head: OwnVerdict, said: OwnAnswer) -> str:
    """One of the answers of a verdict: class and probability."""
    names = words.titles(head["recipe"]["dataset"])
    return f"{names.get(said['name'], said['name'])} {percent(said['probability'])}"
