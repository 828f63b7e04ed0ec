"""Which network for a purpose, and what it costs: counted, cited, and measured here on a press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.figures.work import Bar, Piece, work_bars
from core.transfer import calibrate
from core.zoo import catalog, purposes
from core.zoo.describe import Description
from dashboard.kit import ask, choice
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.words import number
from dashboard.shell.language import N_, _
from pages.architectures import networks

QUESTION = {"backbones": list(purposes.COMPARED)}
PURPOSES = {
    "understand": N_("See how it works"),
    "deep": N_("Depth"),
    "small": N_("A phone, little power"),
    "prototype": N_("A quick prototype"),
    "accurate": N_("Highest accuracy"),
}
SLOWER = 1.1  # ratio of two rates below which a clock does not tell them apart
SIMPLE = "vgg16"  # what the course's claim about ResNet's needs is weighed against
ENGINES = {"openvino": "OpenVINO", "tensorflow": "TensorFlow"}


def draw(part: Part) -> None:
    found = networks.all_described("which")
    if found is None:
        return
    purpose = choice.one(_("What do you want it for?"), PURPOSES, "which_purpose", _)
    macs = {name: one["macs_with_top"] for name, one in found.items()}
    name = purposes.recommend(purpose, macs)
    measured = ask.known("price", QUESTION)
    _card(part, purpose, name, found, measured)
    ask.on_press(
        "price", QUESTION, _("Measure the price on this machine"), "which_price", primary=True
    )
    if measured is None:
        st.caption(
            part.text(
                "before",
                count=len(purposes.COMPARED),
                photos=calibrate.PHOTOS,
            )
        )
    else:
        _prices(part, name, measured)
    part.say("after")
    networks.try_it(name)


def _card(
    part: Part,
    purpose: str,
    name: str,
    found: Mapping[str, Description],
    measured: dict[str, Any] | None,
) -> None:
    entry, counted = catalog.get(name), _counted(found[name])
    with st.container(border=True):
        st.subheader(entry.title, anchor=False)
        part.say(
            purpose,
            network=entry.title,
            top5=entry.published_top5,
            good=purposes.GOOD,
            **counted,
            **{f"other_{key}": value for key, value in _counted(found[SIMPLE]).items()},
            other=catalog.get(SIMPLE).title,
        )
        rate = measured and measured["networks"][name]["per_second"]
        top5 = "–" if entry.published_top5 is None else f"{entry.published_top5}%"
        with st.container(horizontal=True, gap="medium"):
            for label, value, hint in (
                (
                    _("Parameters"),
                    counted["parameters"],
                    _("Counted, with the ImageNet classifier"),
                ),
                (
                    "MACs",
                    counted["macs"],
                    _("Counted, for one photo of {size} px", size=entry.native_size),
                ),
                (
                    _("Weights file"),
                    f"{entry.source.bytes / 1e6:.0f} MB",
                    _("As its makers publish it; Keras’ files without the classifier"),
                ),
                (
                    _("Top-5"),
                    top5,
                    _("Published, ImageNet validation; – where its makers have not"),
                ),
                (
                    _("Photos a second"),
                    _rate(rate) if rate else "–",
                    _("Measured on this machine, without the classifier"),
                ),
            ):
                st.metric(label, value, help=hint, width="content")
        own = networks.newest_runs().get(name)
        if own is not None:
            said = networks.accuracy(own)
            st.caption(_("Your newest run with it: {accuracy}", accuracy=said))


def _counted(found: Description) -> dict[str, str]:
    """A network's price as texts show it, its ImageNet classifier included."""
    return {
        "parameters": number(found["parameters_with_top"]),
        "macs": number(found["macs_with_top"]),
    }


def _rate(per_second: float) -> str:
    return f"{per_second:.0f}" if per_second >= 10 else f"{per_second:.1f}"


def _prices(part: Part, name: str, measured: dict[str, Any]) -> None:
    rates = {one: told["per_second"] for one, told in measured["networks"].items()}
    order = sorted(rates, key=lambda one: -rates[one])
    title = _finding(name, order, rates)
    bars = [
        Bar(
            f"{catalog.get(one).title} · {_rate(rates[one])}",
            [Piece("", rates[one], "head" if one == name else "quiet", f"{rates[one]:.1f}/s")],
        )
        for one in order
    ]
    work = _("photos a second, measured on this machine")
    show(work_bars(pen(), bars, title, work), key="which_bars", alt=title)
    titles = [
        catalog.get(one).title
        for one, told in measured["networks"].items()
        if told["weights"] == "random"
    ]
    st.caption(
        part.text(
            "measured",
            engine=ENGINES[measured["engine"]],
            precision=measured["precision"],
            photos=measured["photos"],
            rounds=measured["rounds"],
            random=networks.listed(titles) if titles else "–",
        )
    )


def _finding(name: str, order: list[str], rates: dict[str, float]) -> str:
    """The network's rate beside the slowest; a clock tells rates apart from `SLOWER` on."""
    slowest, fastest = order[-1], order[0]
    values = {
        "network": catalog.get(name).title,
        "other": catalog.get(fastest).title,
        "ratio": f"{rates[fastest] / rates[name]:.1f}",
    }
    if name == slowest and rates[order[-2]] >= SLOWER * rates[name]:
        return _(
            "{network} is the slowest of them: {other} takes {ratio} times as many photos",
            **values,
        )
    if rates[name] < SLOWER * rates[slowest]:
        return _(
            "{network} is among the slowest: {other} takes {ratio} times as many photos", **values
        )
    return _(
        "{network} takes {ratio} times as many photos a second as {other}",
        network=catalog.get(name).title,
        other=catalog.get(slowest).title,
        ratio=f"{rates[name] / rates[slowest]:.1f}",
    )
