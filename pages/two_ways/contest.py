"""The chapter's comparison table: its blank cells are measured, three seeds for each way."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import mean
from typing import Any

import streamlit as st

from core.datasets import library
from core.figures.comparison import RunDot, run_comparison
from core.statistics import difference
from core.transfer import rates
from core.transfer.recipe import Recipe
from dashboard.kit import ask, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell import services
from dashboard.shell.language import _, translate

SEEDS = (0, 1, 2)
SETS = ("cifar10", "digits")
WAYS = ("extract", "tune")
BY_HEART = 0.99  # training accuracy from which the training photos are known by heart

Runs = Mapping[str, Mapping[str, Any]]


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
    first, second, third = st.columns(3, gap="medium")
    ready = [name for name in SETS if name in services.ready_datasets()]
    with first:
        dataset = st.selectbox(
            _("Photos"),
            ready,
            format_func=lambda name: translate(library.get(name).title),
            key="ways_dataset",
        )
    with second:
        per_class = st.select_slider(
            _("Photos per class"), (10, 20, 50, 100), 50, key="ways_per_class"
        )
    with third:
        rate = st.segmented_control(
            _("Rate of the unfrozen blocks"),
            (rates.CHAPTER, rates.LAB, rates.HEAD),
            format_func=words.rate,
            default=rates.LAB,
            required=True,
            key="ways_rate",
            wrap=True,
        )
    chosen = recipes(dataset, per_class, rate)
    payload = {
        "recipes": {
            f"{way}_{seed}": chosen[way].but(seed=seed).check().to_json()
            for seed in SEEDS
            for way in WAYS
        }
    }
    part.say("predict")
    place = st.empty()
    runs = ask.known("trainings", payload)
    with place.container():
        _table(chosen, runs)
    runs = ask.on_press(
        "trainings",
        payload,
        _("Measure both ways, {count:# seed|# seeds} each", count=len(SEEDS)),
        "ways_measure",
        live=_live,
        primary=True,
    )
    if runs is not None:
        _finding(part, runs, dataset)
    return chosen


def _of(runs: Runs, way: str) -> list[Mapping[str, Any]]:
    return [runs[f"{way}_{seed}"] for seed in SEEDS if f"{way}_{seed}" in runs]


def gap(run: Mapping[str, Any]) -> float:
    """How much better a training knows its own photos than others."""
    return float(run["train_accuracy"] - run["val_accuracy"])


def _table(chosen: Mapping[str, Recipe], runs: Runs | None) -> None:
    heads = (_("Feature extraction"), _("Fine-tuning"))
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
    lines = [f"| | {heads[0]} | {heads[1]} |", "|:--|:--|:--|"]
    lines += [f"| {name} | {one} | {two} |" for name, one, two in facts]
    for name, cell in measured:
        cells = [cell(_of(runs, way)) if runs else ":violet[**?**]" for way in WAYS]
        lines.append(f"| :violet[{name}] | {cells[0]} | {cells[1]} |")
    st.markdown("\n".join(lines))


def _parameters(runs: list[Mapping[str, Any]]) -> str:
    return words.number(runs[0]["trainable_parameters"])


def _seconds(runs: list[Mapping[str, Any]]) -> str:
    return _spread([run["seconds"]["fit"] for run in runs], "{:.1f}")


def _accuracy(runs: list[Mapping[str, Any]]) -> str:
    return _spread([run["test_accuracy"] for run in runs], "{:.1%}")


def _gap(runs: list[Mapping[str, Any]]) -> str:
    said = _spread([100 * gap(run) for run in runs], "{:.0f}")
    return _("{gap} points", gap=said)


def _rise(runs: list[Mapping[str, Any]]) -> str:
    return _spread([rise(run) for run in runs], "{:.2f}")


def rise(run: Mapping[str, Any]) -> float:
    """How far the validation loss ended above its lowest value."""
    losses = [row["val_loss"] for row in run["history"]]
    return float(losses[-1] - min(losses))


def _spread(values: list[float], form: str) -> str:
    """Mean, and the lowest and highest of the seeds."""
    low, high = form.format(min(values)), form.format(max(values))
    return f"**{form.format(mean(values))}** ({low}–{high})"


def _live(events: list[dict[str, Any]]) -> None:
    """The newest epoch of each way while it runs."""
    newest = {event["run"]: event["row"] for event in events if event["kind"] == "epoch"}
    lines = []
    for name, row in newest.items():
        way, _line, seed = name.partition("_")
        title = {"extract": _("Feature extraction"), "tune": _("Fine-tuning")}[way]
        lines.append(
            _(
                "- {way}, seed {seed}: epoch {epoch}, validation {accuracy}",
                way=title,
                seed=seed,
                epoch=row["epoch"],
                accuracy=f"{row['val_accuracy']:.0%}",
            )
        )
    st.markdown("\n".join(lines))


def _finding(part: Part, runs: Runs, dataset: str) -> None:
    extract, tune = _of(runs, "extract"), _of(runs, "tune")
    found = difference(
        [run["test_accuracy"] for run in extract], [run["test_accuracy"] for run in tune]
    )
    dots = [
        RunDot.of(_("{way}, seed {seed}", way=title, seed=seed), run, chosen=way == "tune")
        for way, title in (("extract", _("Feature extraction")), ("tune", _("Fine-tuning")))
        for seed, run in zip(SEEDS, _of(runs, way), strict=True)
    ]
    titles = {
        "first": _("Feature extraction did better on these photos"),
        "second": _("Fine-tuning did better on these photos"),
        "open": _("These runs do not tell the two ways apart"),
    }
    title, classes = titles[found.verdict], library.get(dataset).classes
    show(
        run_comparison(pen(), dots, title, chance=1 / len(classes)),
        key="ways_figure",
        alt=_("Test accuracy of every seed of both ways. {finding}", finding=title),
    )
    part.say(
        f"verdict_{found.verdict}",
        mean=f"{100 * found.mean:+.1f}",
        low=f"{100 * found.low:+.1f}",
        high=f"{100 * found.high:+.1f}",
        times=f"{_time(tune) / max(_time(extract), 1e-3):.0f}",
    )
    heart = min(run["train_accuracy"] for run in (*extract, *tune)) >= BY_HEART
    wider = difference(list(map(gap, extract)), list(map(gap, tune)))
    part.say(
        "heart" if heart else "gap_open" if wider.verdict == "open" else "gap",
        wider=words.signed(wider.mean),
        low=words.signed(wider.low),
        high=words.signed(wider.high),
    )


def _time(runs: list[Mapping[str, Any]]) -> float:
    return float(mean(run["seconds"]["fit"] for run in runs))
