"""What the parts about pets have in common: whether the photos are here, and what is trained."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.datasets import library
from core.datasets.sets.pets import BREEDS
from core.images import resize
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from dashboard.kit import lesson, series
from dashboard.kit.lesson import Part
from dashboard.kit.series import Standing
from dashboard.shell.language import _, translate

BREED, SPECIES = "pets", "pets_species"
COUNTS = (5, 10, 20, 50)  # training photos of each class
VALIDATION = 10
SHOWN = 150  # pixels a side of a photo on the page


def here() -> bool:
    """Whether the photos are on this machine; where they are not, the page leads to the part that
    fetches them."""
    if library.available(BREED):
        return True
    st.info(_("The photos of Oxford-IIIT Pets are not on this machine yet."))
    lesson.way("pets", "pets", _("To the download"), "pets_to_download")
    return False


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
    part: Part, recipe: Recipe, label: str, findings: Callable[[Part, Result], None]
) -> None:
    """A button that trains, and what came of it: below the way to it on the playground.

    One training compares nothing, so it is no `Trial`; as a series of one it is found in the run
    log whatever happens to the page or the app.
    """
    now = series.standing(f"{part.lesson}/{part.id}", {part.id: recipe.check()})

    def told(then: Standing) -> None:
        if then.complete and then.results:
            findings(part, then.results[part.id])

    series.control(now, label, f"{part.id}_train", told)
    lesson.try_it(recipe, _("The same training on the playground, with every control"))


def titles() -> list[str]:
    """The names of the breeds in class order."""
    return [translate(breed.title) for breed in BREEDS.values()]


def picture(index: int) -> np.ndarray:
    """A photo of the set by its position, uint8 [150, 150, 3]."""
    return np.asarray(resize(library.photo(BREED, index)[None], SHOWN)[0])


def accuracy(result: Result) -> dict[str, str]:
    """The test result as text: ``accuracy``, ``low``, ``high``, ``count``."""
    low, high = result["test_interval"]
    return {
        "accuracy": f"{result['test_accuracy']:.1%}",
        "low": f"{low:.1%}",
        "high": f"{high:.1%}",
        "count": f"{len(result['predictions']['true']):,}",
    }
