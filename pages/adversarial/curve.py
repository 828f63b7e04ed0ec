"""The epsilon curve: what each budget achieves, on this photo and on twenty."""

from __future__ import annotations

from itertools import pairwise

import streamlit as st

from core.figures.epsilon_curve import many_photos, one_photo
from core.imagine.attacks.analyses.sweep import Row
from core.imagine.attacks.recipe import Attack
from dashboard.kit import ask
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from dashboard.shell.names import class_name
from pages.adversarial import control, state
from pages.adversarial.state import Made

GUESSES = (1, 2, 3, 4, 6, 8, 12, 16)
SIZES = {"linf"}  # norms that the curve can be drawn for


def draw(part: Part) -> None:
    made = state.needed("curve")
    if made is None:
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


def aim(made: Made) -> str:
    """The name of the class that the attack was to reach; nothing without one."""
    target = made.result["target"]
    return "" if target is None else class_name(target)


def smallest(rows: list[Row]) -> int | None:
    """The smallest budget that succeeds with one photo, None without one."""
    return next((row["budget"] for row in rows if row["success"] == 1), None)


# -- one photo -------------------------------------------------------------------------------


def _on_this_photo(part: Part, made: Made, attack: Attack) -> None:
    guess = st.segmented_control(
        _("Guess first: which is the smallest ε (of 255) that is enough?"),
        GUESSES,
        key="curve_guess",
    )
    asked = state.payload(attack, made.photo, made.mask)
    label = _("Try every ε at once")
    found = ask.on_press("attack_sweep", asked, label, "curve_sweep", primary=True)
    if found is None:
        return
    rows = found["rows"]
    title = _finding(rows, aim(made))
    names = {row["index"]: class_name(row["index"]) for row in rows}
    figure = one_photo(pen(), rows, title, names, targeted=attack.targeted, guess=guess)
    show(figure, key="curve_one", alt=title)
    part.say(said_of(rows, guess), guess=guess, found=smallest(rows), most=rows[-1]["budget"])
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


def said_of(rows: list[Row], guess: int | None) -> str:
    """Which piece of the lesson the measurement chooses."""
    budget = smallest(rows)
    if budget == 0:
        return "at_once"
    if budget is None:
        return "never"
    if guess is None:
        return "found"
    return "right" if guess == budget else "higher" if guess > budget else "lower"


# -- twenty photos ---------------------------------------------------------------------------


def _on_twenty(part: Part, attack: Attack) -> None:
    st.subheader(_("One photo is one photo: ask twenty"), anchor=False)
    part.say("twenty")
    found = ask.on_press(
        "attack_sweep",
        {"recipe": attack.to_json()},
        _("On the 20 labelled sample photos (a minute or more)"),
        "curve_twenty",
    )
    if found is None:
        return
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
    figure = many_photos(pen(), rows, title, targeted=attack.targeted)
    show(figure, key="curve_many", alt=title)
    part.say("intervals")
