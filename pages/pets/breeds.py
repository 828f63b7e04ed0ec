"""37 breeds on frozen features: which are hard, and for which others they are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import mean

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import statistics
from core.datasets import library
from core.datasets.sets.pets import BREEDS, CAT
from core.experiments import confused
from core.figures.class_bars import ClassBar, class_bars
from core.statistics import wilson_interval
from core.transfer.recipe import Recipe
from core.transfer.result import Predictions, Result
from dashboard.kit import gallery, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.gallery import Picture, across, rows
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.shell import sitemap
from dashboard.shell.language import _, translate
from pages.pets import state

PAIRS = 6
TEST = 40  # photos of each breed
CARRIED_OVER = 10  # points between known and unknown breeds that are worth a word


PREDICTED = ("breeds",)  # the example keeps its answers: their photos are shown
VEHICLES = {"airplane", "automobile", "ship", "truck"}  # the other kind in the example


@dataclass(frozen=True)
class Kinds:
    """The classes of a training: their photos, their names, and of which of two kinds each is."""

    dataset: str
    names: Sequence[str]
    first: Sequence[bool]
    words: tuple[str, str]


def examples() -> dict[str, Mapping[str, Recipe]]:
    return state.example_of("breeds")


def draw(part: Part) -> None:
    if not library.available(state.BREED):
        said = _("The ten classes of CIFAR-10 stand in for the breeds, vehicles for the dogs.")
        asked = Question(
            _(
                "Guess first, from the pairs: of all mistakes, how many stay inside the kind "
                "(animal for animal)?"
            ),
            pick=SHARE,
        )
        inside = partial(_inside, first=_animals())
        state.offered(part, said, asked, inside, partial(_example, part))
        return
    left, right = stage.sides("breeds")
    with left:
        _measured(part, right)
        if sitemap.stands("advisor"):
            sitemap.link(
                "advisor", _("Which network would suit these photos best?"), ":material/explore:"
            )


def _measured(part: Part, scene: DeltaGenerator) -> None:
    options = state.counts(state.BREED)
    count = options[0]
    if len(options) > 1:
        count = st.select_slider(
            _("Photos per class"), options, min(20, options[-1]), key="breeds_per_class"
        )
    recipe = state.recipe(state.BREED, count, TEST)
    label = _("Train on {count:# photo|# photos} of each breed", count=recipe.per_class)
    asked = Question(
        _("Your prediction: of all mistakes, how many stay inside the species (cat for cat)?"),
        pick=SHARE,
    )
    state.trained(
        part,
        recipe,
        label,
        asked,
        partial(_inside, first=_species()),
        (partial(_breeds, part), partial(_example, part)),
        partial(_findings, part),
        scene,
    )


def _species() -> list[bool]:
    return [breed.species == CAT for breed in BREEDS.values()]


def _animals() -> list[bool]:
    return [name not in VEHICLES for name in library.get(state.EXAMPLE).classes]


def _inside(result: Result, first: Sequence[bool]) -> float:
    """The share of mistakes inside one of two kinds; without a mistake none has left it."""
    within, total, _expected = confused.inside(result["confusion"], first)
    return round(within / total, 4) if total else 1.0


def _example(part: Part, result: Result) -> None:
    data = library.get(state.EXAMPLE)
    names = [translate(title) for title in data.class_titles]
    kinds = Kinds(state.EXAMPLE, names, _animals(), (_("animals"), _("vehicles")))
    _shown(part, result, kinds)


def _findings(part: Part, result: Result) -> None:
    within, total, expected = confused.inside(result["confusion"], _species())
    if total:
        low, high = wilson_interval(within, total)
        part.say(
            "within" if low > expected else "across" if high < expected else "within_open",
            share=f"{within / total:.0%}",
            low=f"{low:.0%}",
            high=f"{high:.0%}",
            expected=f"{expected:.0%}",
            total=total,
        )
    _met(part, result)


def _breeds(part: Part, result: Result) -> None:
    breeds = Kinds(state.BREED, state.titles(), _species(), (_("cats"), _("dogs")))
    _shown(part, result, breeds)


def _shown(part: Part, result: Result, kinds: Kinds) -> None:
    part.say("found", **state.accuracy(result))
    st.subheader(_("The hardest pairs"), anchor=False)
    _pairs(part, result, kinds)
    st.subheader(_("Breed by breed"), anchor=False)
    _bars(result, kinds)


def _pairs(part: Part, result: Result, kinds: Kinds) -> None:
    said = result["predictions"]
    pairs = confused.hardest(said, len(kinds.names), PAIRS)
    if not pairs:
        part.say("no_mistake")
        return
    part.say("pairs")
    for start in range(0, len(pairs), 2):
        for place, pair in zip(st.columns(2), pairs[start : start + 2], strict=False):
            with place, st.container(border=True, height="stretch"):
                _pair(pair, said, kinds)


def _pair(pair: confused.Pair, said: Predictions, kinds: Kinds) -> None:
    """Two photos: one of each class, a mistake where there is one."""
    names = kinds.names
    st.markdown(f"**{names[pair.one]} ⇄ {names[pair.other]}**")
    figures = []
    for true, other, wrong in (
        (pair.one, pair.other, pair.as_other),
        (pair.other, pair.one, pair.as_one),
    ):
        places = wrong or [at for at, label in enumerate(said["true"]) if label == true]
        words = f"{names[true]} → {names[other]}" if wrong else names[true]
        photo = gallery.photo(kinds.dataset, said["index"][places[0]], state.SHOWN)
        alt = _("A test photo of: {name}", name=names[true])
        figures.append(
            Picture(photo, alt, answer=words, right=False) if wrong else Picture(photo, alt, words)
        )
    rows(figures, across(2))
    st.caption(_("{count:# mistake|# mistakes} between them", count=pair.count))


def _hardest(bars: list[ClassBar], asked: list[int]) -> str:
    """The breed with the fewest right answers, and how many cannot be told from it: their
    intervals touch.  `asked`: test photos of each."""
    intervals = [
        wilson_interval(bar.share * count, count) for bar, count in zip(bars, asked, strict=True)
    ]
    lowest = min(range(len(bars)), key=lambda place: bars[place].share)
    others = sum(statistics.touch(intervals[lowest], one) for one in intervals) - 1
    values = {"name": bars[lowest].name, "share": f"{bars[lowest].share:.0%}"}
    if not others:
        return _("The hardest breed: {name}, {share} right", **values)
    return _(
        "Lowest: {name}, {share} right; {count:# other breed is|# other breeds are} not told apart "
        "from it",
        count=others,
        **values,
    )


def _bars(result: Result, kinds: Kinds) -> None:
    shares = confused.shares(result["confusion"])
    bars = [
        ClassBar(name, share, first)
        for name, share, first in zip(kinds.names, shares, kinds.first, strict=True)
    ]
    title = _hardest(bars, [sum(row) for row in result["confusion"]])
    show(
        class_bars(pen(), bars, "", kinds.words),
        key="breeds_bars",
        alt=_("Accuracy of every breed. {finding}", finding=title),
        title=title,
    )


def _met(part: Part, result: Result) -> None:
    """The breeds that ImageNet names against the others."""
    known: list[float] = []
    unknown: list[float] = []
    shares = confused.shares(result["confusion"])
    for share, breed in zip(shares, BREEDS.values(), strict=True):
        (unknown if breed.imagenet is None else known).append(share)
    one, other = 100 * mean(known), 100 * mean(unknown)
    part.say(
        "seen" if one - other >= CARRIED_OVER else "seen_alike",
        known=len(known),
        unknown=len(unknown),
        one=f"{one:.0f}",
        other=f"{other:.0f}",
        points=CARRIED_OVER,
    )
