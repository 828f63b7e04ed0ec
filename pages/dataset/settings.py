"""What a study trains: networks, seeds and pace."""

from __future__ import annotations

import streamlit as st

from core.study.plan import PACES, Study
from core.study.plan import choices as known_networks
from core.zoo import catalog as zoo
from dashboard.kit import choice
from dashboard.shell.language import _, listed, translate
from pages.dataset import plan

OFFERED = ("quick", "thorough")  # paces
SEED_CHOICES = (1, 2, 3, 5)


def choices(chosen: Study) -> Study:
    """Networks, seeds and pace, while nothing of it is trained."""
    # the controls start from one plan: a default that follows the choice would start them anew
    first: Study = st.session_state.setdefault(_first(chosen), chosen)
    networks = st.multiselect(
        _("Networks"),
        known_networks(),
        list(first.backbones),
        format_func=lambda known: zoo.get(known).title,
        key=f"study_networks_{chosen.dataset}",
        wrap=True,
    )
    with st.container(horizontal=True, gap="large"):
        chosen = _seeds_and_pace(chosen, first, chosen.dataset)
    chosen = chosen.but(backbones=tuple(networks) or chosen.backbones)
    plan.plan(chosen)
    return chosen


def _first(chosen: Study) -> str:
    """Where the plan stands from which the controls start."""
    return f"study_first_{chosen.dataset}"


def _seeds_and_pace(chosen: Study, first: Study, place: str) -> Study:
    count = choice.one(
        _("Seeds"),
        {count: str(count) for count in SEED_CHOICES},
        f"study_seeds_{place}",
        len(first.seeds),
        help=_("Each seed draws other training photos and other first weights."),
    )
    paces = {name: translate(PACES[name].title) for name in OFFERED}
    pace = choice.one(_("Pace"), paces, f"study_pace_{place}", first.pace)
    return chosen.but(seeds=tuple(range(count)), pace=pace)


def as_chosen(chosen: Study) -> None:
    """The plan that is trained; another one can be made."""
    st.session_state.pop(_first(chosen), None)  # stopped, the controls start from this one
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            _(
                "{networks} · {seeds:# seed|# seeds} · {pace}",
                networks=listed(zoo.get(known).title for known in chosen.backbones),
                seeds=len(chosen.seeds),
                pace=translate(PACES[chosen.pace].title),
            )
        )
        with st.popover(_("Change the plan"), icon=":material/tune:"):
            st.markdown(_("What is trained already is kept and used again."))
            wanted = _seeds_and_pace(chosen, chosen, "again")
            if st.button(_("Take this plan"), key="study_again_go", disabled=wanted == chosen):
                plan.plan(wanted)
                st.rerun()
