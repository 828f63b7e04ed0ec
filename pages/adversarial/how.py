"""The loop of an attack step by step, and why a small change in every pixel adds up."""

from __future__ import annotations

import streamlit as st

from core import labels
from core.figures.adding_up import adding_up
from core.figures.image_loop import LOOP_CSS, Scene, image_loop
from core.imagine.attacks.methods import METHODS
from core.work import Document
from core.zoo import catalog
from dashboard.kit import ask, choice, photo
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, language, translate
from pages.adversarial import state

LEVELS = (1, 2, 4, 8)  # what `core.experiments.small_changes.adding_up` measures
EDGE = 4  # the loop's budget, of 255


def draw(part: Part) -> None:
    asked = question()
    _loop(part, asked)
    st.divider()
    st.subheader(_("Why so little is enough"), anchor=False)
    _adding_up(part, asked)
    st.divider()
    st.subheader(_("The words you need"), anchor=False)
    tabs = {
        "sizes": _("How large is a change?"),
        "lattice": _("Whole steps"),
        "goals": _("With and without a target"),
    }
    *places, methods = st.tabs([*tabs.values(), _("The {count} methods", count=len(METHODS))])
    for tab, piece in zip(places, tabs, strict=True):
        with tab:
            part.say(piece)
    methods.markdown("\n".join(f"- {translate(one.explained)}" for one in METHODS.values()))


def question() -> Document:
    """Photo, network and target of the attack that is looked at, or of the course's example."""
    made = state.latest()
    if made is None:
        attack, chosen = state.PRESET, photo.sample(state.DOG, language())
    else:
        attack, chosen = made.recipe, made.photo
    return {
        "photo": chosen.text,
        "backbone": attack.backbones[0],
        "target": attack.target if made is None else made.result["target"],
    }


def _loop(part: Part, asked: Document) -> None:
    learns = choice.one(
        _("What moves?"),
        {
            "image": _("Attacking a photo"),
            "weights": _("Training a network"),
        },
        "adversarial_learns",
    )
    found = ask.result("attack_loop", asked | {"levels": EDGE}, _("Taking the steps one by one"))
    if found is None:
        return
    rows = found["steps"]
    step = 0
    if learns == "image":
        step = st.slider(_("Step"), 0, len(rows) - 1, 0, key="adversarial_step")
    row = rows[step]
    name = labels.name(found["own"] if asked["target"] is None else asked["target"], language())
    with_target = asked["target"] is not None
    scene = Scene(
        "attack",
        learns or "image",
        network=catalog.get(asked["backbone"]).title,
        score=_("loss of “{name}”", name=name) + f"\n{row['loss']:.2f}",
        image=f"data:image/png;base64,{row['image']}",
        change=f"data:image/png;base64,{row['gradient']}" if learns == "image" else "",
    )
    st.html(f"<style>{LOOP_CSS}</style>")
    st.markdown(image_loop(pen(), scene), unsafe_allow_html=True)
    if learns == "weights":
        part.say("training")
        return
    part.say(
        ("towards" if with_target else "away") if step else "start",
        step=step,
        name=name,
        loss=f"{row['loss']:.2f}",
        first=f"{rows[0]['loss']:.2f}",
        probability=percent(row["probability"]),
        answer=labels.name(row["answer"], language()),
        share=percent(row["share"]),
        edge=percent(row["edge"]),
        most=EDGE,
    )


def _adding_up(part: Part, asked: Document) -> None:
    part.say("small")
    found = ask.result("adding_up", asked, _("Changing more and more colour values"))
    if found is None:
        return
    level = st.select_slider(
        _("Change of each colour value, of 255"), LEVELS, value=4, key="adversarial_levels"
    )
    curve = found["curves"][str(level)]
    into = language()
    names = {"own": labels.name(found["own"], into), "rival": labels.name(found["rival"], into)}
    gains = {way: curve[way][-1] - curve[way][0] for way in ("sign", "random", "linear")}
    title = _(
        "In the gradient’s direction the balance moves by {sign}, in random ones by {random}",
        sign=signed(gains["sign"]),
        random=signed(gains["random"]),
    )
    show(adding_up(pen(), curve, title, names["rival"]), key="adversarial_adding", alt=title)
    flipped = curve["sign"][-1] > 0
    part.say(
        "flipped" if flipped else "not_yet",
        **names,
        values=f"{found['values']:,}",
        one=f"{abs(curve['linear'][-1] - curve['linear'][0]) / found['values']:.5f}",
        start=signed(curve["sign"][0]),
        sign=signed(gains["sign"]),
        random=signed(gains["random"]),
        linear=signed(gains["linear"]),
        end=signed(curve["sign"][-1]),
    )


def signed(value: float) -> str:
    """A number with its sign, as it is typeset."""
    return f"{value:+.1f}".replace("-", "−")
