"""The chapter's program, line by line, beside the network it builds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.experiments import program_steps
from core.experiments.program_steps import CLASSES, HEAD_RATE, LOW_RATE, UNFROZEN, Step
from core.figures.code_lines import CodeStep, code_lines_html
from core.figures.network import BlockView
from core.figures.program_state import HeadLayer, ProgramState, program_state_html
from core.transfer.recipe import Recipe
from core.zoo import catalog
from dashboard.components import pick
from dashboard.kit import ask, choice, download, lesson, predict
from dashboard.kit.chart import pen
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _, translate
from pages.two_ways import recompile

LINES = "code_lines"  # key of the clickable program
_CSS = """
[data-testid="stLayoutWrapper"]:has(> .st-key-code_side) { position: sticky; top: 4.2rem; }
"""
RATES = {"compile": HEAD_RATE, "fit": HEAD_RATE, "recompile": LOW_RATE, "fit_again": LOW_RATE}


def draw(part: Part) -> None:
    backbone = choice.one(
        _("Network"),
        list(UNFROZEN),
        "code_network",
        "vgg16",
        lambda name: catalog.get(name).title,
    )
    found = ask.result("program_walk", {"backbone": backbone}, _("Running the lines and counting"))
    if found is not None:
        _walk(part, backbone, found)
    st.divider()
    st.subheader(_("What if you forget to compile again?"), anchor=False)
    recompile.draw(part)
    lesson.try_it(
        Recipe(unfreeze=2, lp_ft=10, epochs=10, augment="none"),
        _("Try it: the same two stages in the playground, with its program to save"),
    )


def _walk(part: Part, backbone: str, found: dict[str, Any]) -> None:
    steps = program_steps.steps(backbone)
    ids = [step.id for step in steps]
    chosen = pick.picked(LINES, ids[0])
    at = ids.index(chosen) if chosen in ids else 0
    st.html(f"<style>{_CSS}</style>")
    left, right = st.columns(2, gap="medium")
    with left:
        shown = [CodeStep(step.id, step.code, step.id == ids[at]) for step in steps]
        pick.pick(code_lines_html(shown), LINES, chosen=ids[at])
        download.offer(
            _("Save the program"), program_steps.program(backbone), "two_stages.py", "code_save"
        )
    with right, st.container(key="code_side"):
        _steer(ids, at)
        st.markdown(
            program_state_html(pen(), *_picture(backbone, steps, at, found)),
            unsafe_allow_html=True,
        )
        part.say(ids[at], **_numbers(backbone, ids[at], found))
        _share_that_learns(backbone, found)
    with st.expander(_("What model.summary() prints"), expanded=ids[at] == "summary"):
        st.code(found["summary"], language=None)


def _share_that_learns(backbone: str, found: dict[str, Any]) -> None:
    """A question about what `summary` will print."""
    here = next(state for state in found["states"] if state["id"] == "summary")
    predict.quick(
        f"two_ways/code/learns-{backbone}",
        "code_learns",
        Question(
            _("Base frozen, new head on top: what share of all parameters learns?"),
            pick=predict.SHARE,
            near=0.05,
        ),
        _("Count"),
        here["trainable"] / here["total"],
    )


def _steer(ids: Sequence[str], at: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Back"),
            icon=":material/arrow_upward:",
            key="code_back",
            disabled=at == 0,
            on_click=_go,
            args=(ids[max(at - 1, 0)],),
        )
        st.button(
            _("Next line"),
            icon=":material/arrow_downward:",
            key="code_next",
            type="primary",
            disabled=at == len(ids) - 1,
            on_click=_go,
            args=(ids[min(at + 1, len(ids) - 1)],),
        )
        st.caption(_("Step {done} of {total}", done=at + 1, total=len(ids)))


def _go(step: str) -> None:
    st.session_state[f"{LINES}_picked"] = step


def _picture(
    backbone: str, steps: Sequence[Step], at: int, found: dict[str, Any]
) -> tuple[ProgramState, list[BlockView]]:
    """The network after the step: everything counted by the worker, in the learner's words."""
    entry, here = catalog.get(backbone), found["states"][at]
    done = [step.id for step in steps[: at + 1]]
    blocks = [
        BlockView(
            translate(block.title),
            _(
                "{parameters} parameters, hands on {height} × {width} × {channels}",
                parameters=f"{counted['parameters']:,}",
                height=counted["output"][0],
                width=counted["output"][1],
                channels=counted["output"][2],
            ),
            float(counted["output"][0]),
            counted["parameters"],
        )
        for block, counted in zip(entry.blocks, found["blocks"], strict=True)
    ]
    state = ProgramState(
        name=entry.title,
        boundary=here["boundary"],
        head=_head(done, found),
        gone=_(
            "1,000-class head left out: {count:# parameter|# parameters}",
            count=f"{found['with_top'] - here['total']:,}",
        )
        if done[-1] == "base"
        else "",
        compiled=_compiled(done),
        rate=LOW_RATE if "recompile" in done else HEAD_RATE,
        trainable=here["trainable"],
        total=here["total"],
        arrays=here["arrays"],
    )
    return state, blocks


def _compiled(done: Sequence[str]) -> str:
    if "compile" not in done:
        return "no"
    return "stale" if "unfreeze" in done and "recompile" not in done else "yes"


def _head(done: Sequence[str], found: dict[str, Any]) -> list[HeadLayer]:
    """The layers that the lines so far have put on the base."""
    height, width, channels = found["features"]
    layers = {
        "gap": (_("Mean of each map"), f"{height} × {width} × {channels} → {channels}"),
        "dense": (
            "Dense 256, ReLU",
            _("{count:# parameter|# parameters}", count=f"{found['pooled']:,}"),
        ),
        "dropout": ("Dropout 0.5", _("half are silent")),
        "softmax": (f"Dense {CLASSES}, softmax", _("{count:# class|# classes}", count=CLASSES)),
    }
    return [
        HeadLayer(
            title,
            detail,
            units=name in ("dense", "dropout"),
            dropped=name == "dropout",
            new=done[-1] == name,
        )
        for name, (title, detail) in layers.items()
        if name in done
    ]


def _numbers(backbone: str, step: str, found: dict[str, Any]) -> dict[str, Any]:
    """What the pieces of the lesson may name."""
    here = next(state for state in found["states"] if state["id"] == step)
    height, width, channels = found["features"]
    blocks = catalog.get(backbone).blocks
    counted = {
        name: f"{here[name]:,}" if here[name] is not None else ""
        for name in ("total", "trainable", "arrays")
    }
    return counted | {
        "height": height,
        "width": width,
        "channels": f"{channels:,}",
        "pooled": f"{found['pooled']:,}",
        "flat": f"{found['flat']:,}",
        "times": f"{found['flat'] / found['pooled']:.0f}",
        "with_top": f"{found['with_top']:,}",
        "classes": CLASSES,
        "rate": RATES.get(step, ""),
        "last": blocks[-UNFROZEN[backbone] - 1].layer,
    }
