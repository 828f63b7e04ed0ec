"""The chapter's comparison table: its blank cells are measured, three seeds for each way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import starmap
from statistics import mean
from typing import Any

import streamlit as st

from core.figures.comparison import RunDot, run_comparison
from core.transfer import rates
from core.transfer.recipe import Recipe
from core.transfer.result import Result, Results
from dashboard.kit import choice, trial, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.kit.table import ruled
from dashboard.kit.trial import Trial
from dashboard.shell import services
from dashboard.shell.language import _

SEEDS = (0, 1, 2)
SETS = ("cifar10", "digits")
WAYS = ("extract", "tune")
OUTCOMES = {"first": "extract", "second": "tune", "open": "open"}
BY_HEART = 0.99  # training accuracy from which the training photos are known by heart


def recipes(dataset: str, per_class: int, rate: float) -> dict[str, Recipe]:
    """The two ways with the same photos and the same number of epochs."""
    extract = Recipe(
        dataset=dataset,
        size=96,
        per_class=per_class,
        val_per_class=20,
        test_per_class=100 if dataset == "cifar10" else 50,
        epochs=20,
        batch=min(32, per_class),
    )
    return {
        "extract": extract,
        "tune": extract.but(unfreeze=4, lp_ft=10, epochs=10, suffix_lr=rate),
    }


def draw(part: Part) -> dict[str, Recipe]:
    """Choose, predict, measure; returns the two recipes."""
    with st.container(key="wraps_cards"):
        first, second, third = st.columns(3, gap="medium")
    ready = [name for name in SETS if name in services.ready_datasets()]
    with first:
        dataset = choice.dataset(ready, "ways_dataset")
    with second:
        per_class = st.select_slider(
            _("Photos per class"), (10, 20, 50, 100), 50, key="ways_per_class"
        )
    with third:
        rate = choice.one(
            _("Rate of the unfrozen blocks"),
            (rates.CHAPTER, rates.LAB, rates.HEAD),
            "ways_rate",
            rates.LAB,
            words.rate,
        )
    chosen = recipes(dataset, per_class, rate)
    part.say("predict")
    place = st.empty()
    runs = trial.draw(part, _trial(part, chosen))
    with place.container():
        _table(chosen, runs)
    return chosen


def _trial(part: Part, chosen: Mapping[str, Recipe]) -> Trial:
    asked = _("Your prediction: which way gets more test photos right?")
    return Trial(
        Question(asked, _titles() | {"open": _("No clear difference")}),
        trial.seeded(chosen, SEEDS),
        _("Measure both ways, {count:# seed|# seeds} each", count=len(SEEDS)),
        "ways_measure",
        outcome=lambda runs: OUTCOMES[trial.change(runs, *WAYS).verdict],
        picture=partial(_picture, chosen["extract"]),
        told=partial(_told, part),
    )


def _titles() -> dict[str, str]:
    return {"extract": _("Feature extraction"), "tune": _("Fine-tuning")}


def _table(chosen: Mapping[str, Recipe], runs: Results | None) -> None:
    facts = [
        (_("What learns"), _("the new head"), _("the last blocks and the new head")),
        (
            _("Learning rate"),
            words.rate(chosen["extract"].lr),
            _(
                "head {head}, blocks {blocks}",
                head=words.rate(chosen["tune"].lr),
                blocks=words.rate(chosen["tune"].suffix_lr),
            ),
        ),
        (_("Amount of data it suits"), _("a few hundred and more"), _("thousands and more")),
    ]
    measured = [
        (_("Parameters that learn"), _parameters),
        (_("Time of the epochs (seconds)"), _seconds),
        (_("Test accuracy"), _accuracy),
        (_("Risk of overfitting: training minus validation accuracy"), _gap),
        (_("… and how far the validation loss rose again"), _rise),
    ]
    blank = [
        (
            f":violet[{name}]",
            *(cell(trial.of(runs, way)) if runs else ":violet[**?**]" for way in WAYS),
        )
        for name, cell in measured
    ]
    ruled((_("What"), *_titles().values()), [*facts, *blank], "l")


def _parameters(runs: list[Result]) -> str:
    return words.number(runs[0]["trainable_parameters"])


def _seconds(runs: list[Result]) -> str:
    return _spread([run["seconds"]["fit"] for run in runs], "{:.1f}")


def _accuracy(runs: list[Result]) -> str:
    return _spread([run["test_accuracy"] for run in runs], "{:.1%}")


def _gap(runs: list[Result]) -> str:
    said = _spread([100 * trial.gap(run) for run in runs], "{:.0f}")
    return _("{gap} points", gap=said)


def _rise(runs: list[Result]) -> str:
    return _spread([rise(run) for run in runs], "{:.2f}")


def rise(run: Mapping[str, Any]) -> float:
    """How far the validation loss ended above its lowest value."""
    losses = [row["val_loss"] for row in run["history"]]
    return float(losses[-1] - min(losses))


def _spread(values: list[float], form: str) -> str:
    """Mean, and the lowest and highest of the seeds."""
    low, high = form.format(min(values)), form.format(max(values))
    return f"**{form.format(mean(values))}** ({low}–{high})"


def _picture(recipe: Recipe, now: Standing, runs: Results | None) -> None:
    """The newest epoch of each training while they run, then the test accuracy of all."""
    if runs is None:
        st.markdown("\n".join(starmap(_newest, now.rows.items())))
        return
    dots = [
        RunDot.of(_("{way}, seed {seed}", way=title, seed=seed), run, chosen=way == "tune")
        for way, title in _titles().items()
        for seed, run in zip(SEEDS, trial.of(runs, way), strict=True)
    ]
    titles = {
        "first": _("Feature extraction did better on these photos"),
        "second": _("Fine-tuning did better on these photos"),
        "open": _("These runs do not tell the two ways apart"),
    }
    title = titles[trial.change(runs, *WAYS).verdict]
    show(
        run_comparison(pen(), dots, title, chance=1 / len(recipe.class_names)),
        key="ways_figure",
        alt=_("Test accuracy of every seed of both ways. {finding}", finding=title),
    )


def _newest(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    way, _line, seed = name.partition("_")
    return _(
        "- {way}, seed {seed}: epoch {epoch}, validation {accuracy}",
        way=_titles()[way],
        seed=seed,
        epoch=rows[-1]["epoch"],
        accuracy=f"{rows[-1]['val_accuracy']:.0%}",
    )


def _told(part: Part, runs: Results, came: str) -> None:
    extract, tune = trial.of(runs, "extract"), trial.of(runs, "tune")
    found = trial.change(runs, *WAYS)
    part.say(
        f"verdict_{found.verdict}",
        **words.points(found),
        times=f"{_time(tune) / max(_time(extract), 1e-3):.0f}",
    )
    heart = min(run["train_accuracy"] for run in (*extract, *tune)) >= BY_HEART
    wider = trial.change(runs, *WAYS, trial.gap)
    part.say(
        "heart" if heart else "gap_open" if wider.verdict == "open" else "gap",
        **words.points(wider, "wider"),
    )


def _time(runs: list[Result]) -> float:
    return mean(run["seconds"]["fit"] for run in runs)
