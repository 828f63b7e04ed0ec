"""A guess of the test accuracy before Train, for those who like; told beside the result."""

from __future__ import annotations

from contextlib import suppress

from core.messages import LabError
from core.runs.series import name_of
from core.transfer.recipe import Recipe
from dashboard.kit import guesses, predict
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.shown import Shown
from dashboard.shell import runlog
from dashboard.shell.language import _

KEY = "pg_guess"
NEAR = 0.05  # a guess this close came true


def ask(recipe: Recipe, current: Shown | None) -> None:
    """The question, as long as the learner has no result of this recipe."""
    if any(old == recipe for _run, old in runlog.finished()):
        return
    begun = current is not None and current.active and current.recipe == recipe
    predict.asked(_place(recipe), KEY, _question(recipe), begun)


def answer(run: Shown) -> None:
    """How the guess of a finished run did; nothing where nobody guessed."""
    guess = guesses.at(_place(run.recipe))
    predict.answer(_question(run.recipe), guess, run.result.get("test_accuracy"))


def _question(recipe: Recipe) -> Question:
    chance = round(100 / len(recipe.class_names))
    return Question(
        _(
            "**Guess first**, if you like: how many new photos will it get right? Picking at "
            "random gets {chance}%.",
            chance=chance,
        ),
        pick=SHARE,
        near=NEAR,
    )


def _place(recipe: Recipe) -> str:
    with suppress(LabError):  # what cannot be trained has no result, either
        recipe = recipe.check()
    return f"playground/accuracy/{name_of('guess', {'run': recipe})}"
