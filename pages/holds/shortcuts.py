"""A mark that goes with the class in training: does the network learn the class, or the mark?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.datasets.dataset import is_own
from core.datasets.marked import MARKS
from core.experiments import shortcut
from core.runs.examples import Example
from core.statistics import Verdict, judge
from core.transfer.recipe import Recipe
from dashboard.kit import choice, lesson, stage, trial
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.kit.predict import EVEN, Question, leads
from dashboard.kit.table import ruled
from dashboard.kit.trial import Experiment, Found
from dashboard.shell import services
from dashboard.shell.language import _, translate
from pages.holds import marks, ways

KEY = "holds_shortcuts"
WAY = "tuned"  # whose loss the remedies are measured by
FIRST = "spot"
OTHER = shortcut.BASE.but(classes=("bird", "dog"))  # of the example
Runs = Sequence[Mapping[str, Any]]


def draw(part: Part) -> None:
    left, right = stage.sides(KEY)
    with left:
        titles = {kind: translate(mark.title) for kind, mark in MARKS.items()}
        mark = choice.one(_("Mark"), titles, f"{KEY}_mark", FIRST)
        sets = _sets()
        dataset = choice.dataset(sets, f"{KEY}_photos") if len(sets) > 1 else sets[0]
    base = _base(dataset)
    with right:
        marks.photos(base, mark)
    left, right = stage.sides(f"{KEY}_measured")
    with left:
        remedy = choice.one(_("What is done against it"), _remedies(), f"{KEY}_remedy")
        trial.experiment(
            part,
            Experiment(
                _question(),
                "shortcut",
                payload(mark, base),
                _("Train, then cut the link"),
                KEY,
                outcome=lambda found: list(_judged(found["runs"]).leaders),
                live=lambda runs, active: _figure(remedy, runs),
                picture=partial(_picture, remedy, base, mark),
                told=lambda found, came: _told(part, found),
                other=_("Other animals."),
                scene=right,
                sample=partial(_sample, remedy),
            ),
        )
    arm = shortcut.arms(mark, base)[f"{WAY}|none"]
    lesson.try_it(arm, _("Try it: train the fine-tuned one in the playground"))


def payload(mark: str = FIRST, base: Recipe = shortcut.BASE) -> dict[str, Any]:
    """What the worker is asked for."""
    arms = {name: recipe.to_json() for name, recipe in shortcut.arms(mark, base).items()}
    return {"arms": arms, "seeds": shortcut.SEEDS}


def examples() -> dict[str, Any]:
    return {KEY: ("shortcut", payload(FIRST, OTHER))}


def smaller(found: dict[str, Any]) -> dict[str, Any]:
    return ways.smaller(found)


def _sets() -> list[str]:
    """CIFAR-10, or what every machine has, and the learner's own photos."""
    ready = services.ready_datasets()
    first = services.first_recipe().dataset
    return [first, *filter(is_own, ready)]


def _base(dataset: str) -> Recipe:
    base = shortcut.BASE
    return base if dataset == base.dataset else base.fitted(dataset=dataset)


def _remedies() -> dict[str, str]:
    return {
        "none": _("no remedy"),
        "augmented": _("augmentation"),
        "mixed": _("mixed photos"),
    }


def _question() -> Question:
    return Question(
        _(
            "All three learn from photos with the mark of their class. Then every test photo gets "
            "the mark of **another** class. Which loses the most?"
        ),
        ways.names() | {EVEN: _("No clear difference")},
        judge=leads,
    )


def _share(runs: Runs, way: str, remedy: str, which: str) -> float:
    right, photos = shortcut.right(shortcut.of(runs, way, remedy), which)
    return right / photos


def _judged(runs: Runs) -> Verdict:
    """Who loses most when the link is cut; the photos of a seed are the same ones twice."""
    lost = {way: shortcut.lost(shortcut.of(runs, way)) for way in ways.NAMES}
    seeds = {run["seed"] for run in runs}
    return judge(lost, runs[0]["photos"] * len(seeds))


