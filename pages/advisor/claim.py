"""“Over 90 % from a few hundred photos”, tried on several tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from core.advise.case import Case
from core.figures.comparison import RunDot, run_comparison
from core.transfer.recipe import Recipe
from core.transfer.result import Results
from dashboard.kit import trial
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SEVERAL, Question
from dashboard.kit.series import Standing
from dashboard.kit.trial import Trial
from dashboard.shell import services
from dashboard.shell.language import N_, _, listed

PROMISED = 0.9
BACKBONE = "mobilenet_v2_dogs"
KIND = "claim"
KEY = "advisor_claim"
NONE = "none"  # the guess that it holds nowhere
Sides = dict[str, list[str]]


@dataclass(frozen=True)
class Task:
    """One task with 200 to 300 photos in all."""

    title: str
    case: Case


TASKS = {
    "ten": Task(N_("ten kinds of CIFAR-10"), Case("cifar10", (), 25)),
    "pets": Task(N_("cat or dog (CIFAR-10)"), Case("cifar10", ("cat", "dog"), 125)),
    "roads": Task(
        N_("airplane, car or ship (CIFAR-10)"),
        Case("cifar10", ("airplane", "automobile", "ship"), 80),
    ),
    "digits": Task(N_("ten digits"), Case("digits", (), 25)),
    "textures": Task(N_("three textures"), Case("textures", (), 80)),
}
EXAMPLES = {  # other tasks, for the example
    "deer": Task(N_("deer or horse (CIFAR-10)"), Case("cifar10", ("deer", "horse"), 125)),
    "frog": Task(
        N_("bird, frog or truck (CIFAR-10)"), Case("cifar10", ("bird", "frog", "truck"), 80)
    ),
    "three": Task(N_("the digits 3, 5 and 8"), Case("digits", ("3", "5", "8"), 80)),
}


def examples() -> dict[str, Mapping[str, Recipe]]:
    return {KEY: {name: task.case.recipe(BACKBONE, "extract") for name, task in EXAMPLES.items()}}


def draw(part: Part) -> None:
    ready = services.ready_datasets()
    tasks = {name: task for name, task in TASKS.items() if task.case.dataset in ready}
    trial.draw(
        part,
        Trial(
            Question(
                _("For which tasks does it hold? Your guess:"),
                {name: _(task.title) for name, task in tasks.items()} | {NONE: _("for none")},
                SEVERAL,
                _agrees,
                lambda guess, said: _(
                    "Your guess was right for {right} of {count}.",
                    right=len(_right(guess, said)),
                    count=len(_decided(said)),
                ),
            ),
            {name: task.case.recipe(BACKBONE, "extract") for name, task in tasks.items()},
            _("Train {count:# task|# tasks}", count=len(tasks)),
            KEY,
            outcome=lambda found: sides(_intervals(found)),
            picture=partial(_picture, tasks | EXAMPLES),
            told=partial(_told, part, tasks),
            kind=KIND,
        ),
    )


def _intervals(found: Results) -> dict[str, Sequence[float]]:
    return {name: run["test_interval"] for name, run in found.items()}


def _decided(said: Sides) -> list[str]:
    return [*said["held"], *said["failed"]]


def _right(guess: Sequence[str], said: Sides) -> list[str]:
    return [name for name in _decided(said) if (name in guess) == (name in said["held"])]


def _agrees(guess: Sequence[str], said: Sides) -> bool | None:
    """Whether the guess is right for every task that is decided; None where none is."""
    decided = _decided(said)
    return len(_right(guess, said)) == len(decided) if decided else None


def _picture(tasks: Mapping[str, Task], now: Standing, results: Results | None) -> None:
    found = now.results
    if not found:
        return
    held = sides(_intervals(found))["held"]
    title = _("{held} of {count:# task|# tasks} above 90%", held=len(held), count=len(found))
    dots = [
        RunDot.of(
            _("{task}, {count:# photo|# photos}", task=_(task.title), count=task.case.photos),
            found[name],
            chosen=name in held,
        )
        for name, task in tasks.items()
        if name in found
    ]
    show(
        run_comparison(pen(), dots, "", chance=PROMISED, line=_("promised: 90%")),
        key="advisor_claim_figure",
        alt=_("Test accuracy of every task. {finding}", finding=title),
        title=title,
    )


def _told(part: Part, tasks: Mapping[str, Task], found: Results, said: Sides) -> None:
    for piece, names in said.items():
        if names:
            part.say(piece, names=listed([_(tasks[name].title) for name in names]))
    if len(said["held"]) == len(found):
        part.say("all")
    else:
        part.say("no_task" if len(said["failed"]) == len(found) else "some")


def sides(intervals: Mapping[str, Sequence[float]]) -> Sides:
    """Which tasks ``held`` the promise, which ``failed`` it, and for which it is ``open``: their
    interval (low, high) holds the promised share."""
    out: Sides = {"held": [], "failed": [], "open": []}
    for name, (low, high) in intervals.items():
        out["held" if low >= PROMISED else "failed" if high < PROMISED else "open"].append(name)
    return out
