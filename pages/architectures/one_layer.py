"""One step of a block: its numbers, what it sees of the photo; the layers of a block as a table."""

from __future__ import annotations

import streamlit as st

from core.imagine import fields
from core.zoo import classifier
from core.zoo.steps import Layer, Step
from dashboard.kit import photo
from dashboard.shell import theme
from dashboard.shell.language import _, listed
from pages.architectures import networks
from pages.architectures.step_words import formula, name, words


def told(step: Step, reads: list[list[int]]) -> None:
    """One step in numbers."""
    st.markdown(f"**{words(step).title}** `{step.id}`")
    st.markdown("\n".join(f"- {line}" for line in _lines(step, reads)))


def _lines(step: Step, reads: list[list[int]]) -> list[str]:
    before = listed([networks.shape(one) for one in reads])
    lines = [
        _(
            "Shape: {before} → **{after}**",
            before=before or "—",
            after=networks.shape(step.last["output"]),
        )
    ]
    made = formula(step, reads[0][-1]) if reads else ""
    if made:
        lines.append(_("Parameters: {formula}", formula=made))
    elif step.layer["parameters"]:
        lines.append(_("Parameters: {formula}", formula=f"{step.layer['parameters']:,}"))
    for layer in step.layers:
        if layer is step.layer:
            continue
        if layer["parameters"]:
            lines.append(
                _(
                    "In the same box: {name} ({count:# parameter|# parameters})",
                    name=name(layer),
                    count=f"{layer['parameters']:,}",
                )
            )
        else:
            lines.append(_("In the same box: {name}", name=name(layer)))
    if step.macs:
        lines.append(_("{group}: {said}", group="MACs", said=f"{step.macs:,}"))
    elif not step.parameters:
        lines.append(_("Nothing to learn here: no parameters."))
    return lines


def seen(network: str, layer: Layer) -> None:
    """The receptive field of the value in the middle of a layer's map, on the learner's photo."""
    view = classifier.view(network, photo.current().pixels)
    side = view.shape[0]
    field = layer["receptive_field"]
    middle = [layer["output"][0] // 2] * 2 if len(layer["output"]) == 3 else [0, 0]
    left, top, right, bottom = fields.box(field, middle, side)
    colour = theme.palette().head
    st.image(
        fields.lit(view, (left, top, right, bottom), colour),
        alt=_("The part of the photo that one value in the middle of this layer sees"),
        width="stretch",
    )
    if field["whole"] or (right - left >= side and bottom - top >= side):
        st.caption(_("One value here sees the whole photo."))
    else:
        st.caption(
            _(
                "One value in the middle of its map sees this square: {size} × {size} of "
                "{side} × {side} px.",
                size=field["size"],
                side=side,
            )
        )
    kernel = layer["kernel"]
    if kernel and kernel[0] != kernel[1]:
        st.caption(_("Counted along the height; along the width its reach differs."))
    if field["gated"]:
        st.caption(_("A gate that has averaged over the whole photo also scales its channels."))


def table(layers: list[Layer]) -> None:
    rows = [
        {
            "name": layer["name"],
            "kind": layer["kind"],
            "inputs": ", ".join(layer["inputs"]),
            "window": "×".join(map(str, layer["kernel"] or ())),
            "stride": layer["stride"],
            "output": networks.shape(layer["output"]),
            "parameters": layer["parameters"],
            "macs": layer["macs"],
            "field": _("the whole photo")
            if layer["receptive_field"]["whole"]
            else f"{layer['receptive_field']['size']} px",
        }
        for layer in layers
    ]
    st.dataframe(
        rows,
        column_config={
            "name": _("Layer"),
            "kind": _("Kind (Keras)"),
            "inputs": _("Reads"),
            "window": _("Window"),
            "stride": st.column_config.NumberColumn(_("Stride")),
            "output": _("Output shape"),
            "parameters": st.column_config.NumberColumn(_("Parameters"), format="localized"),
            "macs": st.column_config.NumberColumn("MACs", format="localized"),
            "field": _("Receptive field"),
        },
        hide_index=True,
        placeholder="–",
        width="stretch",
    )
