"""The loop of an ideal image as a program: noise, gradient ascent; free pixels, total variation, or
phases alone (light)."""

from __future__ import annotations

from typing import Any

from core import labels
from core.imagine.ideal.recipe import PLAIN, Ideal, Term
from core.imagine.program import phases
from core.imagine.program.program import Program, loading
from core.messages import LabError, msg
from core.transfer.program_network import comment
from core.translations import words

PICTURE = "ideal.png"


def covered(recipe: Ideal) -> Ideal:
    """The recipe as far as the program goes: one class, from noise, the image seen as it is."""
    objective = (Term(index=Term().index if recipe.target is None else recipe.target),)
    if recipe.param == "maco":
        seen: dict[str, Any] = dict.fromkeys(PLAIN, 0.0)
        return recipe.but(objective=objective, coarse=False, start="noise", **seen)
    return Ideal(
        recipe.backbone,
        objective,
        "pixel" if recipe.param == "pixel" else "tv",
        steps=recipe.steps,
        size=recipe.size,
        rate=recipe.rate,
        tv=None if recipe.param == "fourier" else recipe.tv,
        start="grey" if recipe.start == "grey" else "noise",
        seed=recipe.seed,
    )


def write(recipe: Ideal, language: str) -> Program:
    """The program of a recipe.  LabError for what it does not cover."""
    if recipe.check() != covered(recipe):
        raise LabError(
            "The Keras program shows raw pixels, total variation or phases alone, from noise, "
            "without random views and averaging. Choose “tv”, “pixel” or “maco” as the way, and "
            "leave the rest as it is (“maco” without its views)."
        )
    waves = recipe.param == "maco"
    return Program(
        recipe.backbone,
        msg("An ideal image in plain Keras"),
        (
            _settings(recipe, language),
            loading(language),
            phases.image(recipe.seed, language) if waves else _image(recipe, language),
            phases.step(language) if waves else _step(recipe, language),
            _loop(language, "drawn()" if waves else "image"),
        ),
        PICTURE,
        language,
        phases.beside() if waves else {},
    )


def _settings(recipe: Ideal, language: str) -> str:
    target = recipe.objective[0].index
    smooth = f"\nSMOOTH = {recipe.tv:g}" if recipe.tv else ""
    return f"""import keras
import numpy as np
import tensorflow as tf
from PIL import Image

TARGET = {target}  # {labels.name(target, language)}
STEPS, SIZE, RATE = {recipe.steps}, {recipe.size}, {recipe.rate:g}{smooth}"""


def _image(recipe: Ideal, language: str) -> str:
    say = words(language)
    if recipe.start == "grey":
        said = msg("What learns is the image. It begins as plain grey.")
        start = "start = np.full((1, SIZE, SIZE, 3), 0.5)"
    else:
        said = msg("What learns is the image. It begins as faint noise around grey.")
        start = f"start = np.random.default_rng({recipe.seed}).normal(0.5, 0.1, (1, SIZE, SIZE, 3))"
    return f"""{comment(say, said)}
{start}
image = keras.Variable(start.clip(0, 1).astype("float32"))
adam = keras.optimizers.Adam(RATE, epsilon=1e-8)
adam.build([image])"""


def _step(recipe: Ideal, language: str) -> str:
    say = words(language)
    loss = "loss = -logit"
    if recipe.tv:
        said = comment(
            say, msg("Total variation: how much neighbours differ, for each pixel and colour.")
        )
        loss = f"""{said.replace("# ", "        # ")}
        down, across = image[:, 1:] - image[:, :-1], image[:, :, 1:] - image[:, :, :-1]
        variation = tf.reduce_sum(tf.abs(down)) + tf.reduce_sum(tf.abs(across))
        loss = SMOOTH * variation / (3 * SIZE * SIZE) - logit""".lstrip()
    uphill = comment(
        say, msg("The loss goes down, so the logit goes up. Colours stay from 0 to 1.")
    )
    return f"""@tf.function
def step():
    with tf.GradientTape() as tape:
        logit = network(255 * image, training=False)[0, TARGET]
        {loss}
    {uphill}
    adam.apply([tape.gradient(loss, image.value)], [image])
    image.assign(tf.clip_by_value(image, 0.0, 1.0))
    return logit"""


def _loop(language: str, image: str) -> str:
    return f"""for number in range(STEPS):
    logit = float(step())
    if number % 16 == 0:
        print(number, round(logit, 1))

picture = Image.fromarray(np.uint8(np.round(255 * np.asarray({image})[0])))
picture.save("{PICTURE}")"""
