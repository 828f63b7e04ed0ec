"""Cat or dog on the same photos: an easy task, and which breeds are taken for the other species."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from core.datasets import library
from core.statistics import touch, wilson_interval
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from dashboard.kit import gallery, stage, words
from dashboard.kit.gallery import Picture, at_least, rows
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell import sitemap
from dashboard.shell.language import _
from pages.pets import state

PER_CLASS, TEST = 50, 400
MOST = 12  # photos of mistakes


PREDICTED = ("species",)  # the example keeps its answers: its mistakes are shown
OPEN = "open"  # neither species is taken for the other more often


def examples() -> dict[str, Mapping[str, Recipe]]:
    return state.example_of("species", ("cat", "dog"))


def draw(part: Part) -> None:
    if not library.available(state.SPECIES):
        said = _("Cats and dogs of CIFAR-10, without their breeds.")
        state.offered(part, said, question(), mistaken, partial(_example, part))
        return
    left, right = stage.sides("species")
    recipe = state.recipe(state.SPECIES, PER_CLASS, TEST)
    label = _("Train on {count:# cat|# cats} and {count:# dog|# dogs}", count=recipe.per_class)
    with left:
        state.trained(
            part,
            recipe,
            label,
            question(),
            mistaken,
            (partial(_breeds, part), partial(_example, part)),
            partial(_findings, part),
            right,
        )
        if sitemap.stands("cats_dogs"):
            sitemap.link("cats_dogs", _("Cats and dogs: the chapter’s project"), ":material/pets:")


def question() -> Question:
    return Question(
        _("Your prediction: which is taken for the other more often?"),
        {"cat": _("cats"), "dog": _("dogs"), OPEN: _("No clear difference")},
    )


def mistaken(result: Result) -> str:
    """The species with the larger share of mistakes, where the intervals do not touch."""
    wrong = {
        name: wilson_interval(sum(row) - row[place], sum(row))
        for place, (name, row) in enumerate(
            zip(result["classes"], result["confusion"], strict=True)
        )
    }
    fewer, more = sorted(wrong, key=lambda name: wrong[name])
    return OPEN if touch(wrong[fewer], wrong[more]) else more


def _example(part: Part, result: Result) -> None:
    part.say("found", **state.accuracy(result))
    names = [words.titles(state.EXAMPLE)[name] for name in result["classes"]]
    _mistakes(
        part, result, [names[label] for label in result["predictions"]["true"]], state.EXAMPLE
    )


def _breed_of(result: Result) -> list[str]:
    """The breed of every test photo."""
    names, breeds = state.titles(), library.load(state.BREED).labels
    return [names[int(breeds[index])] for index in result["predictions"]["index"]]


def _findings(part: Part, result: Result) -> None:
    part.say("found", **state.accuracy(result))
    of = _breed_of(result)
    asked, wrong = Counter(of), Counter(of[position] for position in result["mistakes"])
    if wrong:
        most = _(", ").join(
            _("{name} ({count} of {total})", name=name, count=count, total=asked[name])
            for name, count in wrong.most_common(3)
        )
        part.say("mistaken", breeds=most)


def _breeds(part: Part, result: Result) -> None:
    _mistakes(part, result, _breed_of(result), state.BREED)


def _mistakes(part: Part, result: Result, of: Sequence[str], dataset: str) -> None:
    """The surest mistakes; `of`: what every test photo is."""
    said, wrong = result["predictions"], result["mistakes"]
    if not wrong:
        part.say("no_mistake")
        return
    figures = [
        Picture(
            gallery.photo(dataset, said["index"][position], state.SHOWN),
            _("A mistake: {name}", name=of[position]),
            answer=f"{of[position]} {said['confidence'][position]:.0%}",
            right=False,
        )
        for position in wrong[:MOST]
    ]
    rows(figures, at_least(104))
    part.say("surest")
