"""Run the lines of `program_steps` and count, after each, what the network is (heavy).

The lines are really executed, with two exceptions: the trained weights are not fetched (counts do
not depend on them), and what needs photos is left out.  `forget_to_recompile` trains a tiny model
to show what the second `compile` is for.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from core.experiments import program_steps
from core.experiments.program_steps import CLASSES
from core.work import Cancelled, Document, Report, steps
from core.zoo import catalog, facts


def walk(backbone: str, on_step: Callable[[int, int], None]) -> dict[str, Any]:
    """Run the program of a network in `program_steps.UNFROZEN`.

    ``states`` holds a row for every step, in order: ``id``; ``total`` and ``trainable`` parameters
    and ``arrays`` (trainable ones) of the model so far; ``boundary``, the leading blocks in which
    nothing learns; None for what does not exist yet.  ``summary`` is what the program prints.
    ``features`` [h, w, c] go into the head, ``flat`` and ``pooled`` are the parameters of its first
    layer without and with global average pooling, ``with_top`` those of the published network.
    """
    entry = catalog.get(backbone)
    counted = facts.of(backbone)
    module = catalog.get(backbone).keras_module
    scope: dict[str, Any] = {  # what the first lines import, without their photos
        "keras": keras,
        "layers": keras.layers,
        module: getattr(keras.applications, module),
        "classes": CLASSES,
    }
    lines, states, summary, blocks = program_steps.steps(backbone), [], "", None
    for place, step in enumerate(lines):
        on_step(place, len(lines))
        if step.id == "summary":
            summary = _printed(scope["model"])
        elif not step.needs_photos:
            exec(step.code.replace('weights="imagenet"', "weights=None"), scope)
        base = scope.get("base")
        if base is not None and blocks is None:
            blocks = facts.by_block(base, entry.blocks)
        states.append({"id": step.id} | _counts(_so_far(scope), blocks))
    height, width, channels = scope["base"].output_shape[1:]
    width_of_dense = scope["model"].layers[-3].units
    return {
        "backbone": backbone,
        "states": states,
        "summary": summary,
        "features": [height, width, channels],
        "flat": (height * width * channels + 1) * width_of_dense,
        "pooled": (channels + 1) * width_of_dense,
        "with_top": counted["parameters_with_top"],
        "blocks": [
            {
                "parameters": block["parameters"],
                "output": block["output"][str(entry.native_size)],
            }
            for block in counted["blocks"]
        ],
    }


def _so_far(scope: dict[str, Any]) -> Any:
    """The model as far as the lines have built it."""
    if "model" in scope:
        return scope["model"]
    if "x" in scope:
        return keras.Model(scope["photo"], scope["x"])
    return scope.get("base")


def _counts(model: Any, blocks: list[list[Any]] | None) -> dict[str, Any]:
    if model is None or blocks is None:
        return dict.fromkeys(("total", "trainable", "arrays", "boundary"))
    learning = [any(layer.trainable_variables for layer in block) for block in blocks]
    return {
        "total": model.count_params(),
        "trainable": sum(int(np.prod(v.shape)) for v in model.trainable_variables),
        "arrays": len(model.trainable_variables),
        "boundary": learning.index(True) if True in learning else len(blocks),
    }


def _printed(model: Any) -> str:
    out = io.StringIO()
    model.summary(line_length=76, print_fn=lambda text, line_break=True: out.write(f"{text}\n"))
    return out.getvalue()


def forget_to_recompile() -> dict[str, Any]:
    """Train a tiny model as the program does, with and without the second `compile`.

    For both: ``said``, the arrays of the base that Keras lists as trainable after unfreezing, and
    ``moved``, how many of them changed in the training that followed; ``warned``, whether Keras
    gave a warning.  ``version`` is that of Keras.
    """
    return {
        "without": _unfreeze_and_fit(recompile=False),
        "with": _unfreeze_and_fit(recompile=True),
        "version": keras.__version__,
    }


def _unfreeze_and_fit(recompile: bool) -> dict[str, Any]:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((64, 8), np.float32)
    y = (x[:, 0] > 0).astype(np.int32)
    base = keras.Sequential(
        [keras.Input([8])]
        + [
            keras.layers.Dense(8, kernel_initializer=keras.initializers.GlorotUniform(seed))
            for seed in range(3)
        ]
    )
    base.trainable = False
    given = keras.Input([8])
    head = keras.layers.Dense(2, kernel_initializer=keras.initializers.GlorotUniform(3))
    model = keras.Model(given, head(base(given, training=False)))

    def fit() -> None:
        model.fit(x, y, batch_size=32, epochs=2, verbose=0, shuffle=False)

    def compile_(rate: float) -> None:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(keras.optimizers.Adam(rate), loss, jit_compile=False)  # XLA takes longer

    compile_(1e-2)
    fit()
    base.trainable = True
    before = [variable.numpy().copy() for variable in base.variables]
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        if recompile:
            compile_(1e-3)
        fit()
    after = [variable.numpy().copy() for variable in base.variables]
    return {
        "said": len(base.trainable_variables),
        "moved": sum(bool((a != b).any()) for a, b in zip(before, after, strict=True)),
        "warned": any("trainable" in str(warning.message) for warning in heard),
    }


def program_walk_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run the lesson's program for ``payload["backbone"]`` line by line and count."""
    return walk(payload["backbone"], steps(report, cancelled, "count"))


def recompile_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What unfreezing does with and without a second `compile`."""
    return forget_to_recompile()
