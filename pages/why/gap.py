"""The gap between training and validation: from scratch and with transfer, measured."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.datasets import library
from core.figures.gap import GapRun, gaps
from core.statistics import noise
from core.transfer.recipe import Recipe
from core.transfer.result import Results
from dashboard.kit import lesson, stage, trial, words
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.kit.table import ruled
from dashboard.kit.trial import Trial
from dashboard.shell import services
from dashboard.shell.language import _, translate

EPOCHS = 30
FEW = (5, 10, 20, 50)
START = 20
SHOWN = 5  # photos of each class of the example
SIZE = 32  # pixels a side for the small CNN: those that CIFAR-10's photos have
JUDGES = 50  # photos of every class to validate and to test with, at most
CLEARLY = 0.05  # gaps closer than this are called the same


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


def draw(part: Part) -> None:
    left, right = stage.sides("gap")
    with left:
        per_class = st.select_slider(
            _("Training photos of each class"), FEW, START, key="gap_per_class"
        )
        both = recipes(per_class)
        st.caption(
            _(
                "{dataset}: {train:# photo|# photos} to train with, {val} to validate, {test} to "
                "test; {epochs:# epoch|# epochs} each",
                dataset=translate(library.get(both["transfer"].dataset).title),
                train=per_class * len(both["transfer"].class_names),
                val=both["transfer"].validating,
                test=both["transfer"].test_per_class * len(both["transfer"].class_names),
                epochs=EPOCHS,
            )
        )
        trial.draw(part, of(part, both, right))
    lesson.try_it(both["transfer"], _("Try it: change one thing and train again"))


def examples() -> dict[str, Mapping[str, Recipe]]:
    return {"gap": recipes(SHOWN)}


def of(part: Part, both: Mapping[str, Recipe], scene: DeltaGenerator | None = None) -> Trial:
    """The trial of the two trainings."""
    asked = _("Your prediction: where will training and validation lie further apart?")
    return Trial(
        Question(asked, _short() | {"same": _("About the same")}),
        both,
        _("Train both"),
        "gap",
        outcome=partial(wider, both),
        picture=partial(_curves, both),
        told=partial(_told, part, both),
        scene=scene,
    )


def wider(both: Mapping[str, Recipe], results: Results) -> str:
    """Where they are further apart, or ``same``.  It is one training each, so a difference counts
    from the noise of the validation photos at least."""
    photos = both["transfer"].validating
    clearly = max(CLEARLY, *(noise(run["val_accuracy"], photos) for run in results.values()))
    difference = trial.gap(results["scratch"]) - trial.gap(results["transfer"])
    if abs(difference) < clearly:
        return "same"
    return "scratch" if difference > 0 else "transfer"


def _curves(both: Mapping[str, Recipe], now: Standing, results: Results | None) -> None:
    title, runs = _("The curves as they grow"), []
    points = {name: f"{100 * trial.gap(run):.0f}" for name, run in now.results.items()}
    for name in both:
        said = _short()[name]
        run = now.results.get(name)
        if run is None:
            runs.append(GapRun(said, now.rows.get(name, [])))
            continue
        said += "<br>" + _("gap: {points:# point|# points}", points=points[name])
        ends = (run["train_accuracy"], run["val_accuracy"])
        low, high = run["test_interval"]
        runs.append(GapRun(said, run["history"], ends, (run["test_accuracy"], low, high)))
    if results is not None:
        title = _(
            "Training and validation lie {scratch:# point|# points} apart from scratch, "
            "{transfer} with transfer",
            **points,
        )
    chance = 1 / len(both["transfer"].class_names)
    figure = gaps(pen(), runs, "", epochs=EPOCHS, chance=chance)
    show(figure, key="gap_live" if results is None else "gap_figure", alt=title, title=title)


def _told(part: Part, both: Mapping[str, Recipe], results: Results, came: str) -> None:
    part.say({"scratch": "holds", "transfer": "fails", "same": "equal"}[came])
    heads = [_("Measured here"), _("Small CNN from scratch"), _("New head on a frozen network")]
    rows = [
        (_("training photos right"), lambda run: percent(run["train_accuracy"])),
        (_("validation photos right"), lambda run: percent(run["val_accuracy"])),
        (_("test photos right (95% interval)"), words.tested),
        (_("numbers that learn"), lambda run: f"{run['trainable_parameters']:,}"),
        (_("time, on this computer"), took),
    ]
    ruled(heads, [(name, *map(cell, results.values())) for name, cell in rows], "lr")
    learning = {name: run["trainable_parameters"] for name, run in results.items()}
    if came == "scratch" and learning["transfer"] > learning["scratch"]:
        part.say("more", head=f"{learning['transfer']:,}", cnn=f"{learning['scratch']:,}")
    part.say(
        "why",
        small=both["scratch"].size,
        large=both["transfer"].size,
        chance=percent(1 / len(both["transfer"].class_names)),
    )


def took(run: Mapping[str, Any]) -> str:
    """How long a training took, all in all."""
    return words.seconds(run["seconds"]["total"])


def _short() -> dict[str, str]:
    return {"scratch": _("From scratch"), "transfer": _("With transfer")}
