"""A network always answers something: noise, a face, a drawing, and how to notice."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from PIL import Image, ImageDraw

from core.datasets import library
from core.figures.familiar import familiar
from core.images import resize
from core.zoo import catalog
from dashboard.components import canvas
from dashboard.kit import again, answers, choice, gallery, photo, predict, stage
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import N_, _
from dashboard.shell.names import class_name

SIZE = 224
FACE = 3  # the fourth face of the carried set
CANVAS = 280  # pixels a side
# Nats by which the energy of a photo changes when it is mirrored: 95 % of the 49 sample photos stay
# below.  A smaller difference between two pictures says nothing.
MIRRORED = {"efficientnet_lite0": 0.6, "squeezenet": 3.5}
NAMES = {
    "photo": N_("the chosen photo"),
    "noise": N_("noise"),
    "face": N_("a face"),
    "drawing": N_("your drawing"),
}


@st.cache_resource(max_entries=8, show_spinner=False)
def _given(kind: str, seed: int) -> photo.Photo:
    """Things that show no ImageNet class."""
    if kind == "noise":
        pixels = np.random.default_rng(seed).integers(0, 256, (SIZE, SIZE, 3), np.uint8)
    else:
        pixels = resize(library.photo("faces", FACE + seed)[None], SIZE)[0]
    return photo.Photo("", kind, pixels)


def draw(part: Part) -> None:
    seed = again.seed("always_again")
    asked = {
        "photo": photo.current(),
        "noise": _given("noise", seed),
        "face": _given("face", seed),
    }
    left, right = stage.sides("always", 1, 1)
    with left:
        part.say("draw")
        drawn = _drawing()
        if drawn is not None:
            asked["drawing"] = photo.Photo("", "drawing", drawn)
        again.button(_("Other noise, other face"), "always_again")
    with right:
        said = {}
        for kind, chosen in asked.items():
            answer = answers.of(chosen, _(NAMES[kind]))
            if answer is not None:
                said[kind] = answer
        if len(said) < len(asked):
            return
        if not _told(said["noise"], seed):
            shown = [
                gallery.Picture(gallery.png(one.pixels), _(NAMES[k])) for k, one in asked.items()
            ]
            gallery.rows(shown, gallery.at_least(110))
            return
        _table(asked, said)
    network = next(iter(said["photo"]))
    show(
        _figure(network, said),
        key="always_figure",
        alt=_("Confidence and energy of every answer of {name}", name=catalog.get(network).title),
    )
    part.say("after")


def _told(noise: answers.Answers, seed: int) -> bool:
    """How sure a network is of noise, asked about the first noise."""
    network = next(iter(noise))
    question = Question(
        _(
            "Guess first: {network} is shown pure noise. How sure is it of its first answer?",
            network=catalog.get(network).title,
        ),
        pick=predict.SHARE,
    )
    sure = noise[network]["predictions"][0]["probability"]
    place = f"photo/always/noise-{seed}"
    return predict.quick(place, "always", question, _("Show the answers"), sure, once=True)


def _drawing() -> np.ndarray | None:
    """The learner's own drawing, or one of ours for those who do not draw: uint8 [h, w, 3]."""
    ways = {"own": _("I draw"), "house": _("a house of lines")}
    if choice.one(_("The drawing"), ways, "always_drawing") == "house":
        drawn = house()
        st.image(drawn, alt=_("A house of seven lines"), width=CANVAS)
        return drawn
    painted = canvas.painted(
        "always",
        (CANVAS, CANVAS),
        brush=8,
        ground="#ffffff",
        label=_("White paper: draw something that is no photo"),
    )
    return None if painted is None else np.ascontiguousarray(painted[..., :3])


def house() -> np.ndarray:
    """Walls, a roof and a door in black lines on white, uint8 [SIZE, SIZE, 3]."""
    paper = Image.new("RGB", (SIZE, SIZE), "white")
    pencil = ImageDraw.Draw(paper)
    for line in (
        ((52, 100), (52, 196), (172, 196), (172, 100), (52, 100), (112, 36), (172, 100)),
        ((98, 196), (98, 140), (126, 140), (126, 196)),
    ):
        pencil.line(line, "black", 6)
    return np.asarray(paper)


def _table(asked: dict[str, photo.Photo], said: dict[str, answers.Answers]) -> None:
    for kind, by_network in said.items():
        picture, words = st.columns([1, 4], vertical_alignment="center")
        name = _(NAMES[kind])
        picture.image(asked[kind].pixels, alt=name, width=88)
        lines = [f"**{name}**"]
        for network, answer in by_network.items():
            best = answer["predictions"][0]
            title = catalog.get(network).title
            answered = class_name(best["index"])
            first = f"**{answered}** {percent(best['probability'])}"
            lines.append(_("{group}: {said}", group=title, said=first))
        words.markdown("  \n".join(lines))


def finding(network: str, known: float, strange: list[float]) -> str:
    """How many strange pictures are less familiar than the photo, and how many as familiar: nearer
    than a mirror image may be (of a network that was not tried, than any that was)."""
    alike = MIRRORED.get(network, max(MIRRORED.values()))
    higher = sum(energy - known >= alike for energy in strange)
    same = sum(abs(energy - known) < alike for energy in strange)
    values = {"name": catalog.get(network).title, "count": higher, "all": len(strange)}
    if not same:
        return _(
            "{name}: the energy of {count} of {all} strange pictures is higher than the photo’s",
            **values,
        )
    return _(
        "{name}: of {all} strange pictures, {count} {count:has|have} a higher energy than the "
        "photo, {alike} about the same",
        alike=same,
        **values,
    )


def _figure(network: str, said: dict[str, answers.Answers]) -> go.Figure:
    rows = [
        (_(NAMES[kind]), one[network]["predictions"][0]["probability"], one[network]["energy"])
        for kind, one in said.items()
    ]
    strange = [kind for kind in said if kind != "photo"]
    known = said["photo"][network]["energy"]
    energies = [said[kind][network]["energy"] for kind in strange]
    return familiar(pen(), rows, finding(network, known, energies))
