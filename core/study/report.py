"""The report of a study as one HTML file without any outside resource (light).

Texts come in the reader's language through `words`; names of classes and files are anybody's and
are escaped by the template.  The learner's prediction and reflection are theirs: empty fields to
write in, filled only with what they wrote themselves.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import jinja2
import numpy as np
from PIL import Image

from core import images
from core.datasets import library, own
from core.datasets.dataset import is_own
from core.datasets.subset import make_subset
from core.figures import printed
from core.messages import Message
from core.paths import ROOT
from core.study import compare, criteria
from core.study.card import Own, card
from core.study.compare import Row, share
from core.study.findings import Findings
from core.study.lines import LINES
from core.study.plan import SCRATCH, Study, of_arm, stand_ins
from core.study.report_words import TEXTS
from core.transfer.result import Results
from core.translations import Words
from core.zoo import catalog as zoo

TONES = {"extract": "frozen", "tune": "trainable", SCRATCH: "quiet"}
GALLERY, SAMPLES, MOST_WRONG = 20, 6, 24
THUMBNAIL = 128


@dataclass(frozen=True)
class Told:
    """What the learner and the checks of the photos have to say."""

    prediction: str = ""
    reflection: str = ""
    checks: Sequence[Message] = ()
    card: Own = field(default_factory=Own)


def render(found: Findings, told: Told, words: Words, language: str) -> str:
    """The whole report as HTML; the map of the photos is left out where `examine` has not been."""
    study = found.study

    def said(key: str, **values: Any) -> str:
        return words(TEXTS[key].filled(**values))

    fixed = {key: words(text) for key, text in TEXTS.items() if "{" not in text.template}
    if is_own(study.dataset) and own.document(study.dataset)["own_test"]:
        fixed["data_note"] = fixed["data_note_made"]
    titles = [words(title) for title in found.titles]
    environment = found.shown["environment"]
    return _template().render(
        language=language,
        say=words,
        said=said,
        t=fixed,
        found=found,
        told=told,
        today=date.today().isoformat(),
        dataset=library.get(study.dataset).title,
        stand_ins=stand_ins(study.backbones),
        titles=titles,
        counts=list(zip(titles, criteria.totals(study).values(), strict=True)),
        samples=_samples(found),
        methods=_methods(study, words),
        rows=_rows(found.table, found.best, words),
        chart=interval_chart(found.table, found.best, len(titles), words),
        curves=curve_chart(found.table, found.results, words),
        gallery=_gallery(found, titles),
        wrong=_wrong(found, titles),
        plane=plane_chart(found, titles, words),
        marks={True: ("✓", "yes"), False: ("✗", "no"), None: ("○", "open")},
        criteria=criteria.criteria(found, bool(told.reflection.strip())),
        requirements=criteria.requirements(found),
        lines=LINES,
        card=card(study.recipe(found.best.arm, found.seed), found.shown, words, told.card),
        environment=[
            words(Message("{group}: {said}").filled(group=fixed.get(key, key), said=value))
            for key, value in environment.items()
        ],
        recipes=[
            (arm.id, json.dumps(study.recipe(arm, study.seeds[0]).to_json(), ensure_ascii=False))
            for arm in study.arms
        ],
    )


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(ROOT / "assets" / "report")
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined
    ).get_template("report.html.jinja")


def _picture(pixels: np.ndarray) -> str:
    """A photo uint8 [h, w, 3] as a data address."""
    image = Image.fromarray(np.asarray(pixels))
    way = Image.Resampling.BILINEAR if max(image.size) > THUMBNAIL else Image.Resampling.NEAREST
    small = np.asarray(image.resize((THUMBNAIL, THUMBNAIL), way))
    return f"data:image/jpeg;base64,{images.jpeg_text(small, 82)}"


def _samples(found: Findings) -> list[list[str]]:
    """Some training photos of every class."""
    study = found.study
    train = make_subset(study.dataset, study.classes, *study.counts, found.seed).train
    return [
        [_picture(train.source[at]) for at in train.index[train.labels == label][:SAMPLES]]
        for label in range(len(found.titles))
    ]


def _methods(study: Study, words: Words) -> list[dict[str, Any]]:
    out = []
    for arm in study.arms:
        recipe = study.recipe(arm, study.seeds[0])
        network = zoo.get(arm.backbone) if arm.backbone else None
        out.append(
            {
                "title": words(arm.title),
                "source": words(network.source_task) if network else "–",
                "size": recipe.size,
                "unfrozen": f"{recipe.unfreeze} / {len(network.blocks)}" if network else "–",
                "epochs": f"{recipe.lp_ft} + {recipe.epochs}" if recipe.lp_ft else recipe.epochs,
                "rates": f"{recipe.lr:g} / {recipe.suffix_lr:g}"
                if recipe.unfreeze
                else f"{recipe.lr:g}",
            }
        )
    return out


def _rows(table: list[Row], best: Row, words: Words) -> list[dict[str, Any]]:
    plain = compare.scratch(table)
    return [
        {
            "title": words(row.arm.title),
            "best": row.arm == best.arm,
            "test": share(row.test),
            "interval": f"{share(row.interval[0])} – {share(row.interval[1])}",
            "seeds": f"{share(min(row.tests))} – {share(max(row.tests))}",
            "val": share(row.val),
            "seconds": f"{row.seconds:.1f}",
            "parameters": f"{row.trainable:,}",
            "gain": "–" if plain is None or row == plain else compare.points(row.test - plain.test),
        }
        for row in table
    ]


def interval_chart(table: list[Row], best: Row, classes: int, words: Words) -> str:
    """Every arm's test accuracy with its interval, as SVG."""
    rows = [
        printed.Interval(
            words(row.arm.title),
            row.test,
            *row.interval,
            row.tests,
            TONES[row.arm.way],
            row.arm == best.arm,
        )
        for row in table
    ]
    alt = "; ".join(f"{row.label} {share(row.value)}" for row in rows)
    return printed.intervals(printed.pen_of(words), rows, alt, 1 / classes)


