"""What a study trains: networks, seeds and pace."""

from __future__ import annotations

import streamlit as st

from core.study.plan import PACES, Study
from core.study.plan import choices as known_networks
from core.zoo import catalog as zoo
from dashboard.kit import choice
from dashboard.shell.language import _, translate
from pages.dataset import plan


def choices(chosen: Study) -> Study:
    """Networks, seeds and pace, while nothing of it is trained."""
    # the controls start from one plan: a default that follows the choice would start them anew
    first: Study = st.session_state.setdefault(f"study_first_{chosen.dataset}", chosen)
    networks = st.multiselect(
        _("Networks"),
        known_networks(),
        list(first.backbones),
        format_func=lambda known: zoo.get(known).title,
        key=f"study_networks_{chosen.dataset}",
    )
    with st.container(horizontal=True, gap="large"):
        count = choice.one(
            _("Seeds"),
            plan.SEED_CHOICES,
            f"study_seeds_{chosen.dataset}",
            default=len(first.seeds),
            help=_("Each seed draws other training photos and other first weights."),
            wrap=True,
        )
        pace = choice.one(
            _("Pace"),
            plan.PACES,
            f"study_pace_{chosen.dataset}",
            lambda known: translate(PACES[known].title),
            default=first.pace,
            wrap=True,
        )
    chosen = chosen.but(
        backbones=tuple(networks) or chosen.backbones, seeds=tuple(range(count)), pace=pace
    )
    plan.plan(chosen)
    return chosen


def as_chosen(chosen: Study) -> None:
    """The plan that is trained; another one can be made."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            _(
                "{networks} · {seeds:# seed|# seeds} · {pace}",
                networks=", ".join(zoo.get(known).title for known in chosen.backbones),
                seeds=len(chosen.seeds),
                pace=translate(PACES[chosen.pace].title),
            )
        )
        with st.popover(_("Change the plan"), icon=":material/tune:"):
            st.markdown(_("What is trained already is kept and used again."))
            _choices_again(chosen)


def _choices_again(chosen: Study) -> None:
    count = choice.one(_("Seeds"), plan.SEED_CHOICES, "study_again", default=len(chosen.seeds))
    pace = choice.one(
        _("Pace"),
        plan.PACES,
        "study_again_pace",
        lambda known: translate(PACES[known].title),
        default=chosen.pace,
    )
    wanted = chosen.but(seeds=tuple(range(count)), pace=pace)
    if st.button(_("Take this plan"), key="study_again_go", disabled=wanted == chosen):
        plan.plan(wanted)
        st.rerun()
