"""The chapter's own program at its own settings, beside ours: what differs, how long it takes, and
what it reaches on the same photos."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.datasets import library
from core.experiments import chapter_program as chapter
from core.figures.comparison import RunDot, run_comparison
from core.runs import estimate
from core.statistics import touch
from core.transfer.rates import CHAPTER
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo import facts
from dashboard.kit import download, example, stage, trial, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.table import ruled
from dashboard.kit.trial import Experiment, Found
from dashboard.shell.language import _, translate
from pages.cats_dogs import stages, state

KEY = "cd_chapter"
KIND = "chapter_project"
NETWORK = "inception_v3"


def examples() -> dict[str, tuple[str, dict[str, Any]]]:
    asked = state.example_recipes()[state.BOTH].but(per_class=50, val_per_class=12)
    return {KEY: (KIND, {"recipe": chapter.at_its_settings(asked).to_json()})}


def draw(part: Part) -> None:
    source = state.chosen()
    if source is None:
        part.say("nothing")
        return
    both = state.recipes(source)[state.BOTH]
    asked = chapter.at_its_settings(both)
    left, right = stage.sides("chapter")
    with left:
        _run(part, asked, right)
        st.caption(f":material/schedule: {_time(part, asked)}")
    st.subheader(_("Every difference"), anchor=False)
    _differences(part, both)
    part.say("same", epochs=asked.lp_ft, more=asked.epochs)
    network = zoo.get(both.backbone).title
    part.say("real" if both.backbone == NETWORK else "stand_in", network=network)
    with st.expander(_("The chapter’s program, as it runs here"), icon=":material/code:"):
        code = chapter.program(asked)
        st.code(code, language="python", height=420)
        download.offer(_("Download"), lambda: code, "cats_and_dogs.py", "cd_program", icon="code")


def _run(part: Part, asked: Recipe, scene: DeltaGenerator) -> None:
    """Ask, run and tell."""
    trial.experiment(
        part,
        Experiment(
            Question(
                _("Your prediction: how many of the test photos will the chapter’s settings get?"),
                pick=SHARE,
                near=0.05,
            ),
            KIND,
            {"recipe": asked.to_json()},
            _("Run the chapter’s program"),
            KEY,
            outcome=lambda found: round(found["test_accuracy"], 4),
            live=partial(_live, asked),
            picture=partial(_picture, asked),
            told=lambda found, came: _told(part, found),
            other=_("Other than yours: {list}.", list=_("50 photos of each class of CIFAR-10")),
            scene=scene,
        ),
    )


def _differences(part: Part, ours: Recipe) -> None:
    """Every setting in which the two differ, and why."""
    network = zoo.get(ours.backbone).title
    low, high = words.rate(CHAPTER), words.rate(ours.lr)
    rows = [
        (
            _("Photos"),
            _("Dogs vs Cats, from its folders"),
            _(
                "{title}: {count} of each class",
                title=translate(library.get(ours.dataset).title),
                count=ours.per_class,
            ),
            "why_photos",
        ),
        (_("Network"), "InceptionV3", network, "why_network"),
        (_("Photo size"), "299 px", f"{ours.size} px", "why_size"),
        (
            _("Learn in stage 2"),
            _("the last {count:# layer|# layers}", count=chapter.LAYERS),
            _("the last {count:# block|# blocks}", count=ours.unfreeze),
            "why_blocks",
        ),
        (
            _("Batch norm of the network"),
            _("learns where its layer is unfrozen"),
            _("stays frozen"),
            "why_norm",
        ),
        (
            _("Learning rates in stage 2"),
            _("{low} for everything", low=low),
            _("head {high}, blocks {low}", high=high, low=low),
            "why_rates",
        ),
        (
            _("Output and loss"),
            _("1 output, sigmoid, binary cross-entropy"),
            _("2 outputs, softmax, cross-entropy"),
            "why_output",
        ),
        (_("Pixels"), _("0 to 1"), _("as the network learned them"), "why_pixels"),
        (
            _("Changed photos"),
            _("a new version in every epoch"),
            _("{count:# version|# versions}, made once", count=ours.views),
            "why_views",
        ),
        (
            _("Weights that are kept"),
            _("of the lowest validation loss"),
            _("of the best validation accuracy"),
            "why_kept",
        ),
    ]
    told = [
        (f"**{name}**", theirs, our, part.text(why))
        for name, theirs, our, why in rows
        if theirs != our
    ]
    with st.container(key="document_differences"):
        ruled((_("Setting"), _("The chapter’s"), _("Ours"), _("Why")), told, "l")


def _time(part: Part, asked: Recipe) -> str:
    """From the example: photos through the network, and how much work the network is."""
    shown = example.of(part, KEY)
    if shown is None:
        return _("How long it takes here is not known yet: usually a few minutes.")
    told = Recipe.from_json(shown.asked["payload"]["recipe"])
    work = [_work(one) for one in (told, asked)]
    seconds = shown.found["seconds"] * work[1] / work[0] if all(work) else 0
    if not seconds:
        return _("How long it takes here is not known yet: usually a few minutes.")
    return _(
        "About {low} to {high}, by the example’s time: every epoch sends every photo through the "
        "whole network again.",
        low=words.about(seconds / 2),
        high=words.about(2 * seconds),
    )


def _work(recipe: Recipe) -> float:
    counted = facts.read(recipe.backbone)
    return chapter.passes(recipe) * sum(estimate.block_macs(counted, recipe.size)) if counted else 0


def _live(asked: Recipe, runs: Sequence[Found], active: bool) -> None:
    stages.chart(runs[-1]["rows"], asked, key="cd_live")


def _picture(asked: Recipe, found: Found) -> None:
    """Its curves, and its accuracy beside ours where that is measured."""
    stages.chart(found["history"], asked, key="cd_chapter_done")


def _told(part: Part, found: Found) -> None:
    low, high = found["test_interval"]
    part.say(
        "done",
        accuracy=f"{found['test_accuracy']:.1%}",
        low=f"{low:.1%}",
        high=f"{high:.1%}",
        layers=found["layers"],
        norms=found["norms"],
        time=words.seconds(found["seconds"]),
    )
    project = state.own()
    if project is None:
        part.say("ours_first")
        return
    ours = project.results[state.BOTH]
    named = {_("the chapter’s settings"): found, _("ours"): ours}
    values = {
        "chapter": f"{found['test_accuracy']:.0%}",
        "ours": f"{ours['test_accuracy']:.0%}",
        "time": words.seconds(ours["seconds"]["total"]),
    }
    alike = touch(found["test_interval"], ours["test_interval"])
    title = (
        _("The chapter’s settings {chapter}, ours {ours}: not clearly different", **values)
        if alike
        else _("The chapter’s settings {chapter}, ours {ours}: a clear difference", **values)
    )
    dots = [RunDot.of(name, one) for name, one in named.items()]
    show(
        run_comparison(pen(), dots, "", chance=0.5),
        key="cd_both_ways",
        alt=_("Test accuracy of {count:# run|# runs}. {finding}", count=2, finding=title),
        title=title,
    )
    part.say("alike" if alike else "apart", time=values["time"])
