"""The loop of an adversarial image as a program: PGD within a budget (light)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core import images, labels
from core.imagine.attacks import lattice
from core.imagine.attacks.goal import CLASS, LEAST, SECOND, SURE
from core.imagine.attacks.methods import METHODS
from core.imagine.attacks.recipe import Attack
from core.imagine.program.program import MASK, PHOTO, Program, loading
from core.messages import LabError, choose_from, msg
from core.transfer.program_network import comment
from core.translations import words

PICTURE = "adversarial.png"


def covered(attack: Attack) -> Attack:
    """The attack as far as the program goes: one network, and the loop of `lattice.follow`."""
    one = replace(attack, backbones=attack.backbones[:1])
    if attack.facts.make is lattice.follow:
        return one
    return replace(
        Attack.of("pgd", target=attack.target, seed=attack.seed, backbones=one.backbones),
        goal=attack.goal,
    )


def write(attack: Attack, before: np.ndarray, region: np.ndarray | None, language: str) -> Program:
    """The program of an attack on `before`, uint8 [size, size, 3]: what the network sees of the
    photo.  region: bool [size, size], True where pixels may change.

    LabError for what it does not cover.
    """
    if attack.check() != covered(attack):
        raise LabError(
            "The Keras program shows one network and one of these methods: {valid}.",
            valid=choose_from(one.title for one in METHODS.values() if one.make is lattice.follow),
        )
    beside = {PHOTO: images.png_bytes(before)}
    if region is not None:
        beside[MASK] = images.png_bytes(images.black_and_white(region))
    return Program(
        attack.backbones[0],
        msg("An adversarial image in plain Keras"),
        (
            _settings(attack, language),
            loading(language),
            _limits(region is not None, language),
            _look(attack, language),
            _loop(attack, language),
        ),
        PICTURE,
        language,
        beside,
    )


def _settings(attack: Attack, language: str) -> str:
    levels = words(language)(msg("levels of 255"))
    target = ""
    if attack.goal == CLASS:
        target = f"TARGET = {attack.target}  # {labels.name(attack.target, language)}\n"
    return f"""import keras
import numpy as np
import tensorflow as tf
from PIL import Image

{target}BUDGET, STEP, STEPS = {attack.budget:g}, {attack.step}, {attack.steps}  # {levels}"""


def _limits(mask: bool, language: str) -> str:
    say = words(language)
    said = comment(
        say, msg("The photo as the network sees it, and how far each colour value may go.")
    )
    text = f"""{said}
photo = np.asarray(Image.open("{PHOTO}").convert("RGB"), np.float32)[None]
low, high = np.maximum(photo - BUDGET, 0), np.minimum(photo + BUDGET, 255)"""
    if not mask:
        return text
    return f"""{text}
allowed = np.asarray(Image.open("{MASK}").convert("L"))[None, :, :, None] > 127
low, high = np.where(allowed, low, photo), np.where(allowed, high, photo)"""


def _look(attack: Attack, language: str) -> str:
    say = words(language)
    label = ""
    if attack.goal != CLASS:
        place, said = {
            SECOND: (-2, msg("The target is its second answer.")),
            LEAST: (0, msg("The target is the answer that it finds least likely.")),
        }.get(attack.goal, (-1, msg("Its own answer, which it is to give up.")))
        label = (
            f"{comment(say, said)}\n"
            f"TARGET = int(np.argsort(network(photo, training=False)[0])[{place}])\n\n\n"
        )
    return f"""{label}@tf.function
def look(pixels):
    with tf.GradientTape() as tape:
        tape.watch(pixels)
        logits = network(pixels, training=False)
        label = tf.constant([TARGET])
        loss = keras.losses.sparse_categorical_crossentropy(label, logits, from_logits=True)
    return keras.ops.softmax(logits)[0], tape.gradient(loss, pixels)"""


def _loop(attack: Attack, language: str) -> str:
    say = words(language)
    towards = attack.targeted
    start, moved, pull = "pixels = photo", "", "np.sign(gradient)"
    if attack.random_start:
        whole = "low.astype(int), high.astype(int) + 1"
        start = f'pixels = np.random.default_rng({attack.seed}).integers({whole}).astype("float32")'
    if attack.momentum:
        start += "\nvelocity = 0"
        moved = (
            f"    velocity = {attack.momentum:g} * velocity + gradient / np.abs(gradient).mean()\n"
        )
        pull = "np.sign(velocity)"
    sure = "said[TARGET]" if towards else "1 - said[TARGET]"
    same = "==" if towards else "!="
    way = (
        msg("A small step to where the target’s loss falls; then back within the budget.")
        if towards
        else msg("A small step to where the loss of its answer grows; then back within the budget.")
    )
    return f"""{start}
best = (False, 0.0)
for number in range(STEPS + 1):
    said, gradient = (np.asarray(one) for one in look(tf.constant(pixels)))
    now = (bool(said.argmax() {same} TARGET), float({sure}))
    print(number, *now)
    if now >= best:
        best, found = now, pixels
    if now[1] >= {SURE:g} or number == STEPS:
        break
    {comment(say, way)}
{moved}    pixels = np.clip(pixels {"-" if towards else "+"} STEP * {pull}, low, high)

picture = Image.fromarray(np.uint8(found[0]))
picture.save("{PICTURE}")"""
