"""What the parts about pets have in common: whether the photos are here, and what is trained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.datasets import library
from core.datasets.sets.pets import BREEDS
from core.transfer.recipe import Recipe
from core.transfer.result import Result, Results
from dashboard.kit import example, lesson, predict, stage, trial
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.kit.trial import Trial
from dashboard.shell.language import _, translate

BREED, SPECIES = "pets", "pets_species"
EXAMPLE = "cifar10"  # stands in for the breeds in an example
COUNTS = (5, 10, 20, 50)  # training photos of each class
VALIDATION = 10
SHOWN = 150  # pixels a side of a photo on the page


def offered(
    part: Part,
    said: str,
    question: Question,
    outcome: Callable[[Result], Any],
    draw: Callable[[Result], None],
) -> None:
    """While the photos are not on this computer: the way to them, a question about an example on
    other photos (`said`: on which), and what `draw` makes of that."""
    left, right = stage.sides(part.id)
    with left:
        st.info(_("The photos of Oxford-IIIT Pets are not on this computer yet."))
        lesson.button("pets", "pets", _("To the download"), "pets_to_download", "arrow_back")
    shown = example.of(part, f"{part.id}_train")
    if shown is None or not library.available(EXAMPLE):
        return
    result = example.standing(shown).results[part.id]
    with left:
        st.markdown(_("**Read the example**"))
        place, label = f"pets/{part.id}/example", _("Show")
        predict.quick(place, f"{part.id}_example", question, label, outcome(result))
    with right, example.framed(shown, said):
        draw(result)


def example_of(name: str, classes: tuple[str, ...] = ()) -> dict[str, Mapping[str, Recipe]]:
    """What the example of a part is measured with: photos that are here."""
    small = Recipe(
        dataset=EXAMPLE, classes=classes, per_class=30, val_per_class=5, batch=32, seed=1
    )
    return {f"{name}_train": {name: small}}


def fewest(dataset: str) -> tuple[int, int]:
    """How many photos the rarest class has for training and validation, and for the test."""
    arrays = library.load(dataset)
    classes = len(library.get(dataset).classes)
    train, test = (
        int(np.bincount(part, minlength=classes).min())
        for part in (arrays.labels[: arrays.train], arrays.labels[arrays.train :])
    )
    return train, test


def recipe(dataset: str, per_class: int, test: int) -> Recipe:
    """A frozen network with a new head on the photos of pets; `test`: photos of each class."""
    most, most_test = fewest(dataset)
    val = min(VALIDATION, max(1, most // 4))
    count = min(per_class, most - val)
    classes = len(library.get(dataset).classes)
    return Recipe(
        dataset=dataset,
        per_class=count,
        val_per_class=val,
        test_per_class=min(test, most_test),
        batch=min(64, count * classes),
        size=128,
    )


def counts(dataset: str) -> list[int]:
    """What the slider offers."""
    most, _test = fewest(dataset)
    return [count for count in COUNTS if count + VALIDATION <= most] or [COUNTS[0]]


def trained(
    part: Part,
    recipe: Recipe,
    label: str,
    question: Question,
    outcome: Callable[[Result], Any],
    drawings: tuple[Callable[[Result], None], Callable[[Result], None]],
    told: Callable[[Result], None],
    scene: DeltaGenerator,
) -> None:
    """Ask, train once, and tell; below it the way to the same training on the playground.
    `drawings`: of the learner's result on the `scene`, and of the example, which is of other
    photos; `told` puts the learner's into words."""

    def drawn(now: Standing, results: Results | None) -> None:
        if results is not None:
            mine, other = drawings
            draw = other if now.recipes[part.id].dataset == EXAMPLE else mine
            draw(results[part.id])

    trial.draw(
        part,
        Trial(
            question,
            {part.id: recipe},
            label,
            f"{part.id}_train",
            outcome=lambda results: outcome(results[part.id]),
            picture=drawn,
            told=lambda results, came: told(results[part.id]),
            scene=scene,
        ),
    )
    lesson.try_it(recipe, _("The same training on the playground, with every control"))


def titles() -> list[str]:
    """The names of the breeds in class order."""
    return [translate(breed.title) for breed in BREEDS.values()]


def accuracy(result: Result) -> dict[str, str]:
    """The test result as text: ``accuracy``, ``low``, ``high``, ``count``."""
    low, high = result["test_interval"]
    return {
        "accuracy": f"{result['test_accuracy']:.1%}",
        "low": f"{low:.1%}",
        "high": f"{high:.1%}",
        "count": f"{len(result['predictions']['true']):,}",
    }
