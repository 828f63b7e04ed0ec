"""A result at a glance: the accuracy with its interval, and photos with what was said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from core.figures.interval import interval_svg
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from dashboard.kit import gallery, words
from dashboard.kit.chart import pen
from dashboard.kit.gallery import Picture, at_least, each, marked, rows
from dashboard.kit.shown import Shown
from dashboard.shell.language import _

SHOWN = 8  # test photos below the result
PHOTO = 88  # pixels a side


def headline(result: Result) -> str:
    """The accuracy as a large number with its name, as HTML."""
    name = escape(_("Right answers on new photos"))
    percent = f"{100 * result['test_accuracy']:.0f}%"
    return f'<div class="tll-headline"><span>{name}</span><b>{percent}</b></div>'


def scale(result: Result) -> None:
    """The accuracy with its interval on a scale, and where guessing lies."""
    chance = 1 / len(result["classes"])
    low, high = result["test_interval"]
    drawn = interval_svg(pen(), result["test_accuracy"], (low, high), chance)
    st.markdown(drawn, unsafe_allow_html=True)


def answers(recipe: Recipe, result: Result) -> None:
    """Some test photos with what the network said, spread over the classes."""
    count = len(result["predictions"]["index"])
    step = max(1, count // SHOWN)
    pictures = []
    for photo, true, answer in _said(recipe, result, range(step // 2, count, step)[:SHOWN]):
        alt = _("Test photo: {name}", name=true)
        pictures.append(_answered(photo, alt, true, answer))
    rows(pictures, each(PHOTO), "square")
    st.caption(
        _(
            "What it said about {shown} of {count:# test photo|# test photos} it had never seen.",
            shown=min(SHOWN, count),
            count=count,
        )
    )


def photos(run: Shown, positions: Sequence[int]) -> None:
    """Test photos by their position in the run's predictions, each with truth and answer."""
    pictures = []
    confidence = run.result["predictions"]["confidence"]
    said = _said(run.recipe, run.result, positions)
    for position, (photo, true, answer) in zip(positions, said, strict=True):
        sure = f"{confidence[position]:.0%}"
        alt = _(
            "Photo of: {true}. Answer: {answer}, {sure} sure.", true=true, answer=answer, sure=sure
        )
        pictures.append(_answered(photo, alt, true, answer, sure))
    rows(pictures, at_least(104), "square framed")


def _said(
    recipe: Recipe, result: Result, positions: Sequence[int]
) -> Iterator[tuple[str, str, str]]:
    """Photos for an ``<img>``, what each is, and what the network said."""
    said, titles = result["predictions"], words.titles(recipe.dataset)
    names = [titles[name] for name in result["classes"]]
    for at in positions:
        source = gallery.photo(recipe.dataset, said["index"][at])
        yield source, names[said["true"][at]], names[said["predicted"][at]]


def _answered(photo: str, alt: str, true: str, answer: str, sure: str = "") -> Picture:
    right = true == answer
    below = sure if right else f"{sure}\n{_('really: {true}', true=true)}"
    return Picture(photo, alt, below, marked(right, answer), right)
