"""The gap between training and validation: from scratch and with transfer, measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.datasets import library
from core.figures.gap import GapRun, GapTexts, gaps
from core.statistics import noise
from core.transfer.recipe import Recipe
from dashboard.kit import ask, lesson, words
from dashboard.kit.bars import percent
from dashboard.kit.chart import show
from dashboard.kit.lesson import Part
from dashboard.shell import services, theme
from dashboard.shell.language import _, translate

EPOCHS = 30
FEW = (5, 10, 20, 50)
START = 20
SIZE = 32  # pixels a side for the small CNN: those that CIFAR-10's photos have
JUDGES = 50  # photos of every class to validate and to test with, at most
CLEARLY = 0.05  # gaps closer than this are called the same

Measured = Mapping[str, Mapping[str, Any]]


def recipes(per_class: int = START) -> dict[str, Recipe]:
    """The two trainings: the same photos, from scratch and on a frozen network."""
    base = services.first_recipe()
    data = library.get(base.dataset)
    base = base.but(
        per_class=per_class,
        val_per_class=min(JUDGES, data.train_per_class - per_class),
        test_per_class=min(JUDGES, data.test_per_class),
        epochs=EPOCHS,
        batch=16,
    )
    return {"scratch": base.but(scratch=True, size=SIZE), "transfer": base}


def payload(both: Mapping[str, Recipe]) -> dict[str, Any]:
    return {"recipes": {name: recipe.to_json() for name, recipe in both.items()}}


def draw(part: Part) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        per_class = st.select_slider(
            _("Training photos of each class"), FEW, START, key="gap_per_class"
        )
    both = recipes(per_class)
    with right:
        guess = st.radio(
            _("Your prediction: where will training and validation lie further apart?"),
            ["scratch", "transfer", "same"],
            index=None,
            format_func=(_short() | {"same": _("About the same")}).get,
            key="gap_guess",
            horizontal=True,
        )
    st.caption(
        _(
            "{dataset}: {train:# photo|# photos} to train with, {val} to validate, {test} to "
            "test; {epochs:# epoch|# epochs} each",
            dataset=translate(library.get(both["transfer"].dataset).title),
            train=per_class * len(both["transfer"].class_names),
            val=both["transfer"].val_per_class * len(both["transfer"].class_names),
            test=both["transfer"].test_per_class * len(both["transfer"].class_names),
            epochs=EPOCHS,
        )
    )
    measured = ask.on_press(
        "trainings",
        payload(both),
        _("Train both"),
        "gap_train",
        live=lambda events: _growing(both, events),
        primary=True,
    )
    if measured is not None:
        _finished(part, both, measured, guess)
    lesson.try_it(both["transfer"], _("Try it: change one thing and train again"))


def _growing(both: Mapping[str, Recipe], events: Sequence[Mapping[str, Any]]) -> None:
    rows: dict[str, list[Any]] = {name: [] for name in both}
    for event in events:
        if event["kind"] == "epoch":
            rows[event["run"]].append(event["row"])
    if not rows["scratch"]:
        return
    runs = [GapRun(_short()[name], history) for name, history in rows.items()]
    _chart(runs, _("The curves as they grow"), both, "gap_live")


def _finished(
    part: Part, both: Mapping[str, Recipe], measured: Measured, guess: str | None
) -> None:
    apart = {name: run["train_accuracy"] - run["val_accuracy"] for name, run in measured.items()}
    points = {name: f"{100 * gap:.0f}" for name, gap in apart.items()}
    runs = [
        GapRun(
            _("{name}: {points:# point|# points}", name=_short()[name], points=points[name]),
            measured[name]["history"],
            (measured[name]["train_accuracy"], measured[name]["val_accuracy"]),
            (measured[name]["test_accuracy"], *measured[name]["test_interval"]),
        )
        for name in both
    ]
    difference = apart["scratch"] - apart["transfer"]
    wider = "same" if abs(difference) < _clearly(both, measured) else ""
    wider = wider or ("scratch" if difference > 0 else "transfer")
    _chart(
        runs,
        _(
            "Training and validation lie {scratch:# point|# points} apart from scratch, "
            "{transfer} with transfer",
            **points,
        ),
        both,
        "gap_figure",
    )
    if guess is not None:
        st.markdown(
            _("**Your prediction was right.**")
            if guess == wider
            else _("**The measurement says something else than you did.** Why?")
        )
    part.say({"scratch": "holds", "transfer": "fails", "same": "equal"}[wider])
    _table(measured)
    learning = {name: run["trainable_parameters"] for name, run in measured.items()}
    if wider == "scratch" and learning["transfer"] > learning["scratch"]:
        part.say("more", head=f"{learning['transfer']:,}", cnn=f"{learning['scratch']:,}")
    part.say(
        "why",
        small=both["scratch"].size,
        large=both["transfer"].size,
        chance=percent(1 / len(both["transfer"].class_names)),
    )


def _clearly(both: Mapping[str, Recipe], measured: Measured) -> float:
    """The smallest difference of two gaps that is spoken of: one training each, so the noise of
    the validation photos at least."""
    recipe = both["transfer"]
    photos = recipe.val_per_class * len(recipe.class_names)
    return max(CLEARLY, *(noise(run["val_accuracy"], photos) for run in measured.values()))


def _short() -> dict[str, str]:
    return {"scratch": _("From scratch"), "transfer": _("With transfer")}


def _names() -> dict[str, str]:
    return {
        "scratch": _("Small CNN from scratch"),
        "transfer": _("New head on a frozen network"),
    }


def _chart(runs: Sequence[GapRun], title: str, both: Mapping[str, Recipe], key: str) -> None:
    texts = GapTexts(
        title=title,
        train=_("training"),
        validation=_("validation"),
        test=_("test (95% interval)"),
        epoch=_("epoch"),
        accuracy=_("accuracy"),
    )
    classes = len(both["transfer"].class_names)
    show(gaps(runs, texts, theme.palette(), epochs=EPOCHS, chance=1 / classes), key=key, alt=title)


def _table(measured: Measured) -> None:
    """Both trainings in numbers."""
    head = [_("Measured here"), *_names().values()]
    lines = [
        (
            _("training photos right"),
            [percent(run["train_accuracy"]) for run in measured.values()],
        ),
        (
            _("validation photos right"),
            [percent(run["val_accuracy"]) for run in measured.values()],
        ),
        (
            _("test photos right (95% interval)"),
            [
                f"{percent(run['test_accuracy'])} "
                f"({percent(run['test_interval'][0])}–{percent(run['test_interval'][1])})"
                for run in measured.values()
            ],
        ),
        (
            _("numbers that learn"),
            [f"{run['trainable_parameters']:,}" for run in measured.values()],
        ),
        (_("time, on this machine"), [took(run) for run in measured.values()]),
    ]
    table = [" | ".join(head), " | ".join(["---", "--:", "--:"])]
    table += [" | ".join([name, *cells]) for name, cells in lines]
    st.markdown("\n".join(f"| {line} |" for line in table))


def took(run: Mapping[str, Any]) -> str:
    """How long a training took, all in all."""
    return words.seconds(run["seconds"]["total"])
