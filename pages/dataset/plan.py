"""The study that the page is about: its photos, its plan, the learner's own words."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.study.plan import KIND, Study
from dashboard.kit import series
from dashboard.shell import services
from pages.dataset import state as photos

TRY = "study_try"  # session: study a dataset of the catalogue until there are own photos

_WORDS = "study_words"  # setting: {dataset: {"prediction", "reflection"}}
_PLANS = "study_plans"  # setting: {dataset: plan as JSON}, so that a reload finds the study again


def fallback() -> Study:
    """Photos to try a study with: CIFAR-10's cats and dogs, or those that every machine has."""
    if "cifar10" in services.ready_datasets():
        return Study("cifar10", ("cat", "dog"), seeds=(0, 1, 2), pace="quick")
    return Study(services.first_recipe().dataset, seeds=(0, 1, 2), pace="quick")


def study() -> Study | None:
    """The plan for the chosen photos; None where there are none and none are tried."""
    said = photos.chosen()
    if said is None and not st.session_state.get(TRY):
        return None
    plain = fallback() if said is None else fallback().but(dataset=said["id"], classes=())
    kept = services.setting(_PLANS, {}).get(plain.dataset)
    return plain.but(**kept) if kept else plain


def plan(chosen: Study) -> None:
    """Remember networks, seeds and pace for these photos."""
    kept = {"backbones": chosen.backbones, "seeds": chosen.seeds, "pace": chosen.pace}
    everything = services.setting(_PLANS, {})
    if everything.get(chosen.dataset) != {
        k: list(v) if k != "pace" else v for k, v in kept.items()
    }:
        services.remember(_PLANS, everything | {chosen.dataset: kept})


def words(dataset: str, learner: str = "") -> Mapping[str, str]:
    """What the learner wrote about these photos: ``prediction``, ``reflection``.  `learner`: where
    no page is being drawn."""
    everything = services.store().get_setting(learner or services.learner(), _WORDS, {})
    return dict(everything.get(dataset, {}))


def write(dataset: str, which: str, said: str) -> None:
    """Keep the learner's words."""
    everything = services.setting(_WORDS, {})
    own = dict(everything.get(dataset, {})) | {which: said}
    services.remember(_WORDS, everything | {dataset: own})


def standing(chosen: Study) -> series.Standing:
    """How far the study is."""
    return series.standing(KIND, chosen.recipes())
