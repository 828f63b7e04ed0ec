"""A race in words: its arms, what they share, how long it takes."""

from __future__ import annotations

from core.datasets import library
from core.figures.race_board import Look, Measured, looks
from core.race import summary
from core.race.plan import Arm, Race
from core.runs import estimate
from core.zoo import facts
from dashboard.kit import words
from dashboard.shell import services, theme
from dashboard.shell.language import _, translate
from dashboard.shell.names import as_written

_ICE, _FIRE = ":material/ac_unit:", ":material/local_fire_department:"
ICONS = {
    "scratch": ":material/eco:",
    "extract": _ICE,
    "tune": _FIRE,
    "lp_ft": f"{_ICE}{_FIRE}",
}


def title(arm: Arm) -> str:
    return translate(arm.title())


def marked(arm: Arm) -> str:
    """The title behind the sign of its way, in Markdown."""
    return f"{ICONS[arm.way]} {title(arm)}"


def shared(race: Race) -> str:
    """What all arms have in common, in one line."""
    amounts = race.per_class
    photos = (
        _("{count:# photo|# photos} of each class", count=amounts[0])
        if len(amounts) == 1
        else _("{low} to {high} photos of each class", low=amounts[0], high=amounts[-1])
    )
    budget = (
        _("{count} s of training", count=f"{race.seconds:g}")
        if race.seconds
        else _("{count:# epoch|# epochs}", count=race.epochs)
    )
    parts = [
        as_written(translate(library.get(race.dataset).title)),
        photos,
        _("{count} px", count=race.size),
        budget,
        _("{count:# seed|# seeds}", count=len(race.seeds)),
    ]
    return " · ".join(parts)


def all_looks(race: Race) -> dict[Arm, Look]:
    """How each arm is drawn, in the learner's language and theme."""
    found = looks([(title(arm), arm.way) for arm in race.arms], theme.palette())
    return dict(zip(race.arms, found, strict=True))


def measured(found: summary.Row, x: float = 0.0) -> Measured:
    """A row as figures draw it."""
    return Measured(found.mean, found.low, found.high, x, tuple(found.accuracies.values()))


def chance(race: Race) -> float:
    """Accuracy of guessing."""
    return 1 / len(race.classes or library.get(race.dataset).classes)


def took(race: Race) -> estimate.Estimate | None:
    """How long all runs take one after the other here; None where this computer cannot tell."""
    recipes = [race.recipe(arm, amount, 0) for arm in race.arms for amount in race.per_class]
    known = {name: facts.read(name) for name in {recipe.backbone for recipe in recipes}}
    past = estimate.past_of(services.store())
    return estimate.together(recipes, past, known, times=len(race.seeds))


def duration(found: estimate.Estimate | None) -> str:
    if found is None:
        return _("time not known yet on this computer")
    return _(
        "about {time} ({low} to {high})",
        time=words.about(found.seconds),
        low=words.about(found.low),
        high=words.about(found.high),
    )
