"""The model card of a trained network: what its maker writes, and the file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from core import translations
from core.runs.store import recipe_digest
from core.study import card
from core.study.card import Own
from core.transfer.recipe import Recipe
from dashboard.kit import download, writing
from dashboard.shell import services
from dashboard.shell.language import _, language, translate

WORDS = "card_words"  # setting: {digest of the recipe: {"purpose", "limits"}}
_FIELDS = {"purpose": card.PURPOSE, "limits": card.LIMITS}


def words(recipe: Recipe, learner: str = "") -> Own:
    """What was written about this network.  `learner`: where no page is being drawn."""
    everything = services.store().get_setting(learner or services.learner(), WORDS, {})
    written = everything.get(recipe_digest(recipe.to_json()), {})
    return Own(**{name: written.get(name, "") for name in _FIELDS})


def files(recipe: Recipe, result: Mapping[str, Any], learner: str) -> dict[str, str]:
    """The card in every language, with what its maker has written by now."""
    return card.files(recipe, result, words(recipe, learner))


def panel(recipe: Recipe, result: Mapping[str, Any], key: str) -> None:
    """Two fields to write in, and the card to download."""
    st.markdown(f"**{translate(card.TITLE)}**")
    st.markdown(
        _(
            "What a network was trained on and how well it does is filled in. What it is for, and "
            "what not, only you can say."
        )
    )
    mine = words(recipe)
    for name, title in _FIELDS.items():
        writing.field(
            translate(title),
            getattr(mine, name),
            f"{key}_card_{name}",
            partial(_keep, recipe, name),
            placeholder=translate(card.OPEN),
        )
    into, learner = language(), services.learner()
    download.offer(
        _("Model card (Markdown)"),
        lambda: card.card(recipe, result, translations.words(into), words(recipe, learner)),
        card.named(into),
        f"{key}_card",
        icon="badge",
    )


def _keep(recipe: Recipe, name: str, text: str) -> None:
    digest, everything = recipe_digest(recipe.to_json()), services.setting(WORDS, {})
    written = everything.get(digest, {}) | {name: text}
    services.remember(WORDS, everything | {digest: written})
