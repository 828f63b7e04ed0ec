"""Run the lines of `chapter_program` on photos of the Lab (heavy)."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np

from core.datasets.subset import Split
from core.experiments import chapter_program
from core.experiments.chapter_program import stands_in
from core.statistics import wilson_interval
from core.transfer.photos import subset_of
from core.transfer.prefix import pixels_of
from core.transfer.recipe import Recipe
from core.work import Cancelled, Document, Report, look_up

ARM = "chapter"


class _Watch(keras.callbacks.Callback):  # type: ignore[misc]
    """Tells every epoch, and stops within one batch where the learner wants it."""

    def __init__(
        self, stage: str, rows: list[dict[str, Any]], most: int, report: Report, asked: Cancelled
    ) -> None:
        super().__init__()
        self.stage, self.rows, self.most = stage, rows, most
        self.tell, self.asked = report, asked
        self.began = 0.0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.began = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        look_up(self.asked)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        said = logs or {}
        names = ("loss", "accuracy", "val_loss", "val_accuracy")
        rate = float(self.model.optimizer.learning_rate)
        row = {name: float(said[name]) for name in names} | {
            "epoch": len(self.rows) + 1,
            "stage": self.stage,
            "lr": rate,
            "suffix_lr": rate,
            "seconds": time.perf_counter() - self.began,
        }
        self.rows.append(row)
        done = {"phase": "fit", "done": len(self.rows), "total": self.most}
        self.tell({"kind": "phase", "arm": ARM, "seed": 0, "row": row, **done})


def run(recipe: Recipe, report: Report, cancelled: Cancelled) -> dict[str, Any]:
    """The chapter's program on the recipe's photos, with its network.

    ``history`` as of any training; ``test_accuracy``, ``test_interval``, ``test_loss``;
    ``layers``, how many of the network learnt in stage 2; ``norms``, how many of these are batch
    norm; ``seconds`` of all.
    """
    began = time.perf_counter()
    keras.utils.set_random_seed(recipe.seed)
    subset = subset_of(recipe)
    rows: list[dict[str, Any]] = []
    scope: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / chapter_program.CHECKPOINT)
        for name, code in chapter_program.pieces(recipe, file).items():
            look_up(cancelled)
            if name == "folders":
                scope |= _flows(scope, recipe, subset.train, subset.val, subset.test)
            elif name == "base" and stands_in(recipe):
                scope["base"] = recipe.network.load()
            else:
                exec(_quiet(code), scope)
            if name in ("network", "unfreeze"):
                stage = "head" if name == "network" else "suffix"
                kept = [one for one in scope["callbacks"] if not isinstance(one, _Watch)]
                most = recipe.lp_ft + recipe.epochs
                scope["callbacks"] = [*kept, _Watch(stage, rows, most, report, cancelled)]
    said, true = scope["dog"].astype(int), subset.test.labels
    right, count = int((said == true).sum()), len(true)
    learning = [layer for layer in scope["base"].layers if layer.trainable]
    return {
        "history": rows,
        "test_accuracy": right / count,
        "test_interval": list(wilson_interval(right, count)),
        "test_loss": float(scope["loss"]),
        "layers": len(learning),
        "norms": sum(isinstance(one, keras.layers.BatchNormalization) for one in learning),
        "seconds": time.perf_counter() - began,
    }


def _flows(scope: dict[str, Any], recipe: Recipe, *parts: Split) -> dict[str, Any]:
    """Train, validation and test photos as the generators would read them from folders."""
    makers = (scope["changed"], scope["plain"], scope["plain"])
    if stands_in(recipe):
        for maker in makers:
            maker.rescale, maker.preprocessing_function = None, _half_range
    out = {}
    for name, maker, part in zip(("train", "val", "test"), makers, parts, strict=True):
        photos = pixels_of(part, recipe.size).astype(np.float32)
        labels = part.labels.astype(np.float32)
        shuffled = {"shuffle": name != "test", "seed": recipe.seed}
        out[name] = maker.flow(photos, labels, batch_size=recipe.batch, **shuffled)
    return out


def _half_range(photo: np.ndarray) -> np.ndarray:
    """Divided by 255, the chapter's photos reach from 0 to 1 where its network expects -1 to 1.  A
    stand-in scales pixels itself, so it is given what becomes the same half of its range."""
    return 127.5 + photo / 2


def _quiet(code: str) -> str:
    """The same without Keras' own lines about every step."""
    for call in ("callbacks=callbacks)", "model.evaluate(test)", "model.predict(test)"):
        code = code.replace(call, f"{call[:-1]}, verbose=0)")
    return code


def chapter_project_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run the chapter's project at its own settings (`payload["recipe"]`)."""
    return run(Recipe.from_json(payload["recipe"]), report, cancelled)
