"""InceptionV3’s own modules, from the network itself, and what taking kernels apart saves."""

from __future__ import annotations

import streamlit as st

from core.experiments.factorised import factorised, ways
from core.zoo import catalog
from core.zoo.steps import Step, steps
from dashboard.kit import predict, stage
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.kit.networks import block_of, described
from dashboard.kit.predict import SHARE, Question
from dashboard.shell.language import _, translate
from pages.architectures import block as drawing
from pages.architectures import networks
from pages.architectures.branch_names import chain, window

NETWORK = "inception_v3"
FIRST = 5  # the first block with 1×7 and 7×1
PLACE = "architectures/inception/row_of_seven"


def draw(part: Part) -> None:
    controls, scene = stage.sides("inception_v3", 1, 2)
    places = range(1, len(catalog.get(NETWORK).blocks))
    with controls:
        part.say("v3")
        label = _("Module of InceptionV3, from shallow to deep")
        place = block_of(label, NETWORK, places, FIRST, "inception_v3_block")
    found = described(NETWORK)
    if found is None:
        return
    block, before = found["blocks"][place], found["blocks"][place - 1]
    every = steps(block["layers"])
    with scene:
        label = _("The branches of {block}", block=translate(block["title"]))
        drawing.draw(every, label, networks.shape(before["output"]), f"inception_v3_{place}")
    with controls:
        question = Question(
            _(
                "A 1×7 and a 7×1 one behind the other see as much as one 7×7. What share of its "
                "weights do they need, with as many channels everywhere?"
            ),
            pick=SHARE,
        )
        if predict.quick(PLACE, "inception_v3_guess", question, _("Count it"), 2 * 7 / 7**2):
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
        best = max((row for _way, row in rows), key=lambda row: row.saved)
        part.say(
            "v3_saves" if best.saved > 0 else "v3_costs",
            row=" → ".join(map(window, best.kernels)),
            reach=window(best.reach),
            share=percent(abs(best.saved)),
        )
    if sum(step.layer["kind"] == "Concatenate" for step in every) > 1:
        part.say("v3_beside")  # a branch parts once more inside the module
