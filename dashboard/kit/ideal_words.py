"""Names of what an ideal image is made for, and how."""

from __future__ import annotations

from core.imagine.ideal.recipe import Ideal, Term
from core.zoo import catalog
from dashboard.shell.language import N_, _, translate
from dashboard.shell.names import class_name

WAYS = {
    "fourier": N_("Fourier"),
    "maco": N_("MACO (phases)"),
    "tv": N_("Total variation"),
    "pixel": N_("Raw pixels"),
}
STARTS = {
    "noise": N_("noise"),
    "grey": N_("grey"),
    "photo": N_("a photo"),
    "doodle": N_("a doodle"),
}


def network(name: str) -> str:
    return catalog.get(name).title


def aim(recipe: Ideal) -> str:
    """What is raised, in a few words."""
    return " + ".join(_term(recipe, term) for term in recipe.objective)


def _term(recipe: Ideal, term: Term) -> str:
    if term.kind == "class":
        name = class_name(term.index)
    else:
        block = translate(catalog.get(recipe.backbone).blocks[term.boundary - 1].title)
        name = {
            "channel": _("channel {channel} behind “{block}”", channel=term.index, block=block),
            "neuron": _(
                "a neuron of channel {channel}, “{block}”", channel=term.index, block=block
            ),
            "boundary": _("everything behind “{block}”", block=block),
        }[term.kind]
    return name if len(recipe.objective) == 1 else f"{term.weight:g} × {name}"


def made(recipe: Ideal) -> str:
    """Network, way and steps in one line."""
    return _(
        "{network} · {way} · {steps:# step|# steps} · seed {seed}",
        network=network(recipe.backbone),
        way=_(WAYS[recipe.param]),
        steps=recipe.steps,
        seed=recipe.seed,
    )