def _picture(remedy: str, base: Recipe, mark: str, found: Found) -> None:
    _figure(remedy, found["runs"])
    marks.heat(remedy, base, mark, found)


def _sample(remedy: str, example: Example) -> None:
    """The example, whose photos are not the learner's."""
    asked = Recipe.from_json(next(iter(example.asked["payload"]["arms"].values())))
    _figure(remedy, example.found["runs"])
    if asked.dataset in services.ready_datasets():
        marks.heat(remedy, asked, asked.mark, example.found)


def _figure(remedy: str, runs: Runs) -> None:
    ways.change(
        {
            way: (shortcut.right(mine, shortcut.LINKED), shortcut.right(mine, shortcut.CUT))
            for way in ways.NAMES
            if (mine := shortcut.of(runs, way, remedy))
        },
        lambda told: _(
            "Against the shortcut: {remedy}. {list}", remedy=_remedies()[remedy], list=told
        ),
        f"{KEY}_{remedy}_ends",
        first=_("mark as in training"),
        second=_("mark of another class"),
        share=_("test photos right (95% interval)"),
    )


def _told(part: Part, found: Found) -> None:
    runs = found["runs"]
    verdict = _judged(runs)
    most = verdict.leaders[0]
    said = {
        "name": ways.names()[most],
        "linked": percent(_share(runs, most, "none", shortcut.LINKED)),
        "cut": percent(_share(runs, most, "none", shortcut.CUT)),
    }
    if not _costs(runs, most):
        part.say("held", **said)
    else:
        part.say("alone" if verdict.winner else "level", **said)
    heads = [_("mark as in training"), _("mark of another class")]
    heads += [_("… with augmentation"), _("… with mixed photos")]
    ruled(("", *heads), _rows(runs), "lrrrr")
    if _costs(runs, WAY):
        linked, cut = (_share(runs, WAY, "none", one) for one in (shortcut.LINKED, shortcut.CUT))
        for remedy in ("mixed", "augmented"):
            back = _share(runs, WAY, remedy, shortcut.CUT) - cut
            points = {"points": f"{100 * back:.0f}", "lost": f"{100 * (linked - cut):.0f}"}
            part.say(f"{remedy}_{gained(back, linked - cut)}", **points)
    _looks(part, found)
    part.say("why")
    with st.expander(_("How this was measured")):
        seconds = f"{found['seconds']:.0f}"
        part.say("how", seeds=shortcut.SEEDS, photos=runs[0]["photos"], seconds=seconds)


def gained(back: float, lost: float) -> str:
    """What a remedy gives of the share that was lost: half of it, some, or not one point."""
    if back >= lost / 2:
        return "back"
    return "little" if round(100 * back) > 0 else "none"


def _costs(runs: Runs, way: str) -> bool:
    """Whether a way clearly gets fewer right with the link cut."""
    mine = shortcut.of(runs, way)
    return ways.fewer(shortcut.right(mine, shortcut.LINKED), shortcut.right(mine, shortcut.CUT))


def _looks(part: Part, found: Found) -> None:
    """How much of the heat maps lay on the mark, and with mixed photos."""
    said = {}
    for way in ("scratch", WAY):
        for remedy in ("none", "mixed"):
            share = shortcut.mass(shortcut.of(found["runs"], way, remedy))
            if share is None:
                return
            said[f"{way}_{remedy}"] = percent(share)
    part.say("looks", **said, area=percent(found["area"]))


def _rows(runs: Runs) -> Iterator[Sequence[str]]:
    """Each way: linked, cut, and cut with either remedy."""
    for way, name in ways.names().items():
        shares = [_share(runs, way, "none", shortcut.LINKED)]
        shares += [
            _share(runs, way, remedy, shortcut.CUT) for remedy in ("none", "augmented", "mixed")
        ]
        yield (name, *map(percent, shares))
