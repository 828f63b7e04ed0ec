"""Cat or dog on the same photos: an easy task, and which breeds are taken for the other species."""

from __future__ import annotations

from collections import Counter

from core.datasets import library
from core.transfer.result import Result
from dashboard.kit.gallery import Picture, across, jpeg, rows
from dashboard.kit.lesson import Part
from dashboard.shell import sitemap
from dashboard.shell.language import _
from pages.pets import state

PER_CLASS, TEST = 50, 400
MOST = 12  # photos of mistakes


def draw(part: Part) -> None:
    if not state.here():
        return
    recipe = state.recipe(state.SPECIES, PER_CLASS, TEST)
    label = _("Train on {count:# cat|# cats} and {count:# dog|# dogs}", count=recipe.per_class)
    state.trained(part, recipe, label, _findings)
    if sitemap.stands("cats_dogs"):
        sitemap.link("cats_dogs", _("Cats and dogs: the chapter’s project"), ":material/pets:")


def _findings(part: Part, result: Result) -> None:
    part.say("found", **state.accuracy(result))
    said = result["predictions"]
    wrong = result["mistakes"]
    if not wrong:
        part.say("no_mistake")
        return
    names = state.titles()
    breeds = library.load(state.BREED).labels
    of = [int(breeds[said["index"][position]]) for position in wrong]
    asked = Counter(int(breeds[index]) for index in said["index"])
    most = _(", ").join(
        _(
            "{name} ({count} of {total})",
            name=names[breed],
            count=count,
            total=asked[breed],
        )
        for breed, count in Counter(of).most_common(3)
    )
    part.say("mistaken", breeds=most)
    figures = [
        Picture(
            jpeg(state.picture(said["index"][position])),
            _("A mistake: {name}", name=names[breed]),
            answer=f"{names[breed]} {said['confidence'][position]:.0%}",
            right=False,
        )
        for position, breed in zip(wrong[:MOST], of[:MOST], strict=True)
    ]
    rows(figures, across(6))
    part.say("surest")
