"""Choose photos, measure every network, and read the recommendation; “Why” says the rest."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.advise import judged, rules
from core.advise.case import Case
from core.advise.recommend import WISHES
from core.advise.ways import FROZEN
from core.datasets import library
from core.jobs.rules import digest
from core.messages import LabError
from core.runs import examples as kept
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from dashboard.kit import ask, choice, example, lesson, measured, predict, stage
from dashboard.kit import words as recipe_words
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell import services
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.advisor import evidence, recommended, words

KEY = "advisor_measure"
EXAMPLE = Case("textures", (), 10)
AMOUNTS = (3, 5, 10, 20, 50, 100, 200)
USUAL = 20


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    return {KEY: ("advise", EXAMPLE.check().to_json())}


def draw(part: Part) -> None:
    left, right = stage.sides("advisor_measure")
    with left:
        case = _choice()
        try:
            payload = case.check().to_json()
        except LabError as error:
            st.warning(markdown(error.message))
            return
        found = _measured(payload, case)
        st.caption(part.text("wishes"))
        with st.expander(_("What is measured?"), icon=":material/straighten:"):
            part.say("measures")
    with right:
        if found is None:
            _example()
            return
        wishes = {name: words.wish(name) for name in WISHES}
        wish = choice.one(_("What matters most?"), wishes, "advisor_wish")
        advice = found["advice"][wish]
        recommended.answer(found, advice, case)
    with st.expander(_("Why"), icon=":material/help:", key="advisor_why"):
        _held(part)
        recommended.why(found, advice, case)
        _table_says(part, advice, case)
        evidence.cell(part, case)


def _measured(payload: dict[str, Any], case: Case) -> dict[str, Any] | None:
    """The prediction, the button, and what was measured; None until then."""
    question = Question(
        _("Your prediction: which network will be recommended for the highest accuracy?"),
        {name: zoo.get(name).title for name in case.backbones()},
        lines=True,
    )
    place = f"advisor/measure/{digest('advise', payload)[:12]}"
    label = _("Measure {count:# photo|# photos}", count=case.photos)
    asking = ask.Question("advise", payload, KEY, live=_live)
    guess, found = measured.press(place, question, asking, label)
    if found is None:
        return None
    predict.answer(question, guess, found["advice"]["accurate"]["backbone"])
    return found


def _example() -> None:
    """What such a measurement looks like, on other photos."""
    shown = kept.of("advisor", "measure", KEY)
    if shown is not None:
        with example.framed(shown, words.case(EXAMPLE.to_json())):
            recommended.strip(shown.found["advice"]["accurate"], EXAMPLE, "advisor_example")


def _choice() -> Case:
    """Dataset, classes and number of photos."""
    first, second = st.columns([3, 2], gap="small")
    with first:
        dataset = choice.dataset(services.ready_datasets(), "advisor_dataset")
    entry = library.get(dataset)
    titles = recipe_words.titles(dataset)
    chosen = st.multiselect(
        _("Classes"),
        entry.classes,
        format_func=titles.__getitem__,
        placeholder=_("all {count}", count=len(entry.classes)),
        key=f"advisor_classes_{dataset}",
        wrap=True,
    )
    amounts = [count for count in AMOUNTS if count < entry.train_per_class] or [2]
    per_class = (
        second.select_slider(
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


def _held(part: Part) -> None:
    """How such advice did in the cases that were kept to judge it."""
    summed = judged.reported()
    held, count = summed["in_range"], summed["advice"]
    within = round(judged.rule(summed, judged.ADVICE)["within"] * count)
    part.say(
        "range_held",
        count=count,
        within=within,
        inside=f"{held['all']:.0%}",
        advised=f"{held['advised']:.0%}",
    )


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
    tables = case.recipe(recipe.backbone, FROZEN).but(
        unfreeze=unfreeze,
        lp_ft=recipe.lp_ft or 10 if unfreeze else 0,
        suffix_lr=said.rate if unfreeze else recipe.suffix_lr,
    )
    if tables != recipe:
        lesson.try_it(tables, _("Open what the tables say in the playground"))
