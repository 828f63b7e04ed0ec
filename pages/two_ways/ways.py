"""Feature extraction and fine-tuning side by side, and the comparison table filled by measuring."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.transfer.rates import LAB
from core.transfer.recipe import Recipe
from core.zoo import catalog
from dashboard.kit import lesson, networks, trial
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_, _
from pages.two_ways import contest

# What may be true of a task, and the way it speaks for.
SIGNS = {
    "few": ("extract", N_("A few hundred photos")),
    "many": ("tune", N_("Several thousand photos")),
    "near": ("extract", N_("Everyday photos, as in ImageNet")),
    "far": ("tune", N_("Other pictures: X-rays, drawings")),
    "slow": ("extract", N_("A laptop, and little time")),
    "exact": ("tune", N_("Every point of accuracy counts")),
    "sketch": ("extract", N_("A first prototype")),
}


def draw(part: Part) -> None:
    _side_by_side(part)
    st.subheader(_("When does which one suit?"), anchor=False)
    _when(part)
    st.subheader(_("Fill in the comparison"), anchor=False)
    recipes = contest.draw(part)
    with st.expander(_("Why the head first?"), icon=":material/science:"):
        part.say("lpft")
    with st.expander(_("What others have measured"), icon=":material/menu_book:"):
        part.say("published")
    lesson.try_it(recipes["tune"], _("Try it: this fine-tuning in the playground"))


def examples() -> dict[str, Mapping[str, Recipe]]:
    return {"ways_measure": trial.seeded(contest.recipes("digits", 20, LAB), contest.SEEDS)}


def _side_by_side(part: Part) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        network = networks.choose(list(catalog.BACKBONES), "ways_network")
    blocks = len(catalog.get(network).blocks)
    with right:
        unfrozen = st.slider(
            _("Blocks that fine-tuning unfreezes"),
            1,
            blocks,
            max(1, blocks // 4),
            key=f"ways_unfrozen_{network}",
        )
    found = networks.counted(network)
    for place, way, depth in ((left, "extract", 0), (right, "tune", unfrozen)):
        with place, st.container(border=True, height="stretch"):
            st.markdown(f"**{_way(way)}**")
            if found is not None:
                networks.network(Recipe(backbone=network, unfreeze=depth), found, f"ways_{way}")
            part.say(f"steps_{way}")
    networks.legend()


def _way(way: str) -> str:
    return {"extract": _("Feature extraction"), "tune": _("Fine-tuning")}[way]


def _when(part: Part) -> None:
    chosen = st.pills(
        _("What is true for your task? Choose all that apply."),
        list(SIGNS),
        format_func=lambda sign: _(SIGNS[sign][1]),
        selection_mode="multi",
        key="ways_signs",
    )
    votes = [SIGNS[sign][0] for sign in chosen]
    extract, tune = votes.count("extract"), votes.count("tune")
    if not votes:
        part.say("when")
        return
    said = "lean_both" if extract == tune else "lean_extract" if extract > tune else "lean_tune"
    part.say(said, extract=extract, tune=tune)
    st.caption(_("These are rules of thumb. Below you measure."))
