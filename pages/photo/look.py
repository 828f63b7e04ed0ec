"""Where a network looks: heat maps of two methods side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from core.imagine import saliency
from core.zoo import catalog, classifier
from dashboard.kit import answers, ask, networks, photo
from dashboard.kit.bars import percent
from dashboard.kit.class_choice import choose
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_, _
from dashboard.shell.names import class_name

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
    network = networks.choose(list(said), "look_network")
    left, right = st.columns(2, gap="large")
    with left:
        target = choose("look", [one["index"] for one in said[network]["predictions"]])
    with right:
        blocks = len(catalog.get(network).blocks)
        boundary = networks.behind(network, f"look_boundary_{network}", blocks)
        opacity = st.slider(_("How strong the map is laid over the photo"), 0, 100, STRENGTH, 5)
    view = classifier.view(network, chosen.pixels)
    asked = {"photo": chosen.text, "backbone": network, "class": target}
    for place, method in zip(st.columns(len(METHODS)), METHODS, strict=True):
        with place:
            st.markdown(f"**{_(METHODS[method])}**")
            behind = 0 if method == "occlusion" else boundary
            payload = asked | {"method": method, "boundary": behind}
            found = ask.result("explain", payload, slot=f"explain_{method}")
            if found is not None:
                heat = np.array(found["map"], np.float32)
                _map(found, saliency.overlay(view, heat, opacity / 100), method, class_name(target))
    part.say("after")


def _map(found: dict[str, Any], drawn: np.ndarray, method: str, name: str) -> None:
    alt = _("Heat map for “{name}” by {method}", name=name, method=_(METHODS[method]))
    st.image(drawn, alt=alt, width="stretch")
    if found["flat"]:
        st.caption(_("Nothing here speaks for “{name}”.", name=name))
    else:
        share = percent(found["probability"])
        st.caption(_("“{name}” gets {share} from this photo.", name=name, share=share))
