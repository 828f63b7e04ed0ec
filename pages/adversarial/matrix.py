"""The transfer matrix: made on one network, shown to all the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from core import images, ramp
from core.figures.transfer_table import (
    FOOLED,
    HIT,
    NOT,
    Cell,
    Line,
    transfer_table,
)
from core.imagine.attacks.analyses.matrix import Matrix, Row
from core.imagine.attacks.goal import CLASS, UNTARGETED
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.result import Verdict
from core.transfer.recipe import Recipe
from core.work import Document
from core.zoo import catalog, classifier
from dashboard.kit import choice, measured, photo, stage
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen
from dashboard.kit.lesson import Part
from dashboard.kit.measured import Measurement
from dashboard.kit.predict import Question
from dashboard.shell.language import _, language, listed
from dashboard.shell.names import class_name
from pages.adversarial import other, own, shown, state, words
from pages.adversarial.state import Made

BUDGETS = (4, 8, 16)
NONE, SOME, ALL = "none", "some", "all"  # of the networks that the attack does not know
STEPS = 10  # as MI-FGSM takes them, each a tenth of the budget
FEW = 4  # with fewer networks than this, the page says that one cannot see much


def examples() -> dict[str, Any]:
    return {"matrix": other.matrix(_EXAMPLE)}


def draw(part: Part) -> None:
    made = state.needed()
    if made is None:
        measured.shown(part, "matrix", _example)
        return
    left, right = stage.sides("matrix")
    with left:
        attack = _choices(made)
        if made.mask is not None:
            st.caption(
                _("The painted mask is not used here: every network’s whole input may change.")
            )
        trainings = own.choose()
    asked: Document = {"recipe": attack.to_json(), "photo": made.photo.text}
    if trainings:
        asked["own"] = [recipe.to_json() for recipe in trainings]
    wanted = Measurement(
        _question(attack),
        "attack_matrix",
        asked,
        _("Attack each network"),
        "matrix",
        lambda found: came(*carried(cast(Matrix, found), attack)),
        lambda found: _table(cast(Matrix, found), attack),
        lambda found: _say(part, cast(Matrix, found), attack),
        _other(),
        _example,
        lambda: shown.pair(made),
    )
    measured.draw(part, wanted, (left, right))
    names = classifier.available()
    part.say("few" if len(names) < FEW else "enough", count=len(names), names=_titles(names))
    with st.expander(_("What larger studies find"), icon=":material/menu_book:"):
        part.say("published")


def _question(attack: Attack) -> Question:
    choices = {
        NONE: _("none of them"),
        SOME: _("some of them"),
        ALL: _("all of them"),
    }
    return Question(
        _(
            "Guess first: of the networks that the attack does **not** know, how many will answer "
            "as it wants?"
        )
        if attack.targeted
        else _(
            "Guess first: of the networks that the attack does **not** know, how many will change "
            "their answer?"
        ),
        choices,
        lines=True,
    )


def came(reached: int, changed: int, count: int) -> str:
    """Which guess comes true."""
    return NONE if reached == 0 else ALL if reached == count else SOME


def _other() -> str:
    return _(
        "The photo is “{photo}”, ε = {budget}/255.",
        photo=photo.sample(other.SAMPLE, language()).name,
        budget=BUDGETS[0],
    )


def _example(found: Mapping[str, Any]) -> None:
    _table(cast(Matrix, found), _EXAMPLE)


def _titles(names: list[str]) -> str:
    return listed(catalog.get(name).title for name in names)


def _choices(made: Made) -> Attack:
    """Budget, aim and momentum: an MI-FGSM or an iterative FGSM."""
    given = made.recipe
    goal = given.goal if given.targeted else CLASS
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        budgets = {k: f"{k}/255" for k in BUDGETS}
        budget = choice.one(_("Budget, epsilon (L∞)"), budgets, "matrix_budget", BUDGETS[-1])
        target = given.target if made.result["target"] is None else made.result["target"]
        goals = {
            UNTARGETED: _("any other answer"),
            goal: _("the target “{name}”", name=class_name(target)),
        }
        chosen = choice.one(_("What counts as fooled"), goals, f"matrix_goal_{goal}")
        momentum = st.toggle(
            _("Momentum"),
            value=True,
            key="matrix_momentum",
            help=_(
                "Keeps the earlier direction in each step (MI-FGSM), which is meant to carry over."
            ),
        )
    return _attack(chosen, given.target, budget, momentum)


def _attack(goal: str, target: int, budget: int, momentum: bool) -> Attack:
    return Attack.of(
        "pgd",
        goal=goal,
        target=target,
        budget=budget,
        steps=STEPS,
        step=-(-budget // STEPS),
        momentum=float(momentum),
    )


_EXAMPLE = _attack(UNTARGETED, other.TARGET, BUDGETS[0], True)


# -- the table -------------------------------------------------------------------------------


def _table(found: Matrix, attack: Attack) -> None:
    rows, judges = found["rows"], found["networks"]
    clean = rows[0]["judged_by"]
    columns = [
        (
            catalog.get(name).title,
            _("before: {answer}", answer=words.answer(clean[name]["clean"])),
        )
        for name in judges
    ]
    columns += [
        (
            own.title(Recipe.from_json(head["recipe"])),
            _("yours; before: {answer}", answer=own.answer(head, head["clean"])),
        )
        for head in rows[0].get("own", [])
    ]
    lines = [
        Line(
            _("All of them together") if len(row["made_on"]) > 1 else _titles(row["made_on"]),
            _("made on it, L∞ {size}/255", size=row["linf"])
            if len(row["made_on"]) == 1
            else _("made on all, L∞ {size}/255", size=row["linf"]),
            _source(row),
            [
                *(_cell(row["judged_by"][name], name in row["made_on"]) for name in judges),
                *(  # a network with classes of its own has no target to hit
                    Cell(HIT if head["fooled"] else NOT, own.answer(head, head["adversarial"]))
                    for head in row["own"]
                ),
            ],
        )
        for row in rows
    ]
    st.markdown(f"**{finding(found, attack)}**")
    st.html(transfer_table(pen(), lines, columns, len(rows[0]["own"])))


def _source(row: Row) -> str:
    """The attacked picture; an example has none, and shows the photo that it is of."""
    if "after" in row:
        return f"data:image/png;base64,{row['after']}"
    seen = photo.sample(other.SAMPLE, language())
    return ramp.source(images.to_text(images.resize(seen.pixels[None], 64)[0]))


def _cell(said: Verdict, itself: bool) -> Cell:
    answer, note = words.answer(said["adversarial"]), ""
    if said["hit"] is False:
        note = _("target: {share}", share=percent(said["target_probability"] or 0))
    changed = FOOLED if said["hit"] is False else HIT
    return Cell(changed if said["fooled"] else NOT, answer, note, itself)


# -- what it shows ---------------------------------------------------------------------------


def carried(found: Matrix, attack: Attack) -> tuple[int, int, int]:
    """Among pictures shown to networks they were not made on: how many reach the attack's goal,
    how many at least change the answer, and how many there are."""
    foreign = [
        said
        for row in found["rows"]
        for name, said in row["judged_by"].items()
        if name not in row["made_on"]
    ]
    changed = sum(said["fooled"] for said in foreign)
    reached = sum(bool(said["hit"]) and said["fooled"] for said in foreign)
    return (reached if attack.targeted else changed), changed, len(foreign)


def finding(found: Matrix, attack: Attack) -> str:
    reached, changed, count = carried(found, attack)
    if attack.targeted:
        return _(
            "Shown to a network they were not made for, {reached} of {count:# picture "
            "reaches|# pictures reach} the target, {changed:# changes|# change} the answer",
            reached=reached,
            changed=changed,
            count=count,
        )
    return _(
        "Shown to a network they were not made for, {changed} of {count:# picture changes|# "
        "pictures change} the answer",
        changed=changed,
        count=count,
    )


def _say(part: Part, found: Matrix, attack: Attack) -> None:
    reached, changed, count = carried(found, attack)
    if count:
        part.say(said_of(reached, changed, count), changed=changed, count=count)
    if attack.targeted:
        part.say("targeted")
    together = next((row for row in found["rows"] if len(row["made_on"]) > 1), None)
    if together is None:
        return
    piece, values = ensemble(found, together, attack)
    part.say(piece, **values)
    if together["own"]:
        part.say("heads")


def said_of(reached: int, changed: int, count: int) -> str:
    """Which piece of the lesson the measurement chooses."""
    if reached == 0:
        return "elsewhere" if changed else "none"
    return "all" if reached == count else "some"


def ensemble(found: Matrix, together: Row, attack: Attack) -> tuple[str, dict[str, int]]:
    """What can be said about the attack on all networks at once: a piece and its numbers.

    Only the learner's own networks took no part in it; without them it cannot have transferred.
    """
    said = [together["judged_by"][name] for name in together["made_on"]]
    inside = sum(bool(one["hit"] if attack.targeted else one["fooled"]) for one in said)
    values = {"inside": inside, "all": len(said)}
    if not together["own"]:
        return "together", values
    mine = sum(head["fooled"] for head in together["own"])
    single = max(
        sum(head["fooled"] for head in row["own"])
        for row in found["rows"]
        if len(row["made_on"]) == 1
    )
    values |= {"mine": mine, "single": single, "heads": len(together["own"])}
    piece = "better" if mine > single else "worse" if mine < single else "equal"
    return f"together_{piece}", values
