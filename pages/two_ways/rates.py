"""The learning rate: three walks on a slice of the real loss, and the same fine-tuning thrice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.figures.rates import rate_curves
from core.statistics import least
from core.transfer.rates import CHAPTER, HEAD, LAB
from core.transfer.recipe import Recipe
from core.transfer.result import Results
from dashboard.kit import lesson, trial, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.kit.table import ruled
from dashboard.kit.trial import Trial
from dashboard.shell import services
from dashboard.shell.language import _, translate
from pages.two_ways import rates_slice

SUFFIX_RATES = (CHAPTER, HEAD, 1e-1)
FINE_TUNING = Recipe(
    size=96, val_per_class=50, test_per_class=50, unfreeze=4, lp_ft=5, epochs=6, batch=32
)


def draw(part: Part) -> None:
    rates_slice.draw(part, _dataset())
    st.subheader(_("The same with a whole fine-tuning"), anchor=False)
    part.say("real")
    trial.draw(part, _trial(part))
    with st.expander(_("Rules of thumb"), icon=":material/rule:"):
        part.say(
            "rules",
            lab=words.rate(LAB),
            chapter=words.rate(CHAPTER),
            few=f"{HEAD / LAB:g}",
            many=f"{HEAD / CHAPTER:g}",
        )
    lesson.try_it(
        FINE_TUNING.but(suffix_lr=1e-1, dataset=_dataset()),
        _("Try it: a rate that is far too high, in the playground"),
    )


def examples() -> dict[str, Any]:
    other = arms(FINE_TUNING.but(dataset="digits", seed=1))
    return {"rates_slice": ("loss_slice", {"dataset": "digits"}), "rates_train": other}


def _dataset() -> str:
    return services.first_recipe().dataset


def _trial(part: Part) -> Trial:
    base = FINE_TUNING.but(dataset=_dataset())
    high = words.rate(SUFFIX_RATES[-1])
    return Trial(
        Question(
            _("Your prediction: what does {rate} do once the blocks are unfrozen?", rate=high),
            {
                "high_held": _("the accuracy holds"),
                "high_fell": _("the accuracy falls by more than 10 points"),
                "high_lost": _("the loss becomes infinite"),
            },
        ),
        arms(base),
        _("Fine-tune with three rates"),
        "rates_train",
        outcome=verdict,
        picture=_picture,
        told=lambda found, came: _told(part, found, base.validating),
        primary=False,
        lost=True,
    )


def arms(base: Recipe) -> dict[str, Recipe]:
    """The same fine-tuning at each rate."""
    return {str(rate): base.but(suffix_lr=rate) for rate in SUFFIX_RATES}


def _picture(now: Standing, found: Results | None) -> None:
    _curves(now.rows, _finding(found) if found else _("Validation accuracy while it learns"))


def _told(part: Part, found: Mapping[str, Any], asked: int) -> None:
    _table(found)
    part.say(verdict(found), best=_best(found, asked))


def _curves(rows: Mapping[str, list[dict[str, Any]]], title: str) -> None:
    named = {words.rate(float(rate)): run for rate, run in rows.items()}
    show(
        rate_curves(
            pen(),
            named,
            title,
            alone=FINE_TUNING.lp_ft,
            epochs=FINE_TUNING.lp_ft + FINE_TUNING.epochs,
        ),
        key=f"rates_curves_{sum(map(len, rows.values()))}",
        alt=_("Validation accuracy over epochs for three learning rates. {finding}", finding=title),
    )


def _best(found: Mapping[str, Any], asked: int) -> str:
    """Which rate ends with the best validation accuracy (the test chooses nothing), or which ones
    cannot be told apart: all are asked about the same photos."""
    ends = {name: run["val_accuracy"] for name, run in found.items() if "val_accuracy" in run}
    most = max(ends.values())
    first = [words.rate(float(name)) for name, end in ends.items() if most - end < least(asked)]
    if len(first) == 1:
        return _("By validation, **{rate}** was best.", rate=first[0])
    return _("Validation does not tell these apart: **{rates}**.", rates=first)


def drop(run: Mapping[str, Any]) -> float:
    """By how much unfreezing lowered the validation accuracy, at the end, in 0..1."""
    alone = [row["val_accuracy"] for row in run["history"] if row["stage"] == "head"]
    return float(alone[-1] - run["val_accuracy"])


def verdict(found: Mapping[str, Any]) -> str:
    """What became of the highest rate."""
    high = found[str(SUFFIX_RATES[-1])]
    if "lost" in high:
        return "high_lost"
    return "high_fell" if drop(high) > 0.1 else "high_held"


def _finding(found: Mapping[str, Any]) -> str:
    high = words.rate(SUFFIX_RATES[-1])
    return {
        "high_lost": _("At {rate} the loss became infinite", rate=high),
        "high_fell": _("At {rate} the accuracy collapses once the blocks are unfrozen", rate=high),
        "high_held": _("This time even {rate} did not destroy the network", rate=high),
    }[verdict(found)]


def _table(found: Mapping[str, Any]) -> None:
    heads = (
        _("Rate of the unfrozen blocks"),
        _("Validation before → after"),
        _("Test accuracy (95% interval)"),
    )
    rows = []
    for rate in SUFFIX_RATES:
        run = found[str(rate)]
        if "lost" in run:
            rows.append((words.rate(rate), translate(run["lost"]), ""))
            continue
        low, high = run["test_interval"]
        before = run["val_accuracy"] + drop(run)
        validation = f"{before:.0%} → {run['val_accuracy']:.0%}"
        tested = f"**{run['test_accuracy']:.0%}** ({low:.0%}–{high:.0%})"
        rows.append((words.rate(rate), validation, tested))
    ruled(heads, rows, "l")
