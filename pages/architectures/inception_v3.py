"""InceptionV3’s own modules, from the network itself, and what taking kernels apart saves."""

from __future__ import annotations

import streamlit as st

from core.experiments.factorised import Factorised, factorised, ways
from core.figures.block import block_svg
from core.zoo import catalog
from core.zoo.steps import Step, steps
from dashboard.components import pick
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, translate
from pages.architectures import networks
from pages.architectures.branch_names import chain, window
from pages.architectures.step_words import words

NETWORK = "inception_v3"
FIRST = 5  # the first block with 1×7 and 7×1


def draw(part: Part) -> None:
    st.subheader(_("InceptionV3: large kernels taken apart"), anchor=False)
    part.say("v3")
    blocks = catalog.get(NETWORK).blocks
    place = st.select_slider(
        _("Module of InceptionV3, from shallow to deep"),
        range(1, len(blocks)),
        value=FIRST,
        format_func=lambda number: translate(blocks[number].title),
        key="inception_v3_block",
    )
    found = networks.described(NETWORK)
    if found is None:
        return
    block, before = found["blocks"][place], found["blocks"][place - 1]
    every = steps(block["layers"])
    key = f"inception_v3_{place}"
    chosen = pick.picked(key)
    named = {step.id: words(step) for step in every}
    pick.pick(
        block_svg(
            pen(),
            every,
            _("The branches of {block}", block=translate(block["title"])),
            words=named,
            start=networks.shape(before["output"]),
            chosen=chosen,
        ),
        key,
        chosen=chosen,
    )
    if chosen in named:
        st.caption(named[chosen].hover)
    _saved(part, every, before["output"][-1])
    if block["output"][0] < before["output"][0]:
        part.say("v3_halves", before=before["output"][0], after=block["output"][0])


def _saved(part: Part, every: list[Step], ins: int) -> None:
    rows = [(way, row) for way in ways(every) if (row := factorised(way, ins)) is not None]
    if rows:
        st.dataframe(
            [
                {
                    _("Branch"): chain(way),
                    _("Weights in the row"): f"{row.weights:,}",
                    _("Sees together"): window(row.reach),
                    _("One kernel of that size"): f"{row.single:,}",
                    _("Saved"): percent(row.saved),
                }
                for way, row in rows
            ],
            hide_index=True,
            width="stretch",
            key="inception_v3_rows",
        )
        _said(part, max((row for _way, row in rows), key=lambda row: row.saved))
    if _parts(every):
        part.say("v3_beside")


def _said(part: Part, best: Factorised) -> None:
    part.say(
        "v3_saves" if best.saved > 0 else "v3_costs",
        row=" → ".join(map(window, best.kernels)),
        reach=window(best.reach),
        share=percent(abs(best.saved)),
    )


def _parts(every: list[Step]) -> bool:
    """Whether a branch parts once more inside the module."""
    return bool(sum(step.layer["kind"] == "Concatenate" for step in every) > 1)
