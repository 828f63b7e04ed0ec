"""Predict → measure → see why: the one way a lesson compares trainings.

A part declares its `Trial`: the question and its choices, the arms, what the measurement comes to.
`draw` asks for the guess first and keeps it, trains the arms as a series (resumable, every run in
the log), draws what there is so far, says how the guess did and hands over to the part's own words.
`experiment` does the same for one task that trains small networks of its own, which no recipe is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.transfer.recipe import Recipe
from dashboard.kit import ask, guesses, predict_first, series
from dashboard.kit.guesses import Guess
from dashboard.kit.lesson import Part
from dashboard.kit.series import Standing
from dashboard.shell import services
from dashboard.shell.language import _

Results = Mapping[str, Mapping[str, Any]]
Judge = Callable[[Any, Any], bool | None]
Reply = Callable[[Any, Any], str]
Found = Mapping[str, Any]
EVEN = "even"  # the guess that nothing will be clearly ahead
ONE, SEVERAL, ORDER = "one", "several", "order"  # what a guess is: of the choices


def equal(said: Any, came: Any) -> bool:
    return bool(said == came)


def leads(said: Any, leaders: Any) -> bool | None:
    """Whether a guess of who is clearly ahead (`EVEN`: nobody) came true; `leaders`: those who are
    not clearly behind the best (`core.statistics.judge`).  None: it is one of several."""
    if len(leaders) == 1:
        return bool(said == leaders[0])
    if said == EVEN:
        return True
    return None if said in leaders else False


def reply(right: bool | None) -> str:
    """How a guess did, in words."""
    if right is None:
        return _(":material/balance: What you predicted is not clearly ahead of the rest.")
    if right:
        return _(":material/check: You predicted that.")
    return _(":material/help: You predicted something else. What could explain it?")


@dataclass(frozen=True)
class Question:
    """What is to be predicted: `choices` by id, `pick` one of them, several, or all in order.

    `judge` tells whether a guess came true by what came out; None: that cannot be told.  `reply`
    says it.  `first`: what is said below the button while nothing is predicted.
    """

    ask: str
    choices: Mapping[str, str]
    pick: str = ONE
    judge: Judge = equal
    reply: Reply | None = None
    first: str = ""
    lines: bool = False  # a line for each choice

    def complete(self, said: Any) -> bool:
        if self.pick == ORDER:
            return len(said or ()) == len(self.choices)
        return bool(said)


@dataclass(frozen=True)
class Trial:
    """A comparison of trainings.

    `outcome` says by `core.statistics` which choice came true.  `picture` draws what there is so
    far, live and at the end; it is given the results once all are there.  `told` follows then, with
    what came out.  `lost`: an arm may fail; its result is ``history`` and ``lost``, the reason.
    """

    question: Question
    arms: Mapping[str, Recipe]
    label: str
    key: str
    outcome: Callable[[Results], Any]
    picture: Callable[[Standing, Results | None], None]
    told: Callable[[Results, Any], None]
    kind: str = ""  # of its series; else the lesson and its part
    primary: bool = True
    lost: bool = False


def standing(part: Part, trial: Trial) -> Standing:
    """How far the trainings are."""
    arms = {name: recipe.check() for name, recipe in trial.arms.items()}
    return series.standing(trial.kind or f"{part.lesson}/{part.id}", arms)


def results(now: Standing, lost: bool = False) -> Results | None:
    """What every arm came to; None until all are there.  `lost`: failed ones count, too."""
    if now.active or not now.complete or (now.refused and not lost):
        return None
    failed = {
        name: {"history": now.rows.get(name, []), "lost": why.to_json()}
        for name, why in now.refused.items()
    }
    every = failed | now.results
    return {name: every[name] for name in now.recipes}


def draw(part: Part, trial: Trial) -> Results | None:
    """Ask, measure, and tell; the results once all are there."""
    now = standing(part, trial)
    place = f"{part.lesson}/{part.id}/{now.name}"
    guess = asked(place, trial.key, trial.question, bool(now.found or now.active))
    if guess is None and not (now.found or now.active):
        predict_first.button(trial.label, trial.key, trial.question.first)
        return None

    def so_far(then: Standing) -> None:
        found = results(then, trial.lost)
        if then.rows:
            trial.picture(then, found)
        if found is not None:
            came = trial.outcome(found)
            answer(trial.question, guess, came)
            trial.told(found, came)

    series.control(now, trial.label, trial.key, so_far, trial.primary)
    return results(now, trial.lost)


@dataclass(frozen=True)
class Experiment:
    """A comparison that one task makes, with its payload; the rest as in `Trial`."""

    question: Question
    kind: str
    payload: Mapping[str, Any]
    label: str
    key: str
    outcome: Callable[[Found], Any]
    live: ask.Live
    picture: Callable[[Found], None]
    told: Callable[[Found, Any], None]
    primary: bool = True


def experiment(part: Part, trial: Experiment) -> None:
    """Ask, measure, and tell."""
    asking = ask.Question(trial.kind, dict(trial.payload), trial.key, live=trial.live)
    begun = ask.begun(trial.kind, asking.payload, trial.key)
    place = f"{part.lesson}/{part.id}/{asking.digest[:12]}"
    guess = asked(place, trial.key, trial.question, begun)
    if guess is None and not begun:
        predict_first.button(trial.label, trial.key, trial.question.first)
        return
    found = ask.press(asking, trial.label, trial.primary)
    if found is not None:
        came = trial.outcome(found)
        trial.picture(found)
        answer(trial.question, guess, came)
        trial.told(found, came)


def asked(place: str, key: str, question: Question, begun: bool) -> Guess | None:
    """The question, and the guess: kept as soon as it is whole, settled once measuring has begun.

    Nobody is asked any more about what is there without a guess.
    """
    kept = guesses.at(place)
    if begun and kept is None:
        return None
    widget, whose = f"{key}_guess", (services.learner(), place)  # a reload learns later who it is
    if widget not in st.session_state or st.session_state.get(f"{key}_place") != whose:
        nothing: Any = None if question.pick == ONE else []
        st.session_state[widget] = kept.said if kept is not None else nothing
        st.session_state[f"{key}_place"] = whose
    said = _choice(widget, question, disabled=begun)
    if begun or (kept is not None and said == kept.said):
        return kept
    if not question.complete(said):
        return None
    guesses.keep(place, said)
    return guesses.at(place)


def _choice(key: str, question: Question, disabled: bool) -> Any:
    ids = list(question.choices)

    def words(choice: str) -> str:
        return question.choices.get(choice, choice)

    if question.pick == ONE:
        return st.radio(
            question.ask,
            ids,
            index=None,
            format_func=words,
            key=key,
            horizontal=not question.lines,
            disabled=disabled,
        )
    if question.pick == SEVERAL:
        return st.pills(
            question.ask,
            ids,
            format_func=words,
            selection_mode="multi",
            key=key,
            disabled=disabled,
        )
    return st.multiselect(
        question.ask,
        sorted(ids),
        format_func=words,
        key=key,
        placeholder=_("the most first …"),
        wrap=True,
        disabled=disabled,
    )


def answer(question: Question, guess: Guess | None, came: Any) -> None:
    """Keep what came out, and say how the guess did."""
    if guess is None:
        return
    right = question.judge(guess.said, came)
    guesses.settle(guess, came, right)
    said = question.reply(guess.said, came) if question.reply else reply(right)
    st.markdown(said)


def table(
    heads: Sequence[str],
    rows: Sequence[tuple[str, Callable[[Mapping[str, Any]], str]]],
    results: Results,
) -> None:
    """A Markdown table: what each column holds is asked of every result."""
    lines = [" | ".join(heads), " | ".join(["---", *["--:"] * len(results)])]
    for name, cell in rows:
        lines.append(" | ".join([name, *(cell(result) for result in results.values())]))
    st.markdown("\n".join(f"| {line} |" for line in lines))
