"""Real images by our own engine where the learner’s own will stand, marked as examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from PIL import Image
from streamlit.delta_generator import DeltaGenerator

from core import images
from core.imagine.ideal import pictures
from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.result import Result
from core.runs.examples import Example
from dashboard.kit import example, ideal_words
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.ideal import making

NETWORK = "squeezenet"  # not the one that a learner begins with: it gives nothing away
SIDE, QUALITY = 128, 78  # of a picture


def smaller(found: Mapping[str, Any], frames: int = 1) -> dict[str, Any]:
    """What the file of an example keeps of a result: a few of its frames, small, the last always.

    No PNG, and nothing that a network says of the image: that is to be predicted.
    """
    if "images" in found:
        return {"images": [smaller(one, frames) for one in found["images"]]}
    last = len(found["frames"]) - 1
    places = np.linspace(0, last, frames).round().astype(int) if frames > 1 else [last]
    shown = [found["frames"][place] for place in places]
    return {
        "recipe": found["recipe"],
        "steps": found["steps"],
        "png": "",
        "probability": None,
        "frames": [
            {"step": one["step"], "image": _small(one["image"]), "probability": None}
            for one in shown
        ],
    }


def _small(text: str) -> str:
    picture = Image.fromarray(pictures.frame_pixels(text))
    if max(picture.size) > SIDE:
        picture = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    return images.jpeg_text(np.asarray(picture), QUALITY)


def of(shown: Example) -> list[Result]:
    """The images of an example."""
    found: Any = shown.found
    results: list[Result] = found.get("images", [found])
    return results


def draw(
    part: Part,
    key: str,
    scene: DeltaGenerator,
    begun: bool,
    title: Callable[[Ideal], str] = lambda recipe: "",
) -> None:
    """The example of a part in the `scene`, until the learner’s own has `begun`.  title: of each
    image, where there are several."""
    shown = None if begun else example.of(part, key)
    if shown is None:
        return
    results = of(shown)
    recipes = [Ideal.from_json(one["recipe"]) for one in results]
    films = [
        making.history(one, title(recipe)) for one, recipe in zip(results, recipes, strict=True)
    ]
    with scene, example.framed(shown, about(recipes[0])), making.wide(len(films)):
        making.scrub(films, f"{key}_example")


def about(recipe: Ideal) -> str:
    """What an example shows, other than the learner’s."""
    return _(
        "It shows “{aim}”, made with {network}.",
        aim=ideal_words.aim(recipe),
        network=ideal_words.network(recipe.backbone),
    )
