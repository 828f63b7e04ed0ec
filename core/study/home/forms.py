"""The forms in which a trained network is taken home, each made and measured (heavy).

What is measured of a form: its bytes; the milliseconds of one photo; its accuracy on the test
photos; how many of them it answers as the training did, and the largest difference of a
probability.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np

from core.messages import LabError
from core.statistics import wilson_interval
from core.study import export, files
from core.study.home import graph, litert, onnx_forms, page
from core.transfer import fit
from core.transfer.photos import seen, subset_of
from core.transfer.recipe import Recipe
from core.transfer.trained import Trained
from core.work import Cancelled, Document, Report, Stop

KERAS = "keras-float32"
ONNX = ("onnx-float32", "onnx-float16", "onnx-int8")
LITERT = ("litert-float32", "litert-float16", "litert-int8")
FORMS = (KERAS, *ONNX, *LITERT)
CALIBRATING = 48  # training photos whose ranges int8 takes
ROUNDS = 15  # photos whose milliseconds are taken, one by one
THREADS = os.cpu_count() or 1

Ask = Callable[[np.ndarray], np.ndarray]  # photos uint8 [n, s, s, 3] -> probabilities [n, classes]


class Maker:
    """Makes the forms of one trained network."""

    def __init__(self, trained: Trained) -> None:
        self.trained = trained
        subset = subset_of(trained.recipe)
        self.test = self._seen(subset.test.images)
        self.labels = subset.test.labels
        self.wanted = trained.probabilities(list(subset.test.images))
        some = np.linspace(0, len(subset.train) - 1, min(CALIBRATING, len(subset.train)), dtype=int)
        self._some = self._seen(subset.train.images[some])
        self._graph = graph.graph(trained)

    def _seen(self, photos: np.ndarray) -> np.ndarray:
        from core import images

        recipe = self.trained.recipe
        return seen(recipe, images.resize(photos, recipe.size))

    def keras(self) -> keras.Model:
        size = self.trained.recipe.size
        photo = keras.Input((size, size, 3), name="photo")
        return keras.Model(photo, export.probabilities(self.trained, photo), name="classifier")

    def data(self, form: str) -> tuple[bytes, Ask]:
        """A form as a file's bytes, and what asks it."""
        kind, _, precision = form.partition("-")
        if kind == "litert":
            size = self.trained.recipe.size
            data = litert.converted(self.keras(), size, precision, self._some)
            return data, litert.Interpreter(data, THREADS)
        model = self._graph
        if precision == litert.HALF:
            model = onnx_forms.half(model)
        elif precision == litert.WHOLE_NUMBERS:
            model = onnx_forms.whole_numbers(model, self._some)
        data = model.SerializeToString()
        return data, onnx_forms.Session(data)

    def write(self, form: str, path: Path) -> Document:
        """Write a form to `path`; what was measured on it."""
        if form == KERAS:
            model = self.keras()
            model.save(path)
            return self.measured(lambda photos: np.asarray(model(photos.astype(np.float32))))
        data, ask = self.data(form)
        path.write_bytes(data)
        return self.measured(ask)

    def measured(self, ask: Ask) -> Document:
        rows = range(0, len(self.test), 16)
        given = np.concatenate([ask(self.test[i : i + 16]) for i in rows])
        return {**compared(given, self.wanted, self.labels), "ms": self._milliseconds(ask)}

    def _milliseconds(self, ask: Ask) -> float:
        """The median of photos asked about one by one."""
        taken = []
        for turn in range(ROUNDS + 2):
            photo = self.test[turn % len(self.test)][None]
            began = time.perf_counter()
            ask(photo)
            taken.append(time.perf_counter() - began)
        return 1000 * float(np.median(taken[2:]))


def compared(given: np.ndarray, wanted: np.ndarray, labels: np.ndarray) -> Document:
    """Probabilities beside those of the training, and beside the truth."""
    right = int((given.argmax(1) == labels).sum())
    return {
        "agree": float((given.argmax(1) == wanted.argmax(1)).mean()),
        "gap": float(np.abs(given - wanted).max()),
        "accuracy": right / len(labels),
        "interval": list(wilson_interval(right, len(labels))),
    }


def made(
    recipe: Recipe,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
    which: tuple[str, ...] = FORMS,
) -> list[Document]:
    """The forms of a recipe's network, trained once more where one of them is not in the cache:
    of each ``form``, ``path``, ``bytes`` and what was measured, in order."""
    found = {form: files.made(recipe, form) for form in which}

    def keep(trained: Trained) -> None:
        """Make what is missing."""
        maker = Maker(trained)
        for number, form in enumerate(which):
            report({"kind": "phase", "phase": "export", "done": number, "total": len(which)})
            if cancelled():
                raise Stop({})
            found[form] = files.keep(recipe, form, partial(maker.write, form))

    if not all(found.values()):
        try:
            fit.train(recipe, report, cancelled, on_trained=keep)
        except OSError as error:
            raise LabError(
                "The network could not be written to {path} ({reason}). Make room there and try "
                "again.",
                path=str(files.place(recipe, which[0]).parent),
                reason=error.strerror or str(error),
            ) from error
    return [{"form": form, **(said or {})} for form, said in found.items()]


def paged(
    recipe: Recipe,
    language: str = "en",
    card: Mapping[str, str] | None = None,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> Document:
    """A recipe's network as one HTML file (`core.study.home.page`): ``html``, the ``form`` inside,
    and what was measured on that.  float16 where there is room for it, else int8."""
    rows = {row["form"]: row for row in made(recipe, report, cancelled, ONNX[1:])}
    models = {form: Path(rows[form]["path"]).read_bytes() for form in ONNX[1:]}
    form = next((one for one in models if page.fits(models[one])), ONNX[-1])
    measured = rows[form] | {"photos": tests(recipe)}
    text = page.write(recipe, models[form], measured, language, card, report)
    return {**measured, "html": text}


def tests(recipe: Recipe) -> int:
    return len(recipe.class_names) * recipe.test_per_class


def home_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Every form of the network of ``payload["recipe"]`` (`made`), as ``forms``."""
    recipe = Recipe.from_json(payload["recipe"]).check()
    forms: list[Any] = made(recipe, report, cancelled)
    return {"forms": forms, "photos": tests(recipe)}


def home_page_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The network of ``payload["recipe"]`` as a page, in the cache: ``path``, ``bytes``, the
    ``form`` inside and what was measured on that.  ``payload["language"]``, ``payload["card"]``
    (or none): as `paged`."""
    recipe = Recipe.from_json(payload["recipe"]).check()
    found = paged(recipe, payload["language"], payload.get("card"), report, cancelled)
    said = json.dumps([payload["language"], payload.get("card")]).encode()
    # learners with the same network write different cards
    path = files.place(recipe, f"{files.PAGE}-{hashlib.blake2b(said, digest_size=8).hexdigest()}")
    path.write_text(found.pop("html"), encoding="utf-8", newline="\n")
    return {**found, "path": str(path), "bytes": path.stat().st_size}
