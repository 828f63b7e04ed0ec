"""The study that the page is about: its photos and its plan."""

from __future__ import annotations

import streamlit as st

from core.study.plan import KIND, Study
from dashboard.kit import series
from dashboard.shell import services
from dashboard.shell.language import _
from pages.dataset import state as photos

TRY = "study_try"  # session: study a dataset of the catalogue until there are own photos


_PLANS = "study_plans"  # setting: {dataset: plan as JSON}, so that a reload finds the study again


# what the examples of study and report are of: other photos than `fallback` has
EXAMPLE = Study(
    "cifar10",
    ("automobile", "truck"),
    ("efficientnet_lite0", "mobilenet_v2_dogs"),
    seeds=(0, 2),
    pace="quick",
)


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
    kept = {
        "backbones": list(chosen.backbones),
        "seeds": list(chosen.seeds),
        "pace": chosen.pace,
    }
    everything = services.setting(_PLANS, {})
    if everything.get(chosen.dataset) != kept:
        services.remember(_PLANS, everything | {chosen.dataset: kept})


def split(train: int, val: int, test: int) -> str:
    """How the photos of each class are divided."""
    return _(
        "{train} training, {val} validation and {test:# test photo|# test photos} of each class",
        train=train,
        val=val,
        test=test,
    )


def standing(chosen: Study) -> series.Standing:
    """How far the study is."""
    return series.standing(KIND, chosen.recipes())
