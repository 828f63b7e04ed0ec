"""What an attack is told: network, method, goal, budget; details behind “More”."""

from __future__ import annotations

import streamlit as st

from core.imagine.attacks.goal import CLASS, GOALS, UNTARGETED
from core.imagine.attacks.methods import METHODS
from core.imagine.attacks.norms import NORMS
from core.imagine.attacks.recipe import Attack
from core.zoo import catalog, classifier
from dashboard.kit.class_choice import choose
from dashboard.kit.linked import holding
from dashboard.shell.language import _, together, translate
from dashboard.shell.names import class_name
from pages.adversarial import mask, state, words
from pages.adversarial.state import bound

STEPS = (1, 2, 3, 5, 8, 10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 300, 500, 1000)
STRIDES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32)
FIRST = (284, 340, 1, 9, 248, 954, 817, 980)  # a few of very different kinds to begin with
LISTED = "adversarial_listed"  # session: the class that heads the list
SEARCH = "adversarial"
ACROSS = 160  # pixels of each control: two beside each other on the left of the stage


def draw() -> None:
    """The choices that matter most, two by two, and what the method does."""
    attack = state.recipe()
    facts, norm = attack.facts, NORMS[attack.norm]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.selectbox(
            _("Method"),
            list(METHODS),
            format_func=lambda name: METHODS[name].title,
            width=ACROSS,
            **bound("method"),
        )
        goals = list(GOALS) if facts.targeted else [UNTARGETED]
        st.selectbox(
            _("The answer wanted"),
            goals,
            format_func={goal: _(words.GOALS[goal]) for goal in goals}.__getitem__,
            width=ACROSS,
            disabled=len(goals) == 1,
            **bound("goal"),
        )
        if attack.goal == CLASS:
            _target(attack)
        st.select_slider(
            translate(norm.title),
            holding(facts.stops, attack.budget),
            format_func=norm.form.format,
            width=ACROSS,
            help=translate(norm.help),
            **bound("budget"),
        )
    st.caption(together(translate(facts.sentence), words.source(facts)))


def _target(attack: Attack) -> None:
    listed = st.session_state.setdefault(LISTED, attack.target)
    name = class_name(attack.target)
    with st.popover(name, icon=":material/ads_click:", width=ACROSS):
        chosen = choose(SEARCH, list(dict.fromkeys((listed, *FIRST))))
    if chosen != attack.target:
        state.change(target=chosen)
        st.rerun()


def list_first(target: int) -> None:
    """Put a class at the head of the list, chosen; whatever was typed is gone."""
    st.session_state[LISTED] = target
    st.session_state[f"{SEARCH}_search"] = ""


def more() -> None:
    """The rest, for those who want it; a closed drawer holds the method's own defaults."""
    attack = state.recipe()
    with st.expander(_("More: networks, steps, a brush"), icon=":material/tune:"):
        st.pills(
            _("Networks to fool (several: all of them at once)"),
            classifier.available(),
            selection_mode="multi",
            format_func=lambda name: catalog.get(name).title,
            **bound("backbones", list(attack.backbones)),
        )
        mask.toggle()
        if attack.facts.uses:
            _steps(attack)


def _steps(attack: Attack) -> None:
    uses = attack.facts.uses
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if "steps" in uses:
            st.select_slider(
                _("Steps at most"), holding(STEPS, attack.steps), width=200, **bound("steps")
            )
        if "step" in uses:
            st.select_slider(
                _("Step size, of 255"), holding(STRIDES, attack.step), width=180, **bound("step")
            )
        if "momentum" in uses:
            st.slider(
                _("Momentum"),
                0.0,
                1.0,
                step=0.1,
                width=180,
                help=_("How much of the earlier direction is kept in each step."),
                **bound("momentum"),
            )
        if "random_start" in uses:
            st.toggle(
                _("Start at a random place in the budget"),
                help=_("So that two attacks on one photo can find two ways."),
                **bound("random_start"),
            )
        if "seed" in uses or attack.random_start:
            st.number_input(_("Seed"), 0, 2**31 - 1, width=130, **bound("seed"))
