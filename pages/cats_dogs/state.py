"""What the project is done with: the photos, how many, and the three trainings that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from core.datasets import library
from core.runs import examples
from core.transfer.rates import CHAPTER, HEAD
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo.network import Network
from dashboard.kit import example, lesson, readiness, series
from dashboard.kit.series import Standing
from dashboard.shell import services
from dashboard.shell.language import _

OFFICIAL = "dogs_vs_cats"  # Microsoft's set, once it was downloaded
CIFAR = "cifar10"
KIND = "project"  # of the series
RUN = "cd_run"  # of the trial that runs it
PHOTOS = "photos"  # the URL parameter
COUNTS = (20, 50, 100, 200, 500, 1000)
BOTH, FIRST, SCRATCH = "both", "first", "scratch"  # two stages, stage 1 alone, no transfer


@dataclass(frozen=True)
class Source:
    """A set of photos of two classes."""

    dataset: str
    classes: tuple[str, ...]  # () is all of the dataset


def sources() -> list[Source]:
    """The sets that can be used here, the best first: two classes are what the project is for."""
    ready = services.ready_datasets()
    out = [Source(OFFICIAL, ())] if OFFICIAL in ready else []
    out += [
        Source(name, ())
        for name in ready
        if name not in library.DATASETS and len(library.get(name).classes) == 2
    ]
    return [*out, Source(CIFAR, ("cat", "dog"))] if CIFAR in ready else out


def chosen() -> Source | None:
    """The set in the URL, or the first one that is here."""
    known = {source.dataset: source for source in sources()}
    return known.get(st.query_params.get(PHOTOS, "")) or next(iter(known.values()), None)


def per_class(source: Source) -> int:
    """Training photos of each class; the rest of what there is serves validation and test."""
    most = library.get(source.dataset).train_per_class * 4 // 5
    return int(min(st.session_state.get("cd_per_class", 200), most))


def backbone() -> str:
    """The chapter's InceptionV3 where its weights are on this computer."""
    return "inception_v3" if Network("inception_v3").ready else "efficientnet_lite0"


def recipes(source: Source, count: int = 0, network: str = "") -> dict[str, Recipe]:
    """The chapter's programme, its first stage alone, and the small CNN without transfer; for
    `count` photos of each class and a `network`, or those that are chosen."""
    data = library.get(source.dataset)
    count, name = count or per_class(source), network or backbone()
    entry = zoo.get(name)
    side = 299 if name == "inception_v3" else 160
    first = Recipe(
        dataset=source.dataset,
        classes=source.classes,
        per_class=count,
        val_per_class=min(max(5, count // 4), data.train_per_class - count),
        test_per_class=min(200, data.test_per_class),
        backbone=name,
        size=max(side, entry.min_size),
        head="deep",
        lr=1e-4,
        epochs=20,
        batch=min(32, count),
        early_stopping=5,
        plateau=3,
        keep_best=True,
        augment="chapter",
        views=4,
    )
    return {
        FIRST: first,
        BOTH: first.but(unfreeze=min(2, len(entry.blocks)), lp_ft=20, epochs=10, suffix_lr=CHAPTER),
        SCRATCH: first.but(scratch=True, size=96, head="mlp", lr=HEAD, epochs=30),
    }


def example_recipes() -> dict[str, Recipe]:
    """What the example is measured with: fewer photos than anybody starts with, another draw."""
    asked = recipes(Source(CIFAR, ("cat", "dog")), 100, "efficientnet_lite0")
    return {way: recipe.but(seed=1) for way, recipe in asked.items()}


def own() -> Standing | None:
    """The learner's project with its three runs; None until they are there."""
    source = chosen()
    now = series.standing(KIND, recipes(source)) if source else None
    return None if now is None or now.missing else now


def offered(draw: Callable[[Standing], None]) -> None:
    """Until the project is run: the way to the programme, and what `draw` makes of the example."""
    lesson.button(
        "cats_dogs",
        "programme",
        _("Run the project with your photos"),
        "cd_to_programme",
        "arrow_back",
        type="primary",
    )
    shown = examples.of("cats_dogs", "programme", RUN)
    source = chosen()
    if shown is None:
        return
    with example.framed(shown, example.differs(shown, recipes(source)) if source else ""):
        draw(example.standing(shown))


def pictured(now: Standing) -> bool:
    """Whether the photos of these runs are on this computer; where not, the page says so."""
    dataset = now.recipes[BOTH].dataset
    return dataset != CIFAR or readiness.has_cifar10()
