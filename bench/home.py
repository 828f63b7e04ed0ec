"""Taking it home: every form's size, speed and agreement, and the page's own in Chromium, offline.

Two networks on three classes of CIFAR-10.  The page is opened from the disk with the network off
and asked about every test photo, as a PNG; beside it what the training said.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from core.environment import describe as environment
from core.images import png_bytes
from core.transfer.recipe import Recipe

CLASSES = ("airplane", "cat", "dog")
RECIPES = {
    "squeezenet": Recipe(backbone="squeezenet", classes=CLASSES, size=96, head="linear"),
    "efficientnet_lite0": Recipe(classes=CLASSES, size=96, head="mlp"),
}
KEPT = ("form", "bytes", "ms", "accuracy", "interval", "agree", "gap")
ASK = """async (photos) => {
  const out = [];
  for (const photo of photos) {
    const bytes = Uint8Array.from(atob(photo), (one) => one.charCodeAt(0));
    const said = await window.answer(new Blob([bytes], { type: "image/png" }));
    out.push([said.probabilities, said.ms]);
  }
  return out;
}"""
Say = Callable[[str], None]


def run(say: Say) -> dict[str, Any]:
    from core.study.home import forms

    out: dict[str, Any] = {}
    for name, recipe in RECIPES.items():
        rows = forms.made(recipe.check())
        say(f"{name}: {len(rows)} forms")
        page = _page(recipe, forms.paged(recipe))
        say(f"{name}: page, {page['agree']:.1%} of {forms.tests(recipe)} photos agree")
        out[name] = {
            "photos": forms.tests(recipe),
            "forms": [{key: row[key] for key in KEPT} for row in rows],
            "page": page,
        }
    return {**out, "environment": environment()}


def _page(recipe: Recipe, made: dict[str, Any]) -> dict[str, Any]:
    """The page in Chromium, without a network."""
    from core.study.home.forms import compared
    from core.transfer import fit
    from core.transfer.photos import subset_of
    from core.transfer.trained import Trained

    test = subset_of(recipe).test
    wanted: list[np.ndarray] = []

    def keep(trained: Trained) -> None:
        wanted.append(trained.probabilities(list(test.images)))

    fit.train(recipe, on_trained=keep)
    photos = [base64.b64encode(png_bytes(image)).decode() for image in test.images]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "classifier.html")
        path.write_text(made["html"], encoding="utf-8")
        said, ready = ask(path, photos)
    given = np.array([row[0] for row in said])
    return {
        "form": made["form"],
        "bytes": len(made["html"].encode()),
        "seconds_until_ready": ready,
        "ms": float(np.median([row[1] for row in said])),
        **compared(given, wanted[0], test.labels),
    }


def ask(path: Path, photos: list[str]) -> tuple[list[Any], float]:
    """What a page from the disk says of photos (PNG, base64), with the network off: of each its
    probabilities and milliseconds; and the seconds until it was ready."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        context = browser.new_context()
        context.set_offline(True)
        tab = context.new_page()
        began = time.perf_counter()
        tab.goto(path.as_uri())
        tab.wait_for_function("window.answer !== undefined")
        tab.evaluate(ASK, photos[:1])
        ready = time.perf_counter() - began
        said = tab.evaluate(ASK, photos)
        browser.close()
    return said, ready


def table(result: dict[str, Any]) -> str:
    lines = ["", "Taking it home"]
    for name in RECIPES:
        one = result[name]
        for row in [*one["forms"], {**one["page"], "form": f"page ({one['page']['form']})"}]:
            lines.append(
                f"  {name:20} {row['form']:22} {row['bytes'] / 1e6:6.1f} MB {row['ms']:7.1f} ms  "
                f"accuracy {row['accuracy']:.1%}  same answer {row['agree']:.1%}  "
                f"largest difference {row['gap']:.4f}"
            )
    return "\n".join(lines)
