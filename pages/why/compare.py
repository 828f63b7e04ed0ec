"""Two networks side by side at the same depth, and which of the two carries more to a new task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

import streamlit as st

from core.figures.comparison import RunDot, run_comparison
from core.figures.tiles import grid
from core.statistics import touch
from core.transfer.recipe import Recipe
from core.transfer.result import Results
from core.zoo.network import Network
from dashboard.components.pick import pick
from dashboard.kit import lesson, trial
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.photo import Photo
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.kit.trial import Trial
from dashboard.shell import services
from dashboard.shell.language import _, translate
from pages.why import maps

SIDES = {"left": "vgg16_edges", "right": "efficientnet_lite0"}
STRIDES = (2, 4, 8, 16, 32)  # pixels of the view from one place of a map to the next
START = 32
ACROSS = 4
PER_CLASS = 20
SIZE = 96  # pixels a side: VGG16 is slow
CLEARLY = 0.05  # a difference in silence that is worth a sentence


def draw(part: Part) -> None:
    chosen = maps.chooser("compare")
    stride = st.select_slider(
        _("How deep: the side of the maps, measured in sides of the photo"),
        STRIDES,
        START,
        format_func=lambda step: f"1/{step}",
        key="compare_stride",
    )
    networks, silent = {}, {}
    for place, (side, default) in zip(st.columns(2, gap="large"), SIDES.items(), strict=True):
        with place:
            key = f"compare_{side}"
            networks[side] = maps.choose_weights(key, maps.choose_network(key, default))
            silent[side] = _side(chosen, networks[side], stride, key)
    part.say("look")
    _choosier(networks, silent)
    _carry(part, networks)


def _side(chosen: Photo, network: Network, stride: int, slot: str) -> float | None:
    """The strongest maps of one network at a depth; the share of silent values, if it has one."""
    backbone = network.entry
    st.markdown(
        _("Learned from: {task}", task=translate(backbone.source_task))
        if not network.random
        else _("Learned nothing yet: its weights are random")
    )
    walked = maps.of(chosen, network, slot)
    if walked is None:
        return None
    place = _boundary([behind["field"]["stride"] for behind in walked["boundaries"]], stride)
    behind = walked["boundaries"][place - 1]
    pick(grid(maps.tiles(behind["channels"], pick=False), ACROSS), slot)
    height, width, channels = behind["output"]
    said = [
        translate(backbone.blocks[place - 1].title),
        maps.many(channels, height, width),
        maps.seen(behind["field"], backbone.native_size),
    ]
    if behind["rectified"]:
        said.append(_("{share} of all values are silent", share=percent(behind["silent"])))
    else:
        said.append(_("no ReLU at its end"))
    st.caption(" · ".join(said))
    return behind["silent"] if behind["rectified"] else None


def _choosier(networks: dict[str, Network], silent: dict[str, float | None]) -> None:
    """Which of the two answers at fewer places: as measured on this photo at this depth."""
    left, right = silent["left"], silent["right"]
    if left is None or right is None or abs(left - right) < CLEARLY:
        return
    most, least = ("left", "right") if left > right else ("right", "left")
    st.markdown(
        _(
            "On this photo, at this depth, **{most} is the choosier one**: {high} of its values "
            "are silent, against {low} in {least}.",
            most=_title(networks[most]),
            least=_title(networks[least]),
            high=percent(max(left, right)),
            low=percent(min(left, right)),
        )
    )


def _boundary(strides: list[int], wanted: int) -> int:
    """The last block (from 1) whose maps are not coarser than wanted; the first when all are."""
    return max((place for place, step in enumerate(strides, 1) if step <= wanted), default=1)


def _carry(part: Part, networks: dict[str, Network]) -> None:
    """The same few photos, a linear probe on each network's features: measured on the test."""
    st.subheader(_("Which of the two carries more to a new task?"), anchor=False)
    part.say("carry")
    recipes = arms(networks)
    titles = {side: _title(network) for side, network in networks.items()}

    def told(_measured: Results, winner: str) -> None:
        if networks == {side: Network(name) for side, name in SIDES.items()}:
            part.say("narrow" if winner == "right" else "surprise")

    trial.draw(
        part,
        Trial(
            Question(_("Your prediction"), titles | {"same": _("About the same")}),
            recipes,
            _("Measure both"),
            "compare_carry",
            outcome=winner,
            picture=partial(_picture, titles, 1 / len(recipes["left"].class_names)),
            told=told,
        ),
    )
    lesson.try_it(
        recipes["left"].but(head="mlp"), _("Try it: train a head on {name}", name=titles["left"])
    )


def arms(networks: Mapping[str, Network]) -> dict[str, Recipe]:
    """A linear probe on each network."""
    recipe = services.first_recipe().but(
        per_class=PER_CLASS, val_per_class=10, size=SIZE, head="probe"
    )
    return {side: recipe.but(**asdict(network)) for side, network in networks.items()}


def _title(network: Network) -> str:
    title = network.entry.title
    return _("{network} (random weights)", network=title) if network.random else title


def winner(measured: Results) -> str:
    """The side whose interval lies above the other's, or ``same``."""
    ends = {side: measured[side]["test_interval"] for side in SIDES}
    if touch(*ends.values()):
        return "same"
    return max(ends, key=lambda side: ends[side][0])


def _picture(
    titles: Mapping[str, str], chance: float, now: Standing, measured: Results | None
) -> None:
    if measured is None:
        return
    dots = []
    for side in SIDES:
        run = measured[side]
        low, high = run["test_interval"]
        hover = _(
            "{name}: {accuracy} (95% interval {low}–{high})",
            name=titles[side],
            accuracy=percent(run["test_accuracy"]),
            low=percent(low),
            high=percent(high),
        )
        dots.append(RunDot(titles[side], run["test_accuracy"], (low, high), hover))
    best = winner(measured)
    title = _("The intervals overlap: these two cannot be told apart")
    if best != "same":
        (other,) = set(SIDES) - {best}
        title = _(
            "{best} carries more: {high} against {low} of the test photos right",
            best=titles[best],
            high=percent(measured[best]["test_accuracy"]),
            low=percent(measured[other]["test_accuracy"]),
        )
    figure = run_comparison(pen(), dots, title, chance=chance)
    show(figure, key="compare_figure", alt=title)
