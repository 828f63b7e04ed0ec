"""Doubtful labels: found in the learner's photos, and how far such a search can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.datasets import library
from core.experiments import planted
from core.figures.comparison import RunDot, run_comparison
from core.transfer import doubtful
from core.zoo import catalog
from dashboard.kit import choice, lesson, readiness, stage, trial
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.trial import Experiment, Found
from dashboard.shell.language import _
from dashboard.shell.names import as_written
from pages.dataset import decided, state

KEY, OWN = "doubts_planted", "doubts_own"
CIFAR, MINE = "cifar10", "mine"  # whose labels are spoiled
NONE, FEW, SOME, MANY = "none", "few", "some", "many"
FEW_SHARE, SOME_SHARE = 0.02, 0.1  # of the photos, at most


def draw(part: Part) -> None:
    said = state.chosen()
    if said is not None:
        decided.back(said)
        _own(part, said)
        st.subheader(_("How far can it be trusted?"), anchor=False)
    left, right = stage.sides(KEY)
    with left:
        asked = _asked(said)
        if asked is not None:
            trial.experiment(part, _planted(part, asked, right))
        if said is None:
            part.say("empty")
            lesson.button("dataset", "photos", _("Add photos"), "doubts_add", "add")


def examples() -> dict[str, Any]:
    return {KEY: ("planted", payload("cifar10", ("automobile", "truck"), "mobilenet_v2_dogs"))}


def smaller(found: dict[str, Any]) -> dict[str, Any]:
    return found


# -- the learner's photos -------------------------------------------------------------------------


def _own(part: Part, said: Mapping[str, Any]) -> None:
    few, some = bounds(len(said["labels"]))
    question = Question(
        _("How many of your {total:# photo|# photos} will be named?", total=len(said["labels"])),
        {
            NONE: _("none"),
            FEW: _("1 to {most}", most=few),
            SOME: _("{least} to {most}", least=few + 1, most=some),
            MANY: _("more"),
        },
    )
    st.markdown(f"**{as_written(said['title'])}**")
    trial.experiment(
        part,
        Experiment(
            question,
            "doubtful",
            {"dataset": said["id"], "backbone": doubtful.BACKBONE},
            _("Look for doubtful labels"),
            OWN,
            outcome=outcome,
            live=lambda runs, active: None,
            picture=lambda found: None,
            told=partial(_named, part, said),
        ),
    )


def bounds(photos: int) -> tuple[int, int]:
    """Up to how many named photos are few, and up to how many some."""
    few = max(1, round(FEW_SHARE * photos))
    return few, max(few + 1, round(SOME_SHARE * photos))


def outcome(found: Found) -> str:
    """Which answer came true."""
    count, (few, some) = len(found["doubtful"]), bounds(found["photos"])
    return NONE if not count else FEW if count <= few else SOME if count <= some else MANY


def _named(part: Part, said: Mapping[str, Any], found: Found, _came: Any) -> None:
    count = len(found["doubtful"])
    part.say("found" if count else "none", count=count, photos=found["photos"])
    if count:
        decided.draw(part, said, found["doubtful"])
    with st.expander(_("How this was measured")):
        part.say(
            "how",
            network=catalog.get(found["backbone"]).title,
            folds=doubtful.FOLDS,
            list=" · ".join(
                f"{as_written(title)} {percent(threshold)}"
                for title, threshold in zip(said["class_titles"], found["thresholds"], strict=True)
            ),
            seconds=f"{found['seconds']:.0f}",
        )


# -- planted errors -------------------------------------------------------------------------------


def payload(
    dataset: str, classes: Sequence[str] = (), backbone: str = doubtful.BACKBONE
) -> dict[str, Any]:
    """What the worker is asked for."""
    return {
        "dataset": dataset,
        "classes": list(classes),
        "per_class": planted.PER_CLASS,
        "backbone": backbone,
        "seeds": planted.SEEDS,
    }


def _asked(said: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Whose labels are spoiled; None where there are no photos for it."""
    ready = library.available(planted.DATASET)
    if said is None:
        ready = readiness.has_cifar10()
        return payload(planted.DATASET, planted.CLASSES) if ready else None
    names = {CIFAR: _("CIFAR-10: cats and dogs")} if ready else {}
    names |= {MINE: as_written(said["title"])}
    if choice.one(_("Photos"), names, f"{KEY}_photos") == MINE:
        part = _("What is named besides may be an error of yours that was there before.")
        st.caption(f":material/info: {part}")
        return payload(said["id"])
    return payload(planted.DATASET, planted.CLASSES)


def _planted(part: Part, asked: dict[str, Any], scene: Any) -> Experiment:
    low = planted.SHARES[0]
    return Experiment(
        Question(
            _(
                "{share} of the labels are made wrong on purpose. How many of these errors does "
                "the search find?",
                share=percent(low),
            ),
            pick=SHARE,
        ),
        "planted",
        asked,
        _("Plant errors and search"),
        KEY,
        outcome=lambda found: round(planted.rates(found["runs"], low)["recall"]["share"], 4),
        live=lambda runs, active: _picture({"runs": runs}),
        picture=_picture,
        told=partial(_trusted, part),
        other=_("Other photos, and another network."),
        scene=scene,
    )


def _picture(found: Found) -> None:
    dots = []
    for share in planted.SHARES:
        for kind, rate in planted.rates(found["runs"], share).items():
            if rate["share"] is None:
                continue
            label = (
                _("Errors found, {share} wrong", share=percent(share))
                if kind == "recall"
                else _("Errors among the named, {share} wrong", share=percent(share))
            )
            low, high = rate["interval"]
            hover = _(
                "{name}: {accuracy} (95% interval {low}–{high})",
                name=label,
                accuracy=percent(rate["share"]),
                low=percent(low),
                high=percent(high),
            )
            dots.append(RunDot(label, rate["share"], (low, high), hover, kind == "recall"))
    if dots:
        title = dots[0].hover
        figure = run_comparison(pen(), dots, title, over=_("share (95% interval)"))
        show(figure, key=f"{KEY}_figure_{len(found['runs'])}", alt=title)


def _trusted(part: Part, found: Found, _came: Any) -> None:
    for share in planted.SHARES:
        count, named, hits = planted.totals(found["runs"], share)
        part.say(
            "measured",
            share=percent(share),
            planted=count,
            hits=hits,
            named=named,
            wrong=named - hits,
        )
    part.say("why", unplanted=found["unplanted"], photos=found["photos"])
    with st.expander(_("How this was measured")):
        part.say(
            "planted_how",
            network=catalog.get(found["backbone"]).title,
            photos=found["photos"],
            seeds=planted.SEEDS,
            seconds=f"{found['seconds']:.0f}",
        )
