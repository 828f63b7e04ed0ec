"""The loop of an attack step by step, and why a small change in every pixel adds up."""

from __future__ import annotations

import streamlit as st

from core.figures.adding_up import adding_up
from core.figures.image_loop import LOOP_CSS, Scene, image_loop
from core.imagine.attacks.methods import METHODS
from core.jobs.rules import digest
from core.messages import signed
from core.work import Document
from core.zoo import catalog
from dashboard.kit import ask, choice, photo, predict, stage
from dashboard.kit.bars import percent
from dashboard.kit.chart import drawing, pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _, language, translate
from dashboard.shell.names import class_name
from pages.adversarial import state

LEVELS = (1, 2, 4, 8)  # what `core.experiments.small_changes.adding_up` measures
EDGE = 4  # the loop's budget, of 255
ALIKE, LESS, HARDLY = "alike", "less", "hardly"  # how far random changes move, beside the gradient
HALF, TENTH = 0.5, 0.1


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
    learning = {"image": _("Attacking a photo"), "weights": _("Training a network")}
    left, right = stage.sides("how", 1, 2)
    with left:
        learns = choice.one(_("What moves?"), learning, "adversarial_learns")
    with right:
        words = _("Taking the steps one by one")
        found = ask.result("attack_loop", asked | {"levels": EDGE}, words)
    if found is None:
        return
    rows = found["steps"]
    with left:
        step = 0
        if learns == "image":
            step = st.slider(_("Step"), 0, len(rows) - 1, 0, key="adversarial_step")
        row, with_target = rows[step], asked["target"] is not None
        name = class_name(asked["target"] if with_target else found["own"])
        if learns == "weights":
            part.say("training")
        else:
            part.say(
                ("towards" if with_target else "away") if step else "start",
                step=step,
                name=name,
                loss=f"{row['loss']:.2f}",
                first=f"{rows[0]['loss']:.2f}",
                probability=percent(row["probability"]),
                answer=class_name(row["answer"]),
                share=percent(row["share"]),
                edge=percent(row["edge"]),
                most=EDGE,
            )
    scene = Scene(
        "attack",
        learns,
        network=catalog.get(asked["backbone"]).title,
        score=_("loss of “{name}”", name=name) + f"\n{row['loss']:.2f}",
        image=f"data:image/png;base64,{row['image']}",
        change=f"data:image/png;base64,{row['gradient']}" if learns == "image" else "",
    )
    with right:
        st.html(f"<style>{LOOP_CSS}</style>")
        drawing(
            image_loop(pen(), scene),
            key="adversarial_loop",
            rows=[
                {
                    _("Step"): place,
                    _("Loss"): round(one["loss"], 2),
                    _("First answer"): class_name(one["answer"]),
                    _("Probability"): percent(one["share"]),
                }
                for place, one in enumerate(rows)
            ],
        )


def _adding_up(part: Part, asked: Document) -> None:
    part.say("small")
    left, right = stage.sides("adding")
    with right:
        found = ask.result("adding_up", asked, _("Changing more and more colour values"))
    if found is None:
        return
    with left:
        if not _asked(asked, found):
            return
        level = st.select_slider(
            _("Change of each colour value, of 255"), LEVELS, value=4, key="adversarial_levels"
        )
        curve = found["curves"][str(level)]
        names = {"own": class_name(found["own"]), "rival": class_name(found["rival"])}
        gains = moves(curve)
        part.say(
            "flipped" if curve["sign"][-1] > 0 else "not_yet",
            **names,
            values=f"{found['values']:,}",
            one=f"{abs(gains['linear']) / found['values']:.5f}",
            start=signed(curve["sign"][0]),
            sign=signed(gains["sign"]),
            random=signed(gains["random"]),
            linear=signed(gains["linear"]),
            end=signed(curve["sign"][-1]),
        )
    title = _(
        "In the gradient’s direction the lead moves by {sign}, in random ones by {random}",
        sign=signed(gains["sign"]),
        random=signed(gains["random"]),
    )
    with right:
        figure = adding_up(pen(), curve, "", names["rival"])
        show(figure, key="adversarial_adding", alt=title, title=title)


def _asked(asked: Document, found: Document) -> bool:
    """Whether it was predicted what random changes of the same size come to."""
    question = Question(
        _(
            "Guess first: every colour value moves by 4 of 255, in a **random** direction. How far "
            "does that move the answer, compared with the gradient’s direction?"
        ),
        {
            ALIKE: _("about as far"),
            LESS: _("a tenth to half as far"),
            HARDLY: _("less than a tenth as far"),
        },
        lines=True,
    )
    place = f"adversarial/how/random-{digest('adding_up', asked)[:12]}"
    return predict.quick(place, "adding", question, _("Measure both"), came(found["curves"]["4"]))


def moves(curve: Document) -> dict[str, float]:
    """How far the lead of the new answer moves each way, once all values have changed."""
    return {way: curve[way][-1] - curve[way][0] for way in ("sign", "random", "linear")}


def came(curve: Document) -> str:
    """Which guess comes true."""
    gains = moves(curve)
    share = abs(gains["random"]) / max(abs(gains["sign"]), 1e-9)
    return ALIKE if share > HALF else LESS if share > TENTH else HARDLY
