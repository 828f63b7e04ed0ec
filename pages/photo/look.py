"""Where a network looks: heat maps of two methods side by side."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core import labels
from core.imagine import saliency
from core.messages import Message
from core.zoo import catalog, classifier
from dashboard.kit import answers, ask, choice, photo
from dashboard.kit.bars import percent
from dashboard.kit.class_choice import choose
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_, _, language, translate

METHODS = {
    "gradcam": N_("Grad-CAM: by the gradient"),
    "scorecam": N_("Score-CAM: without gradient"),
    "occlusion": N_("Occlusion: cover and see"),
}
STRENGTH = 55  # opacity of the map in percent


def draw(part: Part) -> None:
    chosen = photo.current()
    said = answers.of(chosen)
    if said is None:
        return
    network = choice.network(said, "look_network")
    left, right = st.columns(2, gap="large")
    with left:
        target = choose("look", [one["index"] for one in said[network]["predictions"]])
    blocks = catalog.get(network).blocks
    with right:
        boundary = st.select_slider(
            _("Behind which block"),
            range(1, len(blocks) + 1),
            value=len(blocks),
            format_func=lambda place: f"{place}: {translate(blocks[place - 1].title)}",
            key=f"look_boundary_{network}",
        )
        opacity = st.slider(_("How strong the map is laid over the photo"), 0, 100, STRENGTH, 5)
    view = classifier.view(network, chosen.pixels)
    for place, method in zip(st.columns(len(METHODS)), METHODS, strict=True):
        with place:
            st.markdown(f"**{_(METHODS[method])}**")
            _map(chosen, network, target, method, boundary, view, opacity / 100)
    part.say("after")


def _map(
    chosen: photo.Photo,
    network: str,
    target: int,
    method: str,
    boundary: int,
    view: np.ndarray,
    opacity: float,
) -> None:
    found = ask.result(
        "explain",
        {
            "photo": chosen.text,
            "backbone": network,
            "class": target,
            "method": method,
            "boundary": 0 if method == "occlusion" else boundary,
        },
        slot=f"explain_{method}",
    )
    if found is None:
        return
    name = labels.name(target, language())
    heat = np.array(found["map"], np.float32)
    st.image(
        saliency.overlay(view, heat, opacity),
        alt=_("Heat map for “{name}” by {method}", name=name, method=_(METHODS[method])),
        width="stretch",
    )
    if found["flat"]:
        st.caption(_("Nothing here speaks for “{name}”.", name=name))
    else:
        st.caption(
            translate(
                Message(
                    N_("“{name}” gets {share} from this photo."),
                    {"name": name, "share": percent(found["probability"])},
                )
            )
        )
