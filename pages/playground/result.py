"""What came of a training: the headline, the gap, the mistakes, the classes, the code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.transfer.result import Result
from dashboard.kit import class_report, confusion, export, far, proof, words
from dashboard.kit.shown import Shown
from dashboard.shell.language import _
from dashboard.shell.names import as_written, markdown
from pages.playground import code, curves, guess, mistakes, state, train

SMALL, LARGE = 0.05, 0.15  # training minus test accuracy: below hardly a gap, above by heart
TOLD = 3  # changed settings that are named


def panel(
    run: Shown, earlier: Sequence[Shown] = (), beside: Callable[[], None] = lambda: None
) -> None:
    """A finished run at a glance, whatever its end was; `earlier`: runs whose curves lie behind
    its own; `beside` draws how it compares with others."""
    _since(run)
    if not run.done:
        _ended_otherwise(run)
        return
    _headline(run)
    guess.answer(run)
    beside()
    curves.finished(run, earlier)
    st.markdown(_gap(run.result))
    for note in run.notes:
        st.caption(f":material/info: {markdown(note)}")


def details(run: Shown) -> None:
    """What else there is to see of a run that is done."""
    matrix, worst, classes, program = st.tabs(
        [
            _("Confusion matrix"),
            _("Confident mistakes"),
            _("Each class"),
            _("Show me the code"),
        ]
    )
    with matrix:
        confusion.panel(run)
    with worst:
        mistakes.panel(run)
    with classes:
        class_report.panel(run)
    with program:
        code.panel(run.recipe)
    export.expander(run.recipe, run.result, _taken(run))


def _taken(run: Shown) -> str:
    return f"pg_export_{run.id}"


def _since(run: Shown) -> None:
    """Which settings have changed since; nothing while the controls say what was trained."""
    changed = words.differences(run.recipe, state.recipe())
    if not changed:
        return
    more = [_("and {count} more", count=len(changed) - TOLD)] if len(changed) > TOLD else []
    said = as_written(" · ".join([*changed[:TOLD], *more]))
    st.info(
        _("Your settings have changed since this result. {differences}", differences=said),
        icon=":material/edit:",
    )
    train.here()


def _ended_otherwise(run: Shown) -> None:
    """Cancelled, failed or lost: what happened, what is there, and how to go on."""
    if run.status == "cancelled":
        epochs = len(run.result.get("history", []))
        st.info(
            _("You stopped this training after {count:# epoch|# epochs}.", count=epochs)
            if epochs
            else _("You stopped this training before its first epoch was over."),
            icon=":material/stop_circle:",
        )
    else:
        reason = "  \n".join(markdown(note) for note in run.notes)
        st.error(reason or _("This training did not finish."), icon=":material/error:")
    st.button(
        _("Run it again"),
        icon=":material/replay:",
        key="pg_again",
        on_click=train.start,
        args=(run.recipe,),
    )
    curves.finished(run)


def _headline(run: Shown) -> None:
    result = run.result
    low, high = result["test_interval"]
    number, story = st.columns([2, 3], gap="small", vertical_alignment="center")
    with number:
        st.metric(
            _("Test accuracy"),
            f"{result['test_accuracy']:.0%}",
            help=_(
                "Of {count:# photo|# photos} that the network had never seen. With 95% "
                "confidence the true share lies between {low} and {high}.",
                count=len(result["predictions"]["true"]),
                low=f"{low:.0%}",
                high=f"{high:.0%}",
            ),
        )
    with story:
        proof.scale(result)
    took = _(
        "{learning} parameters learned, in {time}.",
        learning=words.number(result["trainable_parameters"]),
        time=words.seconds(result["seconds"]["total"]),
    )
    said, way = st.columns([2, 1], gap="small", vertical_alignment="center")
    said.caption(f"{words.title(run.recipe)} · {took}")
    with way:
        far.door(_taken(run), _("Take it along"), ":material/download:")


def _gap(result: Result) -> str:
    """Training, validation and test in one sentence."""
    values = {
        "train": f"{result['train_accuracy']:.0%}",
        "val": f"{result['val_accuracy']:.0%}",
        "test": f"{result['test_accuracy']:.0%}",
    }
    gap = result["train_accuracy"] - result["test_accuracy"]
    low, high = (result["train_accuracy"] - end for end in reversed(result["test_interval"]))
    chance = 1 / len(result["classes"])
    if result["test_interval"][0] <= chance:
        return _(
            "Training {train}, validation {val}, test {test}: on new photos it cannot be told from "
            "guessing ({chance}).",
            chance=f"{chance:.0%}",
            **values,
        )
    if gap > LARGE and low > SMALL:
        return _(
            "It knows its training photos ({train}) far better than new ones (validation {val}, "
            "test {test}): it has learned some by heart.",
            **values,
        )
    if high > LARGE:
        return _(
            "Training {train}, validation {val}, test {test}: {count:# test photo is|# test photos "
            "are} too few to tell a large gap from a small one (95% interval: {low} to {high} "
            "points).",
            count=len(result["predictions"]["true"]),
            low=f"{100 * low:.0f}".replace("-", "−"),
            high=f"{100 * high:.0f}",
            **values,
        )
    if gap > SMALL:
        return _(
            "Training {train}, validation {val}, test {test}: a small gap, as one expects.",
            **values,
        )
    return _(
        "Training {train}, validation {val}, test {test}: hardly a gap, what it learned carries "
        "over to new photos.",
        **values,
    )
