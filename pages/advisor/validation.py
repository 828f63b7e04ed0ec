"""How good the advice is: cases trained to the end, here and before, and the learner's own runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.advise import cases, judged, model, validate
from core.advise.case import Case
from core.advise.validate import Outcome
from core.figures.foretold import ForetoldPoint, foretold
from core.transfer.recipe import Recipe
from core.transfer.result import Results
from core.zoo import catalog as zoo
from dashboard.kit import ask, choice, example, trial
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.trial import Trial
from dashboard.shell import services
from dashboard.shell.language import _, listed
from dashboard.shell.names import as_written, in_plot
from pages.advisor import own_runs, reported, words

KEPT = "advisor_validation"  # a setting of earlier versions: {scope: outcomes}
SCOPES = {"quick": cases.QUICK, "all": cases.REPORT}
GOOD = 0.8  # share of good advice from which the page says that it held
# for the example: other photos than those of the cases that are offered
EXAMPLE = (Case("digits", ("4", "9"), 10), Case("textures", ("brick", "gravel"), 8, 5))


def examples() -> dict[str, Mapping[str, Recipe] | tuple[str, dict[str, Any]]]:
    asked = {"cases": [case.to_json() for case in EXAMPLE]}
    return {"trained": validate.arms(EXAMPLE), "measured": ("case_measures", asked)}


def draw(part: Part) -> None:
    ready = services.ready_datasets()
    offered = {  # uploads are made for the report alone
        name: [case for case in every if case.dataset in ready] for name, every in SCOPES.items()
    }
    scope = choice.one(
        _("How many cases?"),
        list(offered),
        "advisor_scope",
        "quick",
        lambda name: _("{count:# case|# cases}", count=len(offered[name])),
    )
    chosen = offered[scope]
    arms = validate.arms(chosen)
    part.say("before", cases=len(chosen), runs=len(arms))
    _compared(part, chosen, arms, services.setting(KEPT, {}).get(scope))
    st.subheader(_("Your own runs"), anchor=False)
    own_runs.draw(part)


def _compared(
    part: Part, chosen: Sequence[Case], arms: Mapping[str, Recipe], kept: list[Outcome] | None
) -> None:
    """The trial, and before it what the networks' features promise: asked for once there is a
    guess, kept in the log.  `kept`: what an earlier version had come to."""
    top, key = st.container(), f"advisor_validate_{len(chosen)}"
    asked = Question(
        _("Your prediction: how good is the advice?"),
        {
            "good": _("it comes near the best more often than a fixed choice does"),
            "even": _("it comes near the best, but no more often than a fixed choice"),
            "missed": _("it often misses the best"),
        },
        lines=True,
    )
    measures: list[dict[str, Any]] = []
    told = Trial(
        asked,
        arms,
        _("Train {cases:# case|# cases}", cases=len(chosen)),
        key,
        outcome=lambda results: _verdict(_summed(validate.outcomes(chosen, measures, results))),
        picture=lambda now, results: _picture(
            validate.outcomes(chosen, measures, now.results) if measures else [], results
        ),
        told=lambda results, came: _told(
            part, _summed(validate.outcomes(chosen, measures, results))
        ),
        kind="advice",
        primary=kept is None,
    )
    now = trial.standing(part, told)
    if now.found or now.active or trial.guessed(part, now):
        payload = {"cases": [case.to_json() for case in chosen]}
        words = _("Measuring every network on the photos")
        found = ask.result("case_measures", payload, words, f"{key}_measures")
        measures += found["measures"] if found else []
    with top:
        if measures or not now.complete:
            results = trial.draw(part, told)
            if results is None and kept is not None:
                _figure(_summed(kept))
                _told(part, _summed(kept))
            elif not (now.found or now.active):
                _example(part)
    if trial.guessed(part, now) or now.complete:
        reported.draw(part)


def _example(part: Part) -> None:
    """What comes of it on two other cases."""
    trained, measured = example.of(part, "trained"), example.of(part, "measured")
    if trained is None or measured is None:
        return
    cases_said = " · ".join(as_written(words.case(case.to_json())) for case in EXAMPLE)
    with example.framed(trained, cases_said):
        _figure(_summed(validate.outcomes(EXAMPLE, measured.found["measures"], trained.results)))


def _summed(found: Sequence[Outcome]) -> dict[str, Any]:
    return judged.summary(found, model.calibrated())


def _verdict(summed: Mapping[str, Any]) -> str:
    """``missed``; else ``good`` where more advice came near the best than the fixed choice did,
    or ``even``."""
    within = judged.rule(summed, judged.ADVICE)["within"]
    if within < GOOD:
        return "missed"
    return "good" if within > judged.rule(summed, judged.IMAGENET)["within"] else "even"


def _picture(found: Sequence[Outcome], results: Results | None) -> None:
    """The scatter so far, without recommendations: those need every training."""
    if results is not None:
        _figure(_summed(found))
        return
    fit = model.calibrated()
    points = [_point(one) for draw in found for one in judged.foretold(draw, fit)]
    if points:
        title = _("{count:# training|# trainings} so far", count=len(points))
        show(foretold(pen(), points, ""), key="advisor_live", alt=title, title=title)


def _figure(summed: Mapping[str, Any]) -> None:
    title = _(
        "Recommended recipes came to within {points} points of the best on average",
        points=f"{100 * judged.rule(summed, judged.ADVICE)['regret']:.1f}",
    )
    show(
        foretold(pen(), [_point(one) for one in summed["points"]], ""),
        key="advisor_foretold",
        alt=_("Expected against obtained accuracy of every training. {finding}", finding=title),
        title=title,
    )


def _point(one: Mapping[str, Any]) -> ForetoldPoint:
    return ForetoldPoint(
        one["expected"],
        one["low"],
        one["high"],
        one["obtained"],
        f"{in_plot(words.case(one['case']))}<br>"
        f"{words.arm(one['backbone'], one['way'])}<br>"
        f"{one['expected']:.0%} → {one['obtained']:.0%}",
        one["advised"],
    )


def _told(part: Part, summed: Mapping[str, Any]) -> None:
    count, mine = summed["advice"], judged.rule(summed, judged.ADVICE)
    within, baseline = (
        round(one["within"] * count) for one in (mine, judged.rule(summed, judged.IMAGENET))
    )
    part.say(_verdict(summed), within=within, count=count, baseline=baseline)
    part.say(
        "rank",
        rank=f"{summed['rank_correlation']:.2f}",
        inside=f"{summed['in_range']['all']:.0%}",
        winners=listed(
            _("{arm} ({value})", arm=zoo.get(name).title, value=times)
            for name, times in summed["winners"].items()
        )
        or "—",
    )
    low, high = mine["interval"]
    part.say("few", count=count, low=f"{low:.0%}", high=f"{high:.0%}")
    reported.every_case(summed)
