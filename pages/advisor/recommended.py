"""A recommendation: the recipe with its reasons, and the measures it follows from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.advise.case import Case
from core.advise.recommend import CLOSE
from core.figures.measured import MeasuredRow, measured
from core.messages import Message
from core.runs.estimate import estimate, past_of
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo import facts
from dashboard.kit import lesson, networks
from dashboard.kit import words as recipe_words
from dashboard.kit.chart import pen, show
from dashboard.kit.table import ruled
from dashboard.shell import services
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.advisor import words


def panel(advice: Mapping[str, Any]) -> None:
    """The recipe, what to expect of it, and why."""
    recipe, expected = Recipe.from_json(advice["recipe"]), advice["expected"]
    with st.container(border=True):
        st.markdown(
            f"### :material/explore: {zoo.get(recipe.backbone).title} · {words.way(advice['way'])}"
        )
        left, right = st.columns([2, 3], gap="medium")
        with left:
            st.metric(
                _("Expected test accuracy"),
                f"{expected['accuracy']:.0%}",
                _("{low} to {high}", low=f"{expected['low']:.0%}", high=f"{expected['high']:.0%}"),
                delta_color="off",
                delta_arrow="off",
                help=_("Most trainings on which the advisor was made fell into this range."),
            )
            st.markdown(_time(recipe))
            lesson.try_it(recipe, _("Open this recipe in the playground"))
        with right:
            found = networks.counted(recipe.backbone)
            if found is not None:
                networks.network(recipe, found)
            st.markdown(_settings(recipe))
        for reason in advice["reasons"]:
            st.markdown(f"- {markdown(Message.from_json(reason))}")


def _time(recipe: Recipe) -> str:
    past = past_of(services.store())
    known = {run.recipe.backbone for run in past} | {recipe.backbone}
    return recipe_words.time_of(estimate(recipe, past, {name: facts.read(name) for name in known}))


def _settings(recipe: Recipe) -> str:
    """The fields that the advice decides, in one line."""
    named = ["head", "lr", *(["suffix_lr"] if recipe.unfreeze else []), "augment"]
    return " · ".join(
        f"{recipe_words.name(field)}: **{recipe_words.value(recipe, field)}**" for field in named
    )


def figure(found: Mapping[str, Any], advice: Mapping[str, Any], case: Case, key: str) -> None:
    best: dict[str, dict[str, Any]] = {}  # of every network the arm that is expected to do best
    for arm in sorted(advice["considered"], key=lambda arm: -arm["accuracy"]):
        best.setdefault(arm["backbone"], arm)
    measures = found["measures"]
    rows = [
        MeasuredRow(
            zoo.get(name).title,
            measures[name]["probe"],
            measures[name]["before"],
            measures[name]["knn"],
            best[name]["accuracy"],
            best[name]["low"],
            best[name]["high"],
            name == advice["backbone"],
        )
        for name in best
    ]
    title = headline(advice["backbone"], best)
    show(
        measured(pen(), rows, "", chance=1 / len(case.class_names)),
        key=key,
        alt=_("Measures and expected accuracy of every network. {finding}", finding=title),
        title=title,
    )


def headline(recommended: str, best: dict[str, dict[str, Any]]) -> str:
    """The finding, by what the recommendation follows: the expected accuracy.  `best`: of every
    network the arm that is expected to do best."""
    mine = best[recommended]["accuracy"]
    others = [arm["accuracy"] for name, arm in best.items() if name != recommended]
    values = {"network": zoo.get(recommended).title, "accuracy": f"{mine:.0%}"}
    if others and max(others) > mine:
        return _("{network}: expected {accuracy}, close to the best, with less work", **values)
    if others and mine - max(others) <= CLOSE:
        return _("{network} is expected to be first ({accuracy}), but not clearly", **values)
    return _("{network} is expected to be first ({accuracy})", **values)


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
