"""The attack as a short Keras program: shown, run, and taken along."""

from __future__ import annotations

from core import images
from core.imagine.attacks.run import region_of
from core.imagine.program import attack
from core.zoo import classifier
from dashboard.kit import photo, program
from dashboard.kit.lesson import Part
from dashboard.shell.language import language
from pages.adversarial import state

KEY = "acode"


def draw(part: Part) -> None:
    made = state.latest()
    if made is None:
        recipe, chosen, mask = state.PRESET, photo.sample(state.DOG, language()), None
    else:
        recipe, chosen, mask = made.recipe, made.photo, made.mask
    recipe = attack.covered(recipe)
    before = classifier.view(recipe.backbones[0], images.from_text(chosen.text))
    region = region_of(mask, chosen.pixels, recipe)
    written = attack.write(recipe, before, region, language())
    payload = state.payload(recipe, chosen, mask)
    program.draw(part, written, "attack_program", payload, KEY)
