"""Learning curves: growing, finished, and played again when it all went too fast to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any

import streamlit as st

from core import statistics
from core.figures.curves import Ended
from core.figures.training_curves import training_curves
from core.transfer.recipe import Recipe
from dashboard.components.autoplay import autoplay
from dashboard.kit import words
from dashboard.kit.chart import pen, show
from dashboard.kit.shown import Shown
from dashboard.shell.language import _

History = Sequence[Mapping[str, Any]]
MARKS = ("①", "②", "③")  # of earlier runs, in the figure and in the list below it
TOO_FAST = 2.0  # seconds of training that nobody can follow
DROPOUT = ("mlp", "deep")  # heads that learn with it
SETTLED = 0.1  # a curve whose smallest visible change is larger cannot be called settled
AWAY = 0.2  # training accuracy so far above validation accuracy runs away


def growing(recipe: Recipe, history: History) -> None:
    """The curves so far, of a training under way."""
    title = _(
        "Epoch {epoch}: {accuracy} of the validation photos right",
        epoch=history[-1]["epoch"],
        accuracy=f"{history[-1]['val_accuracy']:.0%}",
    )
    loss = _("Loss so far: {loss}", loss=f"{history[-1]['val_loss']:.2f}")
    epochs = recipe.epochs + recipe.lp_ft
    figure = training_curves(pen(), history, loss=loss, epochs=epochs)
    show(figure, key="pg_curves_live", alt=title, title=title)


def finished(run: Shown, earlier: Sequence[Shown] = ()) -> None:
    """The curves of a run that is over, before the validation curves of `earlier` ones."""
    history = run.result.get("history", [])
    if not history or run.recipe.head == "probe":
        return  # a probe is solved: it has no curve
    recipe = run.recipe
    photos = recipe.validating
    title = _finding(history, run.result, photos)
    ended = None
    if run.done:
        ended = Ended(
            (run.result["train_accuracy"], run.result["val_accuracy"]),
            (run.result["test_accuracy"], *run.result["test_interval"]),
        )
    epochs = len(history)
    key = f"pg_curves_{run.id[:12]}"
    learning = run.result.get("seconds", {}).get("fit", TOO_FAST)
    fast = learning < TOO_FAST and epochs > 2
    loss = _lowest(history)
    figure = training_curves(
        pen(),
        history,
        loss=loss,
        epochs=epochs,
        ended=ended,
        replay=fast,
        others=[one.result["history"] for one in earlier],
        marks=MARKS,
    )
    show(
        figure,
        key=key,
        alt=_(
            "Learning curves over {epochs:# epoch|# epochs}. {finding}",
            epochs=epochs,
            finding=title,
        ),
        title=title,
    )
    if run.done:
        st.caption(_finished(run))
    if fast:
        st.caption(
            _(
                "Replay: of the whole time, the epochs themselves took only {time}. Drag the "
                "slider to see any epoch.",
                time=words.seconds(learning),
            )
        )
        autoplay(key, run.id)


def _finished(run: Shown) -> str:
    """Why a curve of training may end elsewhere than the finished network stands."""
    if run.recipe.scratch or run.recipe.head in DROPOUT:
        return _(
            "The training curve is counted while the network learns, with dropout at work. ◇ is "
            "the finished network, dropout switched off: the percentages above."
        )
    return _(
        "The training curve is counted while the network learns, its weights moving all the time. "
        "◇ is the finished network: the percentages above."
    )


def _lowest(history: History) -> str:
    row = min(history, key=lambda row: row["val_loss"])
    return _("Loss: validation lowest in epoch {epoch}", epoch=row["epoch"])


def _finding(history: History, result: Mapping[str, Any], photos: int) -> str:
    """What the curves show, in one sentence; `photos`: how many validate, the same every epoch."""
    last, epochs = history[-1], len(history)
    best = max(history, key=lambda row: row["val_accuracy"])
    values = {"accuracy": f"{best['val_accuracy']:.0%}", "epoch": best["epoch"]}
    if result.get("stopped_early"):
        return _("Stopped early: validation was best in epoch {epoch} ({accuracy})", **values)
    away = max(AWAY, statistics.noise(last["val_accuracy"], photos))
    if last["accuracy"] - last["val_accuracy"] > away and best["epoch"] <= 0.7 * epochs:
        return _(
            "Overfitting: best in epoch {epoch} ({accuracy}), then training runs away", **values
        )
    trend = _trend([row["val_accuracy"] for row in history])
    if trend >= statistics.least(photos):
        return _("Still rising: {accuracy} in epoch {epoch}, more epochs may help", **values)
    if trend <= -statistics.least(photos):
        return _("Validation was best in epoch {epoch} ({accuracy}), then it fell", **values)
    if statistics.least(photos) > SETTLED:
        return _(
            "Validation reached {accuracy} in epoch {epoch}; {photos:# photo tells|# photos tell} "
            "no more",
            photos=photos,
            **values,
        )
    return _("Validation reached {accuracy} in epoch {epoch} and settled", **values)


def _trend(accuracies: Sequence[float]) -> float:
    """How far the last third lies above the third before it (single epochs are noise)."""
    third = len(accuracies) // 3
    if third < 1:
        return 0.0
    return mean(accuracies[-third:]) - mean(accuracies[-2 * third : -third])
