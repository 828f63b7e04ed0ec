"""Between two networks: the weights of one with a new head and of the fine-tuned one, mixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.experiments import shift
from core.figures.along import Line, along
from core.statistics import least, wilson_interval
from core.transfer.recipe import Recipe
from dashboard.kit import lesson, readiness, stage, trial
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.trial import Experiment, Found
from dashboard.shell.language import _
from pages.holds import ways

KEY = "holds_between"
HALFWAY = shift.MIXES.index(0.5)
Runs = Sequence[Mapping[str, Any]]


def draw(part: Part) -> None:
    if not readiness.has_cifar10():
        return
    left, right = stage.sides(KEY)
    with left:
        share = st.select_slider(
            _("Share of the fine-tuned network"),
            range(len(shift.MIXES)),
            HALFWAY,
            format_func=lambda place: percent(shift.MIXES[place]),
            key=f"{KEY}_share",
        )
        picture = partial(_picture, share)
        trial.experiment(
            part,
            Experiment(
                Question(
                    _(
                        "Every weight halfway between the two networks: how many test photos, good "
                        "and damaged, does that network get right?"
                    ),
                    {
                        "worse": _(
                            "Far fewer than either: the mean of two networks is not a network"
                        ),
                        "between": _("As many as the two, or between them"),
                        "better": _("Clearly more than either"),
                    },
                    lines=True,
                ),
                "between",
                payload(),
                _("Fine-tune, then mix"),
                KEY,
                outcome=lambda found: outcome(found["runs"]),
                live=lambda runs, active: picture({"runs": runs}),
                picture=picture,
                told=partial(_told, part),
                other=_("Another network, and fewer photos to learn from."),
                scene=right,
            ),
        )
    lesson.try_it(shift.tuned(), _("Try it: train the fine-tuned one in the playground"))


def payload(base: Recipe = shift.BASE) -> dict[str, Any]:
    """What the worker is asked for."""
    return {"recipe": shift.tuned(base).to_json(), "seeds": shift.SEEDS}


def examples() -> dict[str, Any]:
    return {KEY: ("between", payload(ways.OTHER))}


def smaller(found: dict[str, Any]) -> dict[str, Any]:
    return ways.smaller(found)


def both(runs: Runs, place: int) -> float:
    """Mean of the shares right among good and among damaged photos, at one of the mixes."""
    photos = sum(run["photos"] for run in runs)
    right = sum(run["clean"][place] + run["shifted"][place] for run in runs)
    return float(right / (2 * photos))


def outcome(runs: Runs) -> str:
    """Where the network halfway stands against both ends; the same photos are asked each time."""
    ends, half = [both(runs, 0), both(runs, -1)], both(runs, HALFWAY)
    clearly = least(sum(run["photos"] for run in runs))
    if half < min(ends) - clearly:
        return "worse"
    return "better" if half > max(ends) + clearly else "between"


def best(runs: Runs) -> int:
    """The mix with most right, good and damaged photos together; the first of equals."""
    return max(range(len(shift.MIXES)), key=lambda place: both(runs, place))


def _picture(share: int, found: Found) -> None:
    runs = found["runs"]
    photos = sum(run["photos"] for run in runs)
    lines, now = [], []
    for kind, name, tone in (
        ("clean", _("good photos"), "right"),
        ("shifted", _("damaged photos (severity {severity})", severity=shift.MIDDLE), "trainable"),
    ):
        counts = [sum(run[kind][place] for run in runs) for place in range(len(shift.MIXES))]
        values = [count / photos for count in counts]
        lines.append(Line(name, tone, values, [wilson_interval(one, photos) for one in counts]))
        now.append(f"{name} {percent(values[share])}")
    title = _("{share} fine-tuned: {list}", share=percent(shift.MIXES[share]), list=" · ".join(now))
    figure = along(
        pen(),
        lines,
        title,
        steps=[percent(mix) for mix in shift.MIXES],
        over=_("Share of the fine-tuned network"),
        share=_("test photos right (95% interval)"),
        at=share,
    )
    show(figure, key=f"{KEY}_curves", alt=title)


def _told(part: Part, found: Found, came: str) -> None:
    part.say(came)
    runs = found["runs"]
    place, ends = best(runs), max(both(runs, 0), both(runs, -1))
    gained = 100 * (both(runs, place) - ends)
    part.say(
        "best" if gained > 0 else "ends",
        share=percent(shift.MIXES[place]),
        points=f"{gained:.1f}",
    )
    part.say("why")
