"""A depthwise convolution of a trained network at work on the learner’s photo."""

from __future__ import annotations

from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from core.ramp import tinted
from core.zoo import weights
from dashboard.kit import ask, gallery, photo
from dashboard.kit.lesson import Part
from dashboard.shell.language import _

NETWORK, BLOCK = "efficientnet_lite0", 3  # 3×3 kernels on maps that are still large
_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")


def draw(part: Part) -> None:
    part.say("depthwise")
    chosen = photo.current()
    found = ask.result(
        "depthwise",
        {"photo": chosen.text, "backbone": NETWORK, "number": BLOCK},
        slot="separable_depthwise",
    )
    if found is None:
        return
    figures = []
    for pair in found["pairs"]:
        channel = pair["after"]["channel"]
        said = (
            (tinted(pair["before"]["map"]), _("Channel {channel} before", channel=channel), ""),
            (_kernel(pair["kernel"]), _("The kernel of channel {channel}", channel=channel), "1"),
            (tinted(pair["after"]["map"]), _("Channel {channel} afterwards", channel=channel), ""),
        )
        pictures = "<span>→</span>".join(
            f'<img{" class=kernel" if own else ""} alt="{escape(alt, quote=True)}" src="{shown}">'
            for shown, alt, own in said
        )
        figures.append(f"<figure>{pictures}</figure>")
    st.html(f'<style>{_CSS}</style><div class="tll-depthwise">{"".join(figures)}</div>')
    part.say(
        "depthwise_seen" if found["weights"] != weights.RANDOM else "depthwise_random",
        ins=found["input"][-1],
        outs=found["output"][-1],
    )


def _kernel(values: list[list[float]]) -> str:
    """A kernel for an ``<img>``: zero is mid-grey, its largest entry black or white."""
    kernel = np.array(values)
    grey = 127.5 + 127.5 * kernel / (np.abs(kernel).max() or 1)
    return gallery.png(grey.round().astype(np.uint8))
