"""What is ready on this computer: networks and photos, and what to do about the rest."""

from __future__ import annotations

import streamlit as st

from core.datasets import library
from core.zoo import catalog as zoo
from core.zoo import weights
from dashboard.shell import services, sitemap
from dashboard.shell.language import _, translate

MARKS = {
    "ready": ":green[:material/check_circle:]",
    "downloadable": ":blue[:material/download:]",
    "unreachable": ":gray[:material/cloud_off:]",
}


def has_cifar10() -> bool:
    """Whether CIFAR-10 is here; where it is not, the page says what to do."""
    if "cifar10" in services.ready_datasets():
        return True
    st.info(
        _(
            "The photos of CIFAR-10 are not on this computer. Run the set-up again with a "
            "connection to get them."
        )
    )
    return False


def panel() -> None:
    """An expander that says how much is ready, with the state of each network and photo set."""
    states = {name: weights.state(name) for name in zoo.BACKBONES}
    ready = services.ready_datasets()
    title = _(
        "Ready on this computer: {networks} of {all_networks} networks, {sets} of {all_sets} photo "
        "sets",
        networks=sum(state.kind == "ready" for state in states.values()),
        all_networks=len(states),
        sets=len(set(ready) & library.DATASETS.keys()),
        all_sets=len(library.DATASETS),
    )
    with st.expander(title, icon=":material/inventory_2:"):
        left, right = st.columns(2, gap="large")
        with left:
            _networks(states)
        with right:
            _photos(ready)


def _networks(states: dict[str, weights.WeightsState]) -> None:
    st.markdown("**" + _("Networks") + "**")
    for kind, mark in MARKS.items():
        found = [zoo.BACKBONES[name] for name, state in states.items() if state.kind == kind]
        if kind == "ready":
            lines = [f"{mark} {b.title}  \n{translate(b.source_task)}" for b in found]
            st.markdown("\n\n".join(lines))
        elif found:
            st.markdown(f"{mark} {', '.join(b.title for b in found)}")
            st.caption(_absent(kind))


def _photos(ready: list[str]) -> None:
    st.markdown("**" + _("Photo sets") + "**")
    for name, dataset in library.DATASETS.items():
        absent = "downloadable" if dataset.official else "unreachable"
        mark = MARKS["ready" if name in ready else absent]
        st.markdown(f"{mark} {translate(dataset.title)}  \n{translate(dataset.similarity)}")
        if name not in ready and not dataset.official:
            st.caption(_("Not on this computer yet: run the set-up again with a connection."))
    if not set(library.ON_REQUEST) <= set(ready):
        st.caption(
            _(
                "Oxford-IIIT Pets and Microsoft’s photos are large: they are downloaded only when "
                "you ask for them."
            )
        )
        if sitemap.stands("pets"):
            sitemap.link("pets", _("To the download"), ":material/download:")


def _absent(kind: str) -> str:
    if kind == "downloadable":
        return _("Trained weights are downloaded when you first use one; random weights work now.")
    return _(
        "Their download cannot be reached from here. Random weights work, and a weights file "
        "placed by hand is found."
    )
