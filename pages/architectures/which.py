"""Which network for a purpose, and what it costs: counted, cited, and measured here on a press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.figures.work import Bar, Piece, work_bars
from core.transfer import calibrate
from core.zoo import catalog, purposes
from core.zoo.describe import Description
from dashboard.kit import ask, choice, stage, trial
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.trial import Experiment, Found
from dashboard.kit.words import number, tick
from dashboard.shell.language import N_, _, listed
from pages.architectures import networks

QUESTION: dict[str, Any] = {"backbones": list(purposes.COMPARED)}
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
    macs = {name: one["macs_with_top"] for name, one in found.items()}
    controls, scene = stage.sides("which", 1, 1)
    with controls:
        purpose = choice.one(
            _("What do you want it for?"),
            {name: _(title) for name, title in PURPOSES.items()},
            "which_purpose",
        )
        name = purposes.recommend(purpose, macs)
        measured = ask.known("price", QUESTION)
        _card(part, purpose, name, found, measured)
    with scene:
        _work(name, macs)
        trial.experiment(
            part,
            Experiment(
                Question(
                    _("And which takes the most photos a second here?"),
                    {one: catalog.get(one).title for one in purposes.COMPARED},
                    judge=lambda said, came: said in came,
                ),
                "price",
                QUESTION,
                _("Measure the price on this computer"),
                "which_price",
                outcome=_fastest,
                live=lambda runs, active: None,
                picture=lambda price: _prices(name, price),
                told=lambda price, came: _told(part, price),
            ),
        )
        if measured is None:
            count = len(purposes.COMPARED)
            st.caption(part.text("before", count=count, photos=calibrate.PHOTOS))
    part.say("after")
    networks.try_it(name)


def _work(name: str, macs: Mapping[str, int]) -> None:
    """The counted work of those compared, least first."""
    order = sorted(purposes.COMPARED, key=macs.__getitem__)
    title = _(
        "{least} needs the least work for one photo, {most} {times} times as much",
        least=catalog.get(order[0]).title,
        most=catalog.get(order[-1]).title,
        times=f"{macs[order[-1]] / macs[order[0]]:.0f}",
    )
    bars = [
        Bar(
            f"{catalog.get(one).title} · {number(macs[one])}",
            [Piece("", macs[one], "head" if one == name else "quiet", number(macs[one]))],
        )
        for one in order
    ]
    show(work_bars(pen(), bars, title, _("MACs for one photo"), tick), key="which_work", alt=title)


def _rates(price: Found) -> dict[str, float]:
    return {one: told["per_second"] for one, told in price["networks"].items()}


def _fastest(price: Found) -> list[str]:
    """Those that the clock does not tell from the fastest."""
    rates = _rates(price)
    return [one for one, rate in rates.items() if SLOWER * rate >= max(rates.values())]


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
        whole = _("Counted, with the ImageNet classifier")
        work = _("Counted, for one photo of {size} px", size=entry.native_size)
        makers = _("As its makers publish it; Keras’ files without the classifier")
        published = _("Published, ImageNet validation; – where its makers have not")
        here = _("Measured on this computer, without the classifier")
        with st.container(horizontal=True, gap="medium"):
            for label, value, hint in (
                (_("Parameters"), counted["parameters"], whole),
                ("MACs", counted["macs"], work),
                (_("Weights file"), f"{entry.source.bytes / 1e6:.0f} MB", makers),
                (_("Top-5"), top5, published),
                (_("Photos a second"), _rate(rate) if rate else "–", here),
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


def _prices(name: str, measured: Found) -> None:
    rates = _rates(measured)
    order = sorted(rates, key=lambda one: -rates[one])
    title = _finding(name, order, rates)
    bars = [
        Bar(
            f"{catalog.get(one).title} · {_rate(rates[one])}",
            [Piece("", rates[one], "head" if one == name else "quiet", f"{rates[one]:.1f}/s")],
        )
        for one in order
    ]
    work = _("photos a second, measured on this computer")
    show(work_bars(pen(), bars, title, work), key="which_bars", alt=title)


def _told(part: Part, measured: Found) -> None:
    titles = [
        catalog.get(one).title
        for one, told in measured["networks"].items()
        if told["weights"] == "random"
    ]
    with st.expander(_("How it was measured")):
        st.caption(
            part.text(
                "measured",
                engine=ENGINES[measured["engine"]],
                precision=measured["precision"],
                photos=measured["photos"],
                rounds=measured["rounds"],
                random=listed(titles) if titles else "–",
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
