"""A recommendation in a sentence, a strip and a button, and the reasons and measures behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.advise.case import Case
from core.advise.recommend import CLOSE, MEASURES, ahead
from core.figures.measured import MeasuredRow, measured
from core.figures.promised import PromisedRow, promised
from core.messages import Message
from core.runs.estimate import estimate, past_of
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo import facts
from dashboard.kit import lesson
from dashboard.kit import words as recipe_words
from dashboard.kit.chart import pen, show
from dashboard.kit.table import ruled
from dashboard.shell import services
from dashboard.shell.language import _, listed, translate
from dashboard.shell.names import markdown
from pages.advisor import words


def answer(found: Mapping[str, Any], advice: Mapping[str, Any], case: Case) -> None:
    """One sentence, one strip, one button; `why` says the rest."""
    st.markdown(sentence(found, advice, case))
    strip(advice, case, "advisor_strip")
    recipe = Recipe.from_json(advice["recipe"])
    lesson.try_it(recipe, _("Open this recipe in the playground"))


def sentence(found: Mapping[str, Any], advice: Mapping[str, Any], case: Case) -> str:
    """The recommendation and what to expect of it; and that a measure disagrees, if one does."""
    expected = advice["expected"]
    said = _(
        "Recommended: **{network}, {way}**. Expected test accuracy **{accuracy}** ({low} to "
        "{high}).",
        network=zoo.get(advice["backbone"]).title,
        way=words.way(advice["way"]),
        **{name: f"{value:.0%}" for name, value in expected.items()},
    )
    others = ahead(advice["backbone"], found["measures"], case.photos)
    leads = next(iter(_best(advice))) == advice["backbone"]
    if not others or not leads:  # whoever asked for little work is told so under “Why”
        return said
    return _(
        "{said} Not every measure agrees: by {measures}, {others} would come first.",
        said=said,
        measures=listed([translate(MEASURES[key]) for key in others]),
        others=listed([zoo.get(name).title for name in dict.fromkeys(others.values())]),
    )


def why(found: Mapping[str, Any], advice: Mapping[str, Any], case: Case) -> None:
    """The reasons, the settings and the measures behind a recommendation."""
    recipe = Recipe.from_json(advice["recipe"])
    for reason in advice["reasons"]:
        st.markdown(f"- {markdown(Message.from_json(reason))}")
    st.markdown(_settings(recipe))
    st.markdown(_time(recipe))
    figure(found, advice, case, "advisor_figure")
    table(found["measures"])


def _time(recipe: Recipe) -> str:
    past = past_of(services.store())
    known = {run.recipe.backbone for run in past} | {recipe.backbone}
    return recipe_words.time_of(estimate(recipe, past, {name: facts.read(name) for name in known}))


def _settings(recipe: Recipe) -> str:
    """The fields that the advice decides, in one line."""
    of_blocks = ["unfreeze", "learns", "suffix_lr"] if recipe.unfreeze else []
    named = ["head", "lr", *of_blocks, "augment"]
    return " · ".join(
        _(
            "{group}: {said}",
            group=recipe_words.name(field),
            said=f"**{recipe_words.value(recipe, field)}**",
        )
        for field in named
    )


def strip(advice: Mapping[str, Any], case: Case, key: str) -> None:
    """What is expected of every network in the way that suits it best."""
    best = _best(advice)
    rows = [
        PromisedRow(
            zoo.get(name).title,
            words.way(arm["way"]),
            arm["accuracy"],
            arm["low"],
            arm["high"],
            name == advice["backbone"],
        )
        for name, arm in best.items()
    ]
    title = headline(advice["backbone"], best)
    show(
        promised(pen(), rows, "", chance=1 / len(case.class_names)),
        key=key,
        alt=_("Expected accuracy and range of every network. {finding}", finding=title),
        title=title,
    )


def _best(advice: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Of every network the arm that is expected to do best, of the recommended the chosen one; the
    best first."""
    best: dict[str, dict[str, Any]] = {}
    for arm in sorted(advice["considered"], key=lambda arm: -arm["accuracy"]):
        best.setdefault(arm["backbone"], arm)
    return best


def figure(found: Mapping[str, Any], advice: Mapping[str, Any], case: Case, key: str) -> None:
    """What every measure says of every network."""
    measures = found["measures"]
    rows = [
        MeasuredRow(
            zoo.get(name).title,
            measures[name]["probe"],
            measures[name]["before"],
            measures[name]["knn"],
            name == advice["backbone"],
        )
        for name in _best(advice)
    ]
    title = _("What each measure says of each network")
    show(
        measured(pen(), rows, "", chance=1 / len(case.class_names)),
        key=key,
        alt=title,
        title=title,
    )


def headline(recommended: str, best: dict[str, dict[str, Any]]) -> str:
    """How far the next network is.  `best`: of every network the arm that is expected to do best;
    that accuracy is what the recommendation follows."""
    others = {name: arm["accuracy"] for name, arm in best.items() if name != recommended}
    if not others:
        return _("What is expected of it")
    other = max(others, key=others.__getitem__)
    gap = best[recommended]["accuracy"] - others[other]
    values = {"network": zoo.get(other).title, "points": f"{100 * abs(gap):.1f}"}
    if gap < 0:
        return _("{network} is expected {points} points higher, with more work", **values)
    if gap <= CLOSE:
        return _("{network}, {points} points behind, can hardly be told apart from it", **values)
    return _("The next, {network}, is expected {points} points lower", **values)


def table(measures: Mapping[str, Any]) -> None:
    heads = (
        _("Network"),
        _("linear probe"),
        _("… before the last block"),
        _("k-NN"),
        "LogME",
        _("domain similarity"),
        _("features"),
        _("seconds"),
    )
    rows = [
        (
            zoo.get(name).title,
            f"{one['probe']:.1%}",
            f"{one['before']:.1%}",
            f"{one['knn']:.1%}",
            f"{one['log_me']:.3f}",
            "—" if one["domain"] is None else f"{one['domain']:.3f}",
            f"{one['features']:,}",
            f"{one['seconds']:.1f}",
        )
        for name, one in measures.items()
    ]
    ruled(heads, rows, "lrrrrrrr")
