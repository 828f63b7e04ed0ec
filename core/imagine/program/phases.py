"""What an ideal image of phases alone (MACO) begins with, as a program (light)."""

from __future__ import annotations

import io

import numpy as np

from core.imagine.ideal import spectrum
from core.messages import msg
from core.transfer.program_network import comment
from core.translations import words

FILE = "spectrum.npy"


def beside() -> dict[str, bytes]:
    """The file that the program reads: how strong waves are in photographs."""
    out = io.BytesIO()
    np.save(out, spectrum.measured())
    return {FILE: out.getvalue()}


def image(seed: int, language: str) -> str:
    """The piece with what learns, and how it becomes the image."""
    say = words(language)
    strong = msg(
        "How strong each wave is never changes: as in photographs, by its periods an image."
    )
    learns = msg("What learns are the phases: where each wave lies.")
    odd = msg("In the first and last column a wave meets its own mirror image.")
    mix = np.array2string(spectrum.COLOURS, separator=", ", precision=7, prefix=9 * " ")
    return f"""{comment(say, strong)}
side = np.arange(SIZE)
periods = np.hypot(np.minimum(side, SIZE - side)[:, None], np.arange(SIZE // 2 + 1))
strength = np.float32(SIZE**2) * np.load("{FILE}")[np.rint(periods).astype(int)]
strength = strength.transpose(2, 0, 1)
COLOURS = np.float32({mix})

{comment(say, learns)}
TURN = {spectrum.TURN:g}
shape = (1, SIZE, SIZE // 2 + 1, 3)
start = np.random.default_rng({seed}).uniform(-np.pi, np.pi, shape) / TURN
phases = keras.Variable(start.astype("float32"))
adam = keras.optimizers.Adam(RATE, epsilon=1e-8)
adam.build([phases])


def drawn():
    turn = TURN * tf.transpose(phases[0], [2, 0, 1])
    {comment(say, odd)}
    ends = tf.stack([turn[:, :, 0], turn[:, :, -1]], -1)
    odd = ends - tf.roll(tf.reverse(ends, [1]), 1, 1)
    turn = tf.concat([odd[..., :1], turn[:, :, 1:-1], odd[..., 1:]], -1)
    waves = tf.complex(strength * tf.cos(turn), strength * tf.sin(turn))
    mixed = tf.signal.irfft2d(waves, [SIZE, SIZE])
    return tf.sigmoid(tf.einsum("khw,ck->hwc", mixed, COLOURS))[None]"""


def step(language: str) -> str:
    """The piece with one step uphill."""
    uphill = msg("The loss goes down, so the logit goes up.")
    return f"""@tf.function
def step():
    with tf.GradientTape() as tape:
        logit = network(255 * drawn(), training=False)[0, TARGET]
        loss = -logit
    {comment(words(language), uphill)}
    adam.apply([tape.gradient(loss, phases.value)], [phases])
    return logit"""
