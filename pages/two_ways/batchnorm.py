"""The batch-norm trap, measured: statistics drift, answers fail, and no weight was trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any

import streamlit as st

from core import images, labels, statistics
from core.datasets import samples
from core.experiments import depth
from core.figures.drift import drift
from core.transfer.rates import LAB
from core.transfer.recipe import Recipe
from core.transfer.result import Results
from dashboard.kit import choice, lesson, networks, stage, trial, words
from dashboard.kit.chart import pen, show
from dashboard.kit.gallery import Picture, at_least, jpeg, marked, rows
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.series import Standing
from dashboard.kit.table import ruled
from dashboard.kit.trial import Experiment, Trial
from dashboard.shell import services
from dashboard.shell.language import _, language

BATCHES = (4, 8, 16)
MOMENTA = (0.9, 0.99)
STEPS = 64  # how far the experiment goes
SEEDS = (0, 1, 2)
MODES = ("frozen", "train")  # batch norm
CHAPTER_LAST = 30  # layers of InceptionV3 that the chapter's program opens
SLIPPED = 0.99  # similarity of the answers to those before, below which they have moved
TASK = Recipe(
    size=96,
    per_class=20,
    val_per_class=20,
    test_per_class=50,
    unfreeze=4,
    lp_ft=5,
    epochs=3,
    batch=8,
    suffix_lr=LAB,
)


def draw(part: Part) -> None:
    _experiment(part)
    st.subheader(_("How to keep it frozen"), anchor=False)
    part.say("keep")
    with st.expander(_("And in the chapter’s program?"), icon=":material/edit_note:"):
        inception = networks.described("inception_v3")
        if inception is not None:
            part.say("chapter", norms=depth.cut(inception, CHAPTER_LAST).norms)
    st.subheader(_("Does it hurt the new task, too?"), anchor=False)
    part.say("task")
    _task(part)
    lesson.try_it(
        TASK.but(dataset=services.first_recipe().dataset, bn="train"),
        _("Try it: batch norm let loose, in the playground"),
    )


def examples() -> dict[str, Any]:
    other = TASK.but(dataset="digits")
    modes = {mode: other.but(bn=mode) for mode in MODES}
    return {
        "bn_drift": ("batch_norm", {"batch": 16, "momentum": 0.99}),
        "bn_task": trial.seeded(modes, SEEDS),
    }


def _experiment(part: Part) -> None:
    controls, scene = stage.sides("batchnorm", 1, 2)
    with controls:
        part.say("before", steps=STEPS)
        batch = choice.one(_("Photos in a batch"), BATCHES, "bn_batch", 8)
        momentum = choice.one(
            _("Momentum of the stored statistics"),
            MOMENTA,
            "bn_momentum",
            0.9,
            help=_("Share of the old value that every step keeps: 0.99 is Keras’ default."),
        )
        trial.experiment(
            part,
            Experiment(
                Question(
                    _("Your prediction: what share of the twenty does it still know afterwards?"),
                    pick=SHARE,
                ),
                "batch_norm",
                {"batch": batch, "momentum": momentum},
                _("Pass {count:# batch|# batches} through", count=STEPS),
                "bn_drift",
                outcome=known,
                live=_live,
                picture=_drift,
                told=lambda found, came: _finding(part, found),
                other=_("Larger batches, a slower momentum."),
                scene=scene,
            ),
        )


def known(found: Mapping[str, Any]) -> float:
    """The share of the photos that it knows in the end."""
    right: int = found["looks"][-1]["right"]
    return right / len(found["labels"])


def _live(runs: Sequence[Mapping[str, Any]], active: bool) -> None:
    looks = runs[-1]["rows"]
    _figure(looks, None, len(looks) - 1, len(looks[0]["answers"]), f"bn_live_{len(looks)}")


def _drift(found: Mapping[str, Any]) -> None:
    """The network after so many steps: the drift, and what it answers."""
    steps = [row["step"] for row in found["looks"]]
    step = st.select_slider(
        _("Look at the network after so many steps"), steps, steps[-1], key="bn_step"
    )
    at = steps.index(step)
    _figure(found["looks"], found["twin"]["right"], at, len(found["labels"]), "bn_figure")
    _photos(found, at)


def _figure(
    looks: Sequence[dict[str, Any]], twin: int | None, at: int, asked: int, key: str
) -> None:
    row = looks[at]
    title = _(
        "After {step:# step|# steps}, with no weight trained: {right} of {asked} right "
        "(before: {before})",
        step=row["step"],
        right=row["right"],
        asked=asked,
        before=looks[0]["right"],
    )
    show(
        drift(pen(), looks, title, at=at, reach=(STEPS, asked), twin=twin),
        key=key,
        alt=_(
            "Right answers over steps, and the drift of every batch-norm layer. {finding}",
            finding=title,
        ),
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _thumbnail(name: str) -> str:
    return jpeg(images.resize(samples.sample(name).pixels()[None], 112)[0])


def _photos(found: Mapping[str, Any], at: int) -> None:
    """The photos with what the network answers after that step."""
    into, answers = language(), found["looks"][at]["answers"]
    rows(
        [
            Picture(
                _thumbnail(name),
                labels.name(true, into),
                labels.name(answer, into),
                marked(true == answer),
                true == answer,
            )
            for name, true, answer in zip(found["photos"], found["labels"], answers, strict=True)
        ],
        at_least(92),
        "framed dimmed",
    )


def _finding(part: Part, found: Mapping[str, Any]) -> None:
    first, last, twin = found["looks"][0], found["looks"][-1], found["twin"]
    values = {
        "steps": last["step"],
        "before": first["right"],
        "after": last["right"],
        "asked": len(found["labels"]),
        "mean": f"{mean(last['mean']):.1%}",
        "variance": f"{mean(last['variance']):.0%}",
        "cosine": f"{last['cosine']:.2f}",
        "layers": len(found["layers"]),
    }
    # the same photos are asked again: so many must change one way
    lost = first["right"] - last["right"]
    part.say(
        "fell" if lost >= statistics.FEWEST else "slipped" if last["cosine"] < SLIPPED else "held",
        **values,
    )
    still = max(twin["mean"]) == 0 and max(twin["variance"]) == 0
    part.say("twin_still" if still else "twin_moved", steps=twin["step"], right=twin["right"])


def _task(part: Part) -> None:
    base = TASK.but(dataset=services.first_recipe().dataset)
    asked = _("Your prediction: batch norm is let loose. What happens to the test accuracy?")
    choices = {"first": _("it lowers it"), "second": _("it raises it")}
    trial.draw(
        part,
        Trial(
            Question(asked, choices | {"open": _("No clear difference")}),
            trial.seeded({mode: base.but(bn=mode) for mode in MODES}, SEEDS),
            _("Fine-tune both, three seeds each"),
            "bn_task",
            outcome=lambda found: trial.change(found, *MODES).verdict,
            picture=_scores,
            told=lambda found, came: part.say(
                f"task_{came}",
                **words.points(trial.change(found, *MODES)),
                rate=words.rate(base.suffix_lr),
            ),
            primary=False,
        ),
    )


def _scores(now: Standing, found: Results | None) -> None:
    rows = []
    for seed in SEEDS:
        runs = [now.results.get(f"{mode}_{seed}") for mode in MODES]
        cells = [f"{run['test_accuracy']:.1%}" if run else "" for run in runs]
        rows.append((str(seed), *cells))
    ruled((_("Seed"), _("batch norm frozen"), _("batch norm let loose")), rows, "l")
