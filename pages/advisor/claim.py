"""“Over 90 % from a few hundred photos”, tried on several tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from core.advise.case import Case
from core.figures.comparison import RunDot, run_comparison
from core.messages import Message
from core.transfer.recipe import Recipe
from dashboard.kit import series
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.series import Standing
from dashboard.shell import services
from dashboard.shell.language import N_, _, translate

PROMISED = 0.9
BACKBONE = "mobilenet_v2_dogs"
KIND = "claim"


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


def draw(part: Part) -> None:
    ready = services.ready_datasets()
    tasks = {name: task for name, task in TASKS.items() if task.case.dataset in ready}
    guess = st.pills(
        _("For which tasks does it hold? Your guess:"),
        list(tasks),
        format_func=lambda name: _(tasks[name].title),
        selection_mode="multi",
        key="advisor_claim_guess",
    )
    recipes: dict[str, Recipe] = {
        name: task.case.recipe(BACKBONE, "extract").check() for name, task in tasks.items()
    }
    now = series.standing(KIND, recipes)

    def result(standing: Standing) -> None:
        _result(part, tasks, standing, guess)

    series.control(
        now, _("Train {count:# task|# tasks}", count=len(tasks)), "advisor_claim", result
    )


def _result(part: Part, tasks: dict[str, Task], now: Standing, guess: list[str]) -> None:
    found = now.results
    if not found:
        return
    said = sides({name: found[name]["test_interval"] for name in found})
    held = said["held"]
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
        run_comparison(pen(), dots, title, chance=PROMISED, line=_("promised: 90%")),
        key="advisor_claim_figure",
        alt=_("Test accuracy of every task. {finding}", finding=title),
    )
    if not now.complete:
        return
    if guess:
        decided = [*held, *said["failed"]]
        right = sum((name in guess) == (name in held) for name in decided)
        st.markdown(
            _("Your guess was right for {right} of {count}.", right=right, count=len(decided))
        )
    for piece, names in said.items():
        if names:
            part.say(piece, names=_listed([_(tasks[name].title) for name in names]))
    if len(held) == len(found):
        part.say("all")
    else:
        part.say("no_task" if len(said["failed"]) == len(found) else "some")


def sides(intervals: Mapping[str, Sequence[float]]) -> dict[str, list[str]]:
    """Which tasks ``held`` the promise, which ``failed`` it, and for which it is ``open``: their
    interval (low, high) holds the promised share."""
    out: dict[str, list[str]] = {"held": [], "failed": [], "open": []}
    for name, (low, high) in intervals.items():
        out["held" if low >= PROMISED else "failed" if high < PROMISED else "open"].append(name)
    return out


def _listed(names: list[str]) -> str:
    return translate(Message("{names}", {"names": names}))
