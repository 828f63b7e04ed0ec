"""A classifier as one HTML file: it runs in any browser, without a server or a network (light)."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from string import Template
from typing import Any

from core.datasets import library
from core.messages import LabError, Message, msg
from core.paths import ROOT
from core.study.home import runtime
from core.transfer.recipe import Recipe
from core.translations import LANGUAGES, said
from core.work import Report

LARGEST = 30_000_000  # bytes of a page
FOLDER = ROOT / "assets" / "home"
_EXPORTS = re.compile(r"export\{([^}]*)\};\s*(//# sourceMappingURL=\S*\s*)?$")

TITLE = msg("My classifier")
TEXTS = {
    "title": TITLE,
    "lead": msg("It runs in this browser. Nothing leaves this device."),
    "drop": msg("Drop a photo here, or:"),
    "choose": msg("Choose a photo"),
    "camera": msg("Use the camera"),
    "take": msg("Take the photo"),
    "loading": msg("The network is being unpacked …"),
    "ready": msg("Ready for a photo."),
    "looking": msg("Looking …"),
    "unreadable": msg("The browser cannot read this file as a photo. Try a JPEG or PNG."),
    "old": msg("The network cannot run in this browser. Try a newer one."),
    "blind": msg("There is no camera here, or the browser may not use it."),
    "heat": msg("Show what speaks for the class"),
    "heated": msg("Orange: what speaks for “{name}” (Grad-CAM).", name="{name}"),
    "flat": msg("No place speaks for “{name}”.", name="{name}"),
    "tap": msg("Choose a class to see what speaks for it."),
    "took": msg("Computed in {ms} ms.", ms="{ms}"),
    "limits": msg("What it cannot know"),
    "private": msg("Photos stay on this device: the page may not use the network."),
    "serious": msg("It is an exercise. Decide nothing with it that matters to anybody."),
    "made": msg("Made with the Transfer Learning Lab."),
}


def write(
    recipe: Recipe,
    model: bytes,
    measured: Mapping[str, Any],
    language: str = "en",
    card: Mapping[str, str] | None = None,
    report: Report = lambda event: None,
) -> str:
    """The page of a recipe's network.

    model: ONNX.  measured: its ``accuracy``, ``interval``, ``photos``, ``agree`` and ``gap``.
    language: the first one shown where the browser's is not Japanese.  card: the model card,
    language → Markdown.  Raises LabError when the page would be too large, or what runs it is
    neither here nor can be fetched.
    """
    program = _program(runtime.read(runtime.PROGRAM, report).decode())
    style = _asset("page.css")
    policy = (
        f"default-src 'none'; script-src '{_digest(program)}' 'wasm-unsafe-eval'; "
        f"style-src '{_digest(style)}'; img-src blob: data:; media-src blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = Template(_asset("page.html")).substitute(
        lang=language,
        policy=policy,
        title=html.escape(said(language, TITLE)),
        style=style,
        card=_cards(card or {}),
        version=runtime.PACKAGE.rpartition("@")[2],
        facts=_facts(recipe, measured, language),
        machine=_packed(runtime.read(runtime.MACHINE, report)),
        model=_packed(model),
        program=program,
    )
    if len(page.encode()) > LARGEST:
        raise LabError(
            "The page would have {size} MB; more than {most} MB open too slowly on a phone. Choose "
            "a smaller network.",
            size=f"{len(page) / 1e6:.0f}",
            most=LARGEST // 1_000_000,
        )
    return page


def fits(model: bytes) -> bool:
    """Whether a page with this network will not be too large."""
    return 4 / 3 * len(gzip.compress(model, 6)) < LARGEST - 5_500_000


def _program(library_: str) -> str:
    """ONNX Runtime Web and the page's own program as one module."""
    found = _EXPORTS.search(library_)
    assert found, "the pinned version ends with its exports"
    pairs = [one.split(" as ") for one in found[1].split(",")]
    names = {public: inside for inside, public in pairs}
    wanted = ", ".join(f"{name}: {names[name]}" for name in ("InferenceSession", "Tensor", "env"))
    ours = "{\nconst ort = {" + wanted + "};\n" + _asset("page.js") + "}\n"
    return library_[: found.start()] + "\n" + ours


def _facts(recipe: Recipe, measured: Mapping[str, Any], language: str) -> str:
    """What the page's program has to know, as JSON that cannot end its element."""
    titles = library.get(recipe.dataset).titles(recipe.class_names)
    facts = {
        "language": language,
        "size": recipe.size,
        "classes": {one: [said(one, title) for title in titles] for one in LANGUAGES},
        "texts": {
            one: {key: said(one, text) for key, text in _texts(measured, titles).items()}
            for one in LANGUAGES
        },
    }
    return json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")


def _texts(measured: Mapping[str, Any], titles: Sequence[Message]) -> dict[str, Message]:
    low, high = measured["interval"]
    return TEXTS | {
        "only": msg(
            "It knows these classes only: {classes}. Whatever else you show it, it will name one "
            "of them.",
            classes=list(titles),
        ),
        "measured": msg(
            "On {photos:# test photo|# test photos} it was right for {accuracy} (95% interval "
            "{low} to {high}). Photos of another kind can be much harder.",
            photos=measured["photos"],
            accuracy=f"{measured['accuracy']:.1%}",
            low=f"{low:.1%}",
            high=f"{high:.1%}",
        ),
        "forms": msg(
            "It gives {agree} of these photos the same answer as in the Lab; a probability differs "
            "by {gap} points at most.",
            agree=f"{measured['agree']:.1%}",
            gap=f"{100 * measured['gap']:.1f}",
        ),
    }


def _cards(card: Mapping[str, str]) -> str:
    return "\n".join(
        f'<details data-card="{language}" lang="{language}"><summary>'
        f"{html.escape(said(language, msg('Model card')))}</summary>"
        f"<pre>{html.escape(text)}</pre></details>"
        for language, text in card.items()
    )


def _asset(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()
