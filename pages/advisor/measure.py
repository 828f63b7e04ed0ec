"""Choose photos, measure every network on them, and read the recommendation with its reasons."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.advise import rules
from core.advise.case import Case
from core.advise.recommend import CLOSE, WISHES
from core.datasets import library
from core.figures.measured import MeasuredRow, measured
from core.messages import LabError, Message
from core.runs.estimate import estimate, past_of
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo import facts
from dashboard.kit import ask, choice, lesson, networks, table
from dashboard.kit import words as recipe_words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell import services
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.advisor import evidence, words

KEY = "advisor_measure"
EXAMPLE = Case("textures", (), 10)
AMOUNTS = (3, 5, 10, 20, 50, 100, 200)
USUAL = 20


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    return {KEY: ("advise", EXAMPLE.check().to_json())}


def draw(part: Part) -> None:
    case = _choice()
    wishes = {name: words.wish(name) for name in WISHES}
    wish = choice.one(_("What matters most?"), wishes, "advisor_wish")
    try:
        payload = case.check().to_json()
    except LabError as error:
        st.warning(markdown(error.message))
        return
    st.caption(part.text("wishes"))
    found = ask.on_press(
        "advise",
        payload,
        _("Measure {count:# photo|# photos}", count=case.photos),
        "advisor_measure",
        live=_live,
        primary=True,
    )
    if found is None:
        with st.expander(_("What is measured?"), icon=":material/straighten:"):
            part.say("measures")
        return
    advice = found["advice"][wish]
    _recommended(advice, case)
    _figure(part, found, advice, case)
    _table_says(part, advice, case)
    evidence.cell(part, case)


def _choice() -> Case:
    """Dataset, classes and number of photos."""
    first, second, third = st.columns([3, 4, 3], gap="medium")
    with first:
        dataset = choice.dataset(services.ready_datasets(), "advisor_dataset")
    entry = library.get(dataset)
    titles = recipe_words.titles(dataset)
    with second:
        chosen = st.multiselect(
            _("Classes"),
            entry.classes,
            format_func=titles.__getitem__,
            placeholder=_("all {count}", count=len(entry.classes)),
            key=f"advisor_classes_{dataset}",
            wrap=True,
        )
    amounts = [count for count in AMOUNTS if count < entry.train_per_class] or [2]
    with third:
        per_class = (
            st.select_slider(
                _("Photos per class"),
                amounts,
                min(amounts, key=lambda count: abs(count - USUAL)),
                key=f"advisor_per_class_{dataset}",
            )
            if len(amounts) > 1
            else amounts[0]
        )
    return Case(dataset, tuple(name for name in entry.classes if name in chosen), per_class)


def _live(events: list[dict[str, Any]]) -> None:
    """The networks that are measured already."""
    lines = [
        _(
            "- {network}: probe {probe}, k-NN {knn}",
            network=zoo.get(event["backbone"]).title,
            probe=f"{event['probe']:.0%}",
            knn=f"{event['knn']:.0%}",
        )
        for event in events
        if event["kind"] == "measured"
    ]
    st.markdown("\n".join(lines))


def _recommended(advice: dict[str, Any], case: Case) -> None:
    recipe, expected = Recipe.from_json(advice["recipe"]), advice["expected"]
    with st.container(border=True):
        st.markdown(
            f"### :material/explore: {zoo.get(recipe.backbone).title} · {words.way(advice['way'])}"
        )
        left, right = st.columns([2, 3], gap="large")
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


def _figure(part: Part, found: dict[str, Any], advice: dict[str, Any], case: Case) -> None:
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
        measured(pen(), rows, title, chance=1 / len(case.class_names)),
        key="advisor_figure",
        alt=_("Measures and expected accuracy of every network. {finding}", finding=title),
    )
    with st.expander(_("All measures as a table"), icon=":material/table:"):
        _table(list(best), measures)
        part.say("measures")


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


def _table(order: list[str], measures: dict[str, Any]) -> None:
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
        for name in order
        for one in [measures[name]]
    ]
    table.ruled(heads, rows, "lrrrrrrr")


def _table_says(part: Part, advice: dict[str, Any], case: Case) -> None:
    """What the course's tables would have said, beside it."""
    st.subheader(_("What the tables would have said"), anchor=False)
    similarity = choice.one(
        _("How similar are these photos to ImageNet, by your feeling?"),
        {name: words.similarity(name) for name in rules.SIMILARITIES},
        f"advisor_near_{case.dataset}",
        library.get(case.dataset).near or "medium",
    )
    recipe = Recipe.from_json(advice["recipe"])
    said = rules.said(case.photos, similarity, len(zoo.get(recipe.backbone).blocks))
    unfreeze = min(said.by_amount, said.by_similarity)
    st.markdown(
        _(
            "By the number of photos ({count}): **{amount}**. By similarity: **{similarity}**.",
            count=case.photos,
            amount=words.blocks(said.by_amount),
            similarity=words.blocks(said.by_similarity),
        )
    )
    if bool(unfreeze) != bool(recipe.unfreeze):
        part.say("other")
    else:
        part.say("same_tuned" if unfreeze else "same")
    tables = case.recipe(recipe.backbone, "extract").but(
        unfreeze=unfreeze,
        lp_ft=recipe.lp_ft or 10 if unfreeze else 0,
        suffix_lr=said.rate if unfreeze else recipe.suffix_lr,
    )
    if tables != recipe:
        lesson.try_it(tables, _("Open what the tables say in the playground"))
