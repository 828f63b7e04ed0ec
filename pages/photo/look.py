"""Where a network looks: a click first, then the heat maps of three methods."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from core.imagine import saliency
from core.zoo import catalog, classifier
from dashboard.kit import answers, ask, networks, photo, stage
from dashboard.kit.bars import percent
from dashboard.kit.class_choice import choose
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_, _
from dashboard.shell.names import class_name
from pages.photo import places

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
    left, right = stage.sides("look")
    with left:
        network = networks.choose(list(said), "look_network")
        target = choose("look", [one["index"] for one in said[network]["predictions"]])
        blocks = len(catalog.get(network).blocks)
        boundary = networks.behind(network, f"look_boundary_{network}", blocks)
        opacity = st.slider(_("How strong the map is laid over the photo"), 0, 100, STRENGTH, 5)
    view = classifier.view(network, chosen.pixels)
    asked = {"photo": chosen.text, "backbone": network, "class": target}
    with right:
        first = _found(asked, "gradcam", boundary)
        if first is None or not _told(chosen, view, first, target):
            return
        for place, method in zip(st.columns(len(METHODS)), METHODS, strict=True):
            with place:
                st.markdown(f"**{_(METHODS[method])}**")
                found = first if method == "gradcam" else _found(asked, method, boundary)
                if found is not None:
                    heat = np.array(found["map"], np.float32)
                    drawn = saliency.overlay(view, heat, opacity / 100)
                    _map(found, drawn, method, class_name(target))
    part.say("after")


def _found(asked: dict[str, Any], method: str, boundary: int) -> dict[str, Any] | None:
    behind = 0 if method == "occlusion" else boundary
    payload = asked | {"method": method, "boundary": behind}
    return ask.result("explain", payload, slot=f"explain_{method}")


def _told(chosen: photo.Photo, view: np.ndarray, found: dict[str, Any], target: int) -> bool:
    """Whether the learner has said where the network looks: with the first photo."""
    if found["flat"]:
        return True
    place = f"photo/look/where-{chosen.digest[:12]}"
    words = _("Guess first: where does the network look for “{name}”?", name=class_name(target))
    return places.asked(place, "look", words, view, np.array(found["map"], np.float32))


def _map(found: dict[str, Any], drawn: np.ndarray, method: str, name: str) -> None:
    alt = _("Heat map for “{name}” by {method}", name=name, method=_(METHODS[method]))
    st.image(drawn, alt=alt, width="stretch")
    if found["flat"]:
        st.caption(_("Nothing here speaks for “{name}”.", name=name))
    else:
        share = percent(found["probability"])
        st.caption(_("“{name}” gets {share} from this photo.", name=name, share=share))
