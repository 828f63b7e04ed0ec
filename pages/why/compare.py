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
from dashboard.kit import lesson, predict, stage, trial
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
START, DEEP = 2, 32
ACROSS = 4
PER_CLASS, FEW = 20, 10  # photos of each class; of the example
SIZE = 96  # pixels a side: VGG16 is slow
CLEARLY = 0.05  # a difference in silence that is worth a sentence


def draw(part: Part) -> None:
    left, right = stage.sides("compare", 2, 3)
    networks: dict[str, Network] = {}
    with left:
        chosen = maps.chooser("compare")
        stride = st.select_slider(
            _("How deep: the side of the maps, measured in sides of the photo"),
            STRIDES,
            START,
            format_func=lambda step: f"1/{step}",
            key="compare_stride",
        )
        for side, default in SIDES.items():
            key = f"compare_{side}"
            with st.container(key=f"fields_{side}", horizontal=True, vertical_alignment="bottom"):
                network = maps.choose_network(key, default)
                networks[side] = maps.choose_weights(key, network)
    walked: dict[str, maps.Walk | None] = {}
    with right:
        for place, side in zip(st.columns(2, gap="medium"), SIDES, strict=True):
            with place:
                walked[side] = _side(chosen, networks[side], stride, f"compare_{side}")
    with left:
        if _predicted(chosen, networks, walked):
            part.say("look")
            _choosier(networks, _silences(walked, stride))
    _carry(part, networks)


def _predicted(
    chosen: Photo, networks: Mapping[str, Network], walked: Mapping[str, maps.Walk | None]
) -> bool:
    """Which of the two is the choosier one deep down; whether that has been told."""
    silent = _silences(walked, DEEP)
    left, right = silent["left"], silent["right"]
    if left is None or right is None:
        return all(walked.values())
    came = "same" if abs(left - right) < CLEARLY else "left" if left > right else "right"
    titles = {side: _title(network) for side, network in networks.items()}
    question = Question(
        _("At 1/{depth}: which of the two has more silent values on this photo?", depth=DEEP),
        titles | {"same": _("About the same")},
    )
    names = "_".join(f"{one.backbone}_{one.weights}" for one in networks.values())
    asked = f"silent_{names}_{chosen.digest[:12]}"
    return predict.quick(f"why/compare/{asked}", f"compare_{asked}", question, _("Count"), came)


def _silences(walked: Mapping[str, maps.Walk | None], stride: int) -> dict[str, float | None]:
    """The share of silent values of each network at a depth, where there is one."""
    found: dict[str, float | None] = {}
    for side, one in walked.items():
        behind = one["boundaries"][_place(one, stride) - 1] if one else None
        found[side] = behind["silent"] if behind and behind["rectified"] else None
    return found


def _place(walked: maps.Walk, stride: int) -> int:
    """The block (from 1) that stands for a depth."""
    return _boundary([behind["field"]["stride"] for behind in walked["boundaries"]], stride)


def _side(chosen: Photo, network: Network, stride: int, slot: str) -> maps.Walk | None:
    """The strongest maps of one network at a depth."""
    backbone = network.entry
    st.markdown(
        _("Learned from: {task}", task=translate(backbone.source_task))
        if not network.random
        else _("Learned nothing yet: its weights are random")
    )
    walked = maps.of(chosen, network, slot)
    if walked is None:
        return None
    place = _place(walked, stride)
    behind = walked["boundaries"][place - 1]
    pick(grid(maps.tiles(behind["channels"], pick=False), ACROSS), slot)
    height, width, channels = behind["output"]
    said = [
        translate(backbone.blocks[place - 1].title),
        maps.many(channels, height, width),
        maps.seen(behind["field"], backbone.native_size),
    ]
    if not behind["rectified"]:
        said.append(_("no ReLU at its end"))
    elif stride != DEEP:  # there it is predicted first
        said.append(_("{share} of all values are silent", share=percent(behind["silent"])))
    st.caption(" · ".join(said))
    return walked


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
    left, right = stage.sides("compare_carry")
    recipes = arms(networks)
    titles = {side: _title(network) for side, network in networks.items()}

    def told(_measured: Results, winner: str) -> None:
        if networks == {side: Network(name) for side, name in SIDES.items()}:
            part.say("narrow" if winner == "right" else "surprise")

    with left:
        part.say("carry")
        trial.draw(
            part,
            Trial(
                Question(
                    _("Your prediction: which gets more test photos right?"),
                    titles | {"same": _("About the same")},
                ),
                recipes,
                _("Measure both"),
                "compare_carry",
                outcome=winner,
                picture=partial(_picture, titles, 1 / len(recipes["left"].class_names)),
                told=told,
                scene=right,
            ),
        )
    lesson.try_it(
        recipes["left"].but(head="mlp"), _("Try it: train a head on {name}", name=titles["left"])
    )


def examples() -> dict[str, Mapping[str, Recipe]]:
    networks = {side: Network(name) for side, name in SIDES.items()}
    return {"compare_carry": arms(networks, FEW)}


def arms(networks: Mapping[str, Network], per_class: int = PER_CLASS) -> dict[str, Recipe]:
    """A linear probe on each network."""
    recipe = services.first_recipe().but(
        per_class=per_class, val_per_class=10, size=SIZE, head="probe"
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
