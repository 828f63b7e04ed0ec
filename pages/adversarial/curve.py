"""The epsilon curve: what each budget achieves, on this photo and on twenty."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import streamlit as st

from core.figures.epsilon_curve import many_photos, one_photo
from core.imagine.attacks.analyses.sweep import BUDGETS, Row
from core.imagine.attacks.recipe import Attack
from dashboard.kit import measured, predict
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.measured import Found, Measurement
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from dashboard.shell.names import class_name
from pages.adversarial import control, other, shown, state
from pages.adversarial.state import Made

NEVER = "never"  # the guess that no budget is enough
SIZES = {"linf"}  # norms that the curve can be drawn for
ON_TWENTY = Attack.of("pgd", goal="untargeted", backbones=("squeezenet",))
LEVEL = 4  # of 255: what is asked about twenty photos


def examples() -> dict[str, Any]:
    return {
        "curve_sweep": other.example("sweep"),
        "curve_control": other.example("control"),
        "curve_twenty": ("attack_sweep", {"recipe": ON_TWENTY.to_json()}),
    }


def draw(part: Part) -> None:
    made = state.needed()
    if made is None:
        measured.shown(part, "curve_sweep", _picture(other.ATTACK), other.differs())
        return
    attack = of_signs(made.recipe)
    if made.recipe.norm not in SIZES:
        part.say("other_norm", method=made.recipe.facts.title)
    _on_this_photo(part, made, attack)
    with st.container(border=True):
        control.draw(part, made)
    with st.container(border=True):
        _on_twenty(part, attack)


def of_signs(attack: Attack) -> Attack:
    """The attack itself where it bounds every pixel's change, or PGD with the same aim."""
    if attack.norm in SIZES:
        return attack
    return Attack.of("pgd", backbones=attack.backbones, goal=attack.goal, target=attack.target)


def smallest(rows: list[Row]) -> int | None:
    """The smallest budget that succeeds with one photo, None without one."""
    return next((row["budget"] for row in rows if row["success"] == 1), None)


# -- one photo -------------------------------------------------------------------------------


def _on_this_photo(part: Part, made: Made, attack: Attack) -> None:
    choices = {str(k): f"{k}/255" for k in BUDGETS if k} | {NEVER: _("none of these")}
    wanted = Measurement(
        Question(
            _("Guess first: which is the smallest ε that is enough?"),
            choices,
            reply=lambda said, came: _reply(part, said, came),
        ),
        "attack_sweep",
        state.payload(attack, made.photo, made.mask),
        _("Try every ε at once"),
        "curve_sweep",
        lambda found: came(found["rows"]),
        _picture(attack, made.result["target"]),
        lambda found: _why(part, found["rows"]),
        other.differs(),
        _picture(other.ATTACK),
        lambda: shown.pair(made),
    )
    measured.draw(part, wanted)


def _picture(attack: Attack, target: int | None = None) -> Any:
    aim = attack.target if attack.goal == "class" else target
    name = "" if aim is None or not attack.targeted else class_name(aim)

    def drawn(found: Found) -> None:
        rows = found["rows"]
        title = _finding(rows, name)
        names = {row["index"]: class_name(row["index"]) for row in rows}
        figure = one_photo(pen(), rows, "", names, targeted=attack.targeted)
        show(figure, key="curve_one", alt=title, title=title)

    return drawn


def came(rows: list[Row]) -> str:
    """Which guess comes true; "0" where no change was needed."""
    budget = smallest(rows)
    return NEVER if budget is None else str(budget)


def _reply(part: Part, said: str, came: str) -> str:
    if NEVER in (said, came) or came == "0":
        return predict.reply(said == came)
    return part.text(said_of(int(said), int(came)), guess=said, found=came)


def said_of(guess: int, found: int) -> str:
    """Which piece of the lesson the guess chooses."""
    return "right" if guess == found else "higher" if guess > found else "lower"


def _why(part: Part, rows: list[Row]) -> None:
    budget = smallest(rows)
    if not budget:
        part.say("never" if budget is None else "at_once", most=rows[-1]["budget"])
    success = [row["success"] == 1 for row in rows]
    if any(smaller and not larger for smaller, larger in pairwise(success)):
        part.say("gaps")  # a larger budget fails where a smaller one succeeded


def _finding(rows: list[Row], target: str) -> str:
    budget = smallest(rows)
    if budget == 0:
        return _("The network says “{name}” without any change", name=target)
    if budget is None:
        return _("No ε up to {most}/255 is enough", most=rows[-1]["budget"])
    if target:
        return _("ε = {k}/255 is the smallest that makes it “{name}”", k=budget, name=target)
    return _("ε = {k}/255 is the smallest that changes the answer", k=budget)


# -- twenty photos ---------------------------------------------------------------------------


def _on_twenty(part: Part, attack: Attack) -> None:
    st.subheader(_("One photo is one photo: ask twenty"), anchor=False)
    part.say("twenty")
    wanted = Measurement(
        Question(
            _(
                "Guess first: with how many of the 20 photos does the attack succeed at "
                "ε = {level}/255?",
                level=LEVEL,
            ),
            pick=predict.SHARE,
        ),
        "attack_sweep",
        {"recipe": attack.to_json()},
        _("On 20 photos (a minute or more)"),
        "curve_twenty",
        lambda found: next(row["success"] for row in found["rows"] if row["budget"] == LEVEL),
        lambda found: _many(found, attack),
        lambda found: part.say("intervals"),
        other.differs(ON_TWENTY),
        lambda found: _many(found, ON_TWENTY),
    )
    measured.draw(part, wanted)


def _many(found: Found, attack: Attack) -> None:
    rows = found["rows"]
    best = max(row["success"] for row in rows)
    first = next(row for row in rows if row["success"] == best)
    low, high = first["interval"]
    title = _(
        "ε = {k}/255 succeeds on {hits} of {count:# photo|# photos} (95% interval: {low}–{high}%)",
        k=first["budget"],
        hits=round(first["success"] * first["count"]),
        count=first["count"],
        low=f"{100 * low:.0f}",
        high=f"{100 * high:.0f}",
    )
    figure = many_photos(pen(), rows, "", targeted=attack.targeted)
    show(figure, key="curve_many", alt=title, title=title)
