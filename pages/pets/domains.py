"""The new-domain challenge: predict, measure, and ask whether similarity would have told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from statistics import mean
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.datasets import library
from core.datasets.subset import make_subset
from core.experiments import domains
from core.experiments.domains import Gain
from core.figures.dumbbell import Ends, dumbbell
from core.figures.gain_map import GainDot, gain_map
from core.images import resize
from core.messages import signed
from core.transfer.recipe import Recipe
from core.transfer.result import Results
from dashboard.kit import ask, lesson, stage, trial
from dashboard.kit.chart import pen, show
from dashboard.kit.gallery import Picture, across, jpeg, rows
from dashboard.kit.lesson import Part
from dashboard.kit.predict import ORDER, Question
from dashboard.kit.series import Standing
from dashboard.kit.trial import Trial
from dashboard.shell import services, sitemap
from dashboard.shell.language import _, translate

COUNTS = (5, 10, 20, 50)
SAMPLES = 3  # photos of each domain
SHOWN = 80  # pixels
EXAMPLE = ("textures", "digits")  # two of the domains, with fewer photos than the page starts with
CEILING = 0.9  # accuracy of scratch from which there is little left to gain


def examples() -> dict[str, Mapping[str, Recipe]]:
    return {"domains_run": domains.recipes(EXAMPLE, 5)}


def draw(part: Part) -> None:
    ready = [name for name in domains.DOMAINS if name in services.ready_datasets()]
    left, right = stage.sides("domains")
    with right:
        for place, name in zip(st.columns(len(ready)), ready, strict=True):
            with place:
                _domain(name)
    with left:
        per_class = _measured(part, ready, right)
        lesson.try_it(
            domains.recipe(ready[-1], per_class, domains.TRANSFER, 0),
            _("One of these trainings on the playground"),
        )
    part.say("fair")
    if sitemap.stands("advisor"):
        sitemap.link("advisor", _("Measure before you train: the advisor"), ":material/explore:")


def _measured(part: Part, ready: Sequence[str], scene: DeltaGenerator) -> int:
    """Ask, train and tell; with how many photos of each class."""
    per_class: int = st.select_slider(_("Photos per class"), COUNTS, 10, key="domains_per_class")
    arms = domains.recipes(ready, per_class)
    trial.draw(
        part,
        Trial(
            Question(
                _("Your prediction: where does transfer gain most? Pick all in order"),
                {name: title(name) for name in ready},
                ORDER,
                agrees,
                partial(of_guess, part),
                part.text("first"),
            ),
            arms,
            _("Measure: {count:# training|# trainings}", count=len(arms)),
            "domains_run",
            outcome=lambda results: domains.apart(domains.gains(results, ready)),
            picture=_picture,
            told=lambda results, came: _told(part, domains.gains(results, ready), per_class, scene),
            kind="domains",
            scene=scene,
        ),
    )
    return per_class


def title(dataset: str) -> str:
    """A domain in one or two words: what stands before the colon of its title."""
    return translate(library.get(dataset).title).replace("：", ":").split(":")[0]


def _domain(name: str) -> None:
    """A few photos, and how near they are thought to be."""
    st.markdown(f"**{title(name)}**")
    photos = make_subset(name, (), SAMPLES, 1, 1, 0).train.images[:SAMPLES]
    label = _("A training photo of: {name}", name=title(name))
    rows([Picture(jpeg(photo), label) for photo in resize(photos, SHOWN)], across(SAMPLES))
    st.caption(translate(library.get(name).similarity))


def agrees(guess: Sequence[str], pairs: Sequence[Sequence[str]]) -> bool | None:
    """Whether a guessed order is that of all pairs that can be told apart."""
    return domains.agreeing(guess, pairs) == len(pairs) if pairs else None


def of_guess(part: Part, guess: Sequence[str], pairs: Sequence[Sequence[str]]) -> str:
    """What became of a guessed order."""
    icon = ":material/target:" if agrees(guess, pairs) else ":material/search:"
    right = domains.agreeing(guess, pairs)
    said = part.text("guessed" if pairs else "guess_open", right=right, pairs=len(pairs))
    return f"{icon} {said}"


def _picture(now: Standing, results: Results | None) -> None:
    found = domains.gains(now.results, domains.DOMAINS)
    if found:
        _gains(found, whole=results is not None)


def _told(part: Part, found: Sequence[Gain], per_class: int, scene: DeltaGenerator) -> None:
    findings(part, found)
    with scene:
        _similarity(part, found, per_class)


def _gains(found: Sequence[Gain], whole: bool) -> None:
    order = sorted(found, key=lambda gain: -gain.points.mean)
    rows = [
        Ends(
            title(gain.dataset),
            mean(gain.scratch),
            mean(gain.transfer),
            _(
                "{points:# point|# points} ({low} to {high})",
                points=_points(gain.points.mean),
                low=_points(gain.points.low),
                high=_points(gain.points.high),
            ),
            (min(gain.scratch), max(gain.scratch)),
            (min(gain.transfer), max(gain.transfer)),
            1 / len(library.get(gain.dataset).classes),
        )
        for gain in order
    ]
    finding = _("So far")
    if whole and not domains.told_apart(found):
        finding = _("These runs do not tell where transfer gains most")
    elif whole:
        finding = _(
            "Transfer gains most on {most}, least on {least}",
            most=title(order[0].dataset),
            least=title(order[-1].dataset),
        )
    share = _(
        "Test accuracy (mean and range of {count:# seed|# seeds})",
        count=len(domains.SEEDS),
    )
    show(
        dumbbell(pen(), rows, "", second=_("frozen ImageNet features"), share=share),
        key="domains_gains",
        alt=_("Accuracy from scratch and with transfer on each domain. {finding}", finding=finding),
        title=finding,
    )


def _points(share: float) -> str:
    return signed(100 * share, 0)


def findings(part: Part, found: Sequence[Gain]) -> None:
    """What the gains say."""
    order = domains.ordered(found)
    by_name = {gain.dataset: gain for gain in found}
    least, most = by_name[order[-1]], by_name[order[0]]
    part.say(
        "least" if domains.told_apart(found) else "least_open",
        least=title(least.dataset),
        most=title(most.dataset),
        points=_points(least.points.mean),
    )
    for piece, kind in (("hurts", "surely"), ("perhaps", "perhaps")):
        names = [title(gain.dataset) for gain in found if domains.behind(gain) == kind]
        if names:
            part.say(piece, names=_(", ").join(names))
    scratch = mean(least.scratch)
    if scratch >= CEILING:
        part.say("ceiling", least=title(least.dataset), scratch=f"{scratch:.0%}")
    elif least.points.mean > 0:
        part.say(
            "left", least=title(least.dataset), left=f"{min(1.0, domains.error_left(least)):.0%}"
        )


def _similarity(part: Part, found: Sequence[Gain], per_class: int) -> None:
    st.subheader(_("Would similarity have told?"), anchor=False)
    payload: dict[str, Any] = {
        "datasets": [gain.dataset for gain in found],
        "per_class": per_class,
    }
    near = ask.result("nearness", payload, _("Measuring the similarity"), "domains_nearness")
    if near is None:
        return
    by_nearness = sorted(near, key=lambda name: -near[name]["similarity"])
    told_apart = domains.apart(found)
    right, pairs = domains.agreeing(by_nearness, told_apart), len(told_apart)
    piece = "similar_open"
    if pairs:
        piece = "tells" if right == pairs else "partly" if 2 * right > pairs else "not"
    titles = {
        "tells": _("The nearer to ImageNet, the more transfer gains, wherever gains differ"),
        "similar_open": _("The gains cannot be told apart, so neither can what explains them"),
        "partly": _("Nearer to ImageNet often means a larger gain, not always"),
        "not": _("Here similarity does not tell where transfer gains most"),
    }
    dots = [
        GainDot(
            title(gain.dataset),
            near[gain.dataset]["similarity"],
            *(100 * value for value in (gain.points.mean, gain.points.low, gain.points.high)),
        )
        for gain in found
    ]
    show(
        gain_map(pen(), dots, ""),
        key="domains_map",
        alt=_("Gain against similarity of each domain. {finding}", finding=titles[piece]),
        title=titles[piece],
    )
    part.say(piece, right=right, pairs=pairs, count=len(found))
    sure = _(", ").join(f"{title(name)} {near[name]['sure']:.0%}" for name in by_nearness)
    part.say("measured", sure=sure)
