"""The loop as a short Keras program: shown, run, and taken along."""

from __future__ import annotations

from core.imagine.ideal.recipe import Ideal
from core.imagine.program import ideal
from dashboard.kit import choice, ideal_words, program
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, language
from pages.ideal import state

KEY = "icode"
STEPS = 64  # at most: enough to see, and over within seconds
SIZE = 128


def draw(part: Part) -> None:
    studio = state.recipe()
    ways = {way: _(ideal_words.WAYS[way]) for way in ("tv", "pixel", "maco")}
    first = studio.param if studio.param in ways else "tv"
    way = choice.one(_("Way"), ways, f"{KEY}_way", first)
    recipe = _recipe(studio, way)
    payload = {"recipe": recipe.to_json()}
    program.draw(part, ideal.write(recipe, language()), "ideal_program", payload, KEY)


def _recipe(studio: Ideal, way: str) -> Ideal:
    """The studio's class, network, step size and seed, as far as the program goes."""
    near = ideal.covered(studio.fitted(param=way))
    return near.but(steps=min(near.steps, STEPS), size=min(near.size, SIZE))