def curve_chart(table: list[Row], results: Results, words: Words) -> str:
    """Every arm's accuracies over the epochs, as SVG."""
    panels = []
    for row in table:
        runs = of_arm(row.arm.id, results, row.seeds)
        length = min(len(run["history"]) for run in runs)
        accuracy, val_accuracy = (
            np.array([[r[key] for r in run["history"][:length]] for run in runs])
            for key in ("accuracy", "val_accuracy")
        )
        turn = runs[0]["recipe"]["lp_ft"]
        panels.append(
            printed.Curve(words(row.arm.title), accuracy, val_accuracy, turn, TONES[row.arm.way])
        )
    return printed.curves(printed.pen_of(words), panels)


def plane_chart(found: Findings, titles: Sequence[str], words: Words) -> str:
    """The test photos in the plane of the network's features, as SVG; "" where not examined."""
    if found.seen is None:
        return ""
    places = dict(zip(found.seen["index"], found.seen["map"], strict=True))
    return printed.plane(
        printed.pen_of(words),
        np.array([places[photo.index] for photo in found.photos]),
        [photo.true for photo in found.photos],
        [photo.wrong > 0 for photo in found.photos],
        titles,
    )


def _gallery(found: Findings, titles: list[str]) -> list[dict[str, Any]]:
    said = found.shown["predictions"]
    rest = [k for k in range(len(said["true"])) if said["true"][k] == said["predicted"][k]]
    shuffled = np.random.default_rng(0).permutation(rest).tolist()
    pixels = library.load(found.study.dataset).images
    return [
        {
            "picture": _picture(pixels[said["index"][k]]),
            "right": said["true"][k] == said["predicted"][k],
            "answer": titles[said["predicted"][k]],
            "true": titles[said["true"][k]],
            "confidence": f"{said['confidence'][k]:.0%}",
        }
        for k in [*found.shown["mistakes"], *shuffled][:GALLERY]
    ]


def _wrong(found: Findings, titles: list[str]) -> list[dict[str, Any]]:
    pixels = library.load(found.study.dataset).images
    photos = sorted((p for p in found.photos if p.wrong), key=lambda p: -p.wrong)[:MOST_WRONG]
    return [
        {
            "picture": _picture(pixels[photo.index]),
            "true": titles[photo.true],
            "answer": titles[next(a for a in photo.answers if a != photo.true)],
            "photo": photo,
        }
        for photo in photos
    ]
