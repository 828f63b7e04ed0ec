"""The lab itself: choose, predict, attack, look at what came of it."""

from __future__ import annotations

from contextlib import suppress
from typing import cast

import numpy as np
import streamlit as st

from core import images
from core.imagine.attacks.norms import NORMS
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.result import Moment
from core.jobs.job import SHOWN
from core.messages import LabError
from core.work import Document
from core.zoo import classifier
from dashboard.components.reveal import reveal
from dashboard.kit import ask, guesses, measured, photo, predict, stage
from dashboard.kit.lesson import Part
from dashboard.shell import services, sight
from dashboard.shell.language import _, translate
from pages.adversarial import controls, file, guess, mask, path, shown, state, words

GO = "adversarial_now"  # session: start the attack in this script run
READY = "adversarial_ready"  # session: networks that were made ready
KEY = "adversarial"


def draw(part: Part) -> None:
    if photo.CHOSEN not in st.session_state:
        photo.choose_sample(state.DOG)
    above = st.container()
    left, right = stage.sides(KEY, 5, 6)
    with left:
        chosen = photo.changer(KEY)
        controls.draw()
        attack = state.recipe()
    if mask.wanted():
        with above:
            painted = mask.draw(chosen, _first(attack))
    else:
        painted = None
    problem, busy = _problem(attack), False
    with left:
        if problem:
            st.warning(problem)
        elif painted is not None or not mask.wanted():
            busy = _attack(attack, chosen, painted, right)
            _make_ready(attack.backbones)
        controls.more()
    made = state.of(chosen)
    # a picture made here is opened again: its proof stands where its answer would give it away
    proof = made is None and not (busy or mask.wanted()) and state.maker(chosen) is not None
    if not busy:
        with right:
            if proof:
                file.draw(part, chosen)
            else:
                _seen(part, chosen, attack)
        if made is not None:
            shown.details(made)
    if not proof:
        file.draw(part, chosen)
    shown.earlier(made)
    state.linked.write()


def _first(attack: Attack) -> str:
    return (attack.backbones or state.PRESET.backbones)[0]


def _problem(attack: Attack) -> str:
    try:
        attack.check()
    except LabError as error:
        return translate(error.message)
    return ""


def _attack(
    attack: Attack, chosen: photo.Photo, place: np.ndarray | None, right: ask.Place
) -> bool:
    """The question and the button, and the picture while it forms on the right; whether it is at
    work."""
    asked = state.payload(attack, chosen, place)
    asking = ask.Question("attack", asked, KEY, live=_live(attack, chosen), partial=True)
    question, about = guess.question(attack), f"adversarial/attack/steps-{asking.digest[:12]}"
    if st.session_state.pop(GO, False):
        ask.start(asking)
    label, again, said = words.to_do(attack), _("Attack again"), None
    if asking.begun or guesses.at(about) or not guesses.told("adversarial/attack/steps"):
        said, result = measured.press(about, question, asking, label, again, right)
    else:
        result = ask.press(asking, label, primary=True, again=again, scene=right)
    _preset_button(attack, chosen, place is not None)
    if result is not None:
        made = state.keep(asked, chosen, place, result)
        if made.finished:
            predict.answer(question, said, guess.came(made))
        return False
    reveal(f"scene_{KEY}", asking.digest if asking.begun else "")
    return asking.begun


def _preset_button(attack: Attack, chosen: photo.Photo, masked: bool) -> None:
    if attack == state.PRESET and chosen.id == state.DOG and not masked:
        return
    st.button(
        _("The course’s example: a dog becomes a Siamese cat"),
        icon=":material/pets:",
        key="adversarial_example",
        on_click=_example,
    )


def _example() -> None:
    photo.choose_sample(state.DOG)
    state.put(state.PRESET)
    controls.list_first(state.PRESET.target)
    st.session_state[mask.PAINT] = False
    st.session_state[GO] = True


def _make_ready(backbones: tuple[str, ...]) -> None:
    """Have the worker compile the attack before it is asked for; once for each choice."""
    asked = st.session_state.setdefault(READY, {})
    job = sight.look(asked.get(backbones, ""))
    if backbones in asked and not (job and job.abandoned):
        return
    with suppress(LabError):  # the queue is full: the first attack takes a little longer
        asked[backbones] = services.submit(
            "attack_ready", {"backbones": list(backbones)}, wanted=SHOWN
        )
        sight.look(asked[backbones])


def _live(attack: Attack, chosen: photo.Photo) -> ask.Live:
    """What is seen while it runs: the picture, its difference, how sure the network is."""

    def draw_events(events: list[Document]) -> None:
        steps = [event for event in events if event["kind"] == "attack"]
        if not steps:
            return
        after = images.from_text(steps[-1]["image"])
        before = classifier.view(attack.backbones[0], chosen.pixels)
        left, right = st.columns(2, gap="medium")
        left.image(after, alt=_("The picture so far"), width="stretch")
        gain = NORMS[attack.norm].gain
        right.image(
            shown.amplified(before, after, gain),
            alt=_("The difference so far, × {gain}", gain=gain),
            width="stretch",
        )
        path.draw(cast(list[Moment], steps), attack, "adversarial_live", attack.steps)

    return draw_events


def _seen(part: Part, chosen: photo.Photo, attack: Attack) -> None:
    """The attack on this photo; before there is one, what the network sees and says now."""
    made = state.of(chosen)
    if made is None:
        if not mask.wanted():
            stage.waits()
            shown.before(part, chosen, _first(attack))
        return
    reveal("adversarial_result", made.id)
    with st.container(key="adversarial_result"):
        shown.draw(part, made)
