"""The report of a study as one HTML file without any outside resource (light).

Texts come in the reader's language through `words`; names of classes and files are anybody's and
are escaped by the template.  The learner's prediction and reflection are theirs: empty fields to
write in, filled only with what they wrote themselves.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import jinja2
import numpy as np
from PIL import Image

from core.datasets import library, own
from core.datasets.dataset import is_own
from core.datasets.subset import make_subset
from core.figures import printed
from core.messages import Message
from core.paths import ROOT
from core.study import compare, criteria
from core.study.compare import Row, share
from core.study.findings import Findings
from core.study.lines import LINES
from core.study.plan import SCRATCH, Study, name, of_arm, stand_ins
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


def render(
    study: Study,
    results: Results,
    found: Findings,
    seen: dict[str, Any] | None,
    told: Told,
    words: Words,
    language: str,
) -> str:
    """The whole report as HTML.  seen: what `examine` gave; None leaves its figure out."""
    said = {key: words(text) for key, text in TEXTS.items() if "{" not in text.template}
    if is_own(study.dataset) and own.document(study.dataset)["own_test"]:
        said["data_note"] = said["data_note_made"]
    run = results[name(found.best.arm.id, found.seed)]
    titles = [words(title) for title in class_titles(study)]
    drawn = make_subset(study.dataset, study.classes, *study.counts, found.seed)
    return _template().render(
        language=language,
        t=said,
        headline=words(found.headline),
        unfinished=_with(words, "unfinished", done=len(results), all=len(study.recipes()))
        if len(results) < len(study.recipes())
        else "",
        made=_with(words, "made", date=date.today().isoformat(), runs=len(results)),
        dataset=words(library.get(study.dataset).title),
        stand_ins=[words(one) for one in stand_ins(study.backbones)],
        told=told,
        checks=[words(one) for one in told.checks],
        counts=_counts(study, titles),
        samples=[
            [_picture(drawn.train.source[at]) for at in _of_class(drawn.train, label)]
            for label in range(len(titles))
        ],
        titles=titles,
        methods=_methods(study, words),
        rows=_rows(found.table, found.best, words),
        comparison=[words(one) for one in found.comparison],
        chart=interval_chart(found.table, found.best, len(titles), words),
        curves=curve_chart(found.table, results, words),
        curve_notes=[words(one) for one in found.curves],
        best_title=words(found.best.arm.title),
        best_note=_with(words, "best_note", seed=found.seed),
        confusion=run["confusion"],
        classification=run["per_class"],
        gallery=_gallery(study, run, titles),
        mistakes=[words(one) for one in found.mistakes],
        wrong=_wrong(study, found, titles, words),
        plane=plane_chart(found, seen, titles, words),
        plane_note=_with(words, "plane_note", share=f"{sum(seen['explained']):.0%}")
        if seen
        else "",
        tuning=[words(one) for one in found.tuning],
        proposals=[words(one) for one in found.proposals],
        no_proposals=words(found.no_proposals),
        criteria=_checks(criteria.criteria(study, found, bool(told.reflection.strip())), words),
        requirements=_checks(criteria.requirements(study, found), words),
        repeat=_with(words, "repeat_text", seeds=", ".join(map(str, study.seeds))),
        lines=LINES,
        environment=[f"{said.get(key, key)}: {value}" for key, value in run["environment"].items()],
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


def _with(words: Words, key: str, **values: Any) -> str:
    return words(Message(TEXTS[key].template, values))


def class_titles(study: Study) -> list[Message]:
    """The names of the study's classes, in order."""
    entry = library.get(study.dataset)
    chosen = study.classes or entry.classes
    return [entry.class_titles[entry.classes.index(one)] for one in chosen]


def _counts(study: Study, titles: list[str]) -> list[tuple[str, int, int, int, int]]:
    every = criteria.totals(study).values()
    return [(title, count, *study.counts) for title, count in zip(titles, every, strict=True)]


def _picture(pixels: np.ndarray) -> str:
    """A photo uint8 [h, w, 3] as a data address."""
    buffer = io.BytesIO()
    image = Image.fromarray(np.asarray(pixels))
    way = Image.Resampling.BILINEAR if max(image.size) > THUMBNAIL else Image.Resampling.NEAREST
    image.resize((THUMBNAIL, THUMBNAIL), way).save(buffer, "JPEG", quality=82)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _of_class(split: Any, label: int) -> list[int]:
    return [int(at) for at in split.index[split.labels == label][:SAMPLES]]


def _methods(study: Study, words: Words) -> list[dict[str, Any]]:
    out = []
    for arm in study.arms:
        recipe = study.recipe(arm, study.seeds[0])
        blocks = len(zoo.get(arm.backbone).blocks) if arm.backbone else 0
        alone = f"{recipe.lp_ft} + {recipe.epochs}" if recipe.lp_ft else str(recipe.epochs)
        out.append(
            {
                "title": words(arm.title),
                "source": words(zoo.get(arm.backbone).source_task) if arm.backbone else "–",
                "size": recipe.size,
                "unfrozen": f"{recipe.unfreeze} / {blocks}" if arm.backbone else "–",
                "epochs": alone,
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


def plane_chart(
    found: Findings, seen: dict[str, Any] | None, titles: Sequence[str], words: Words
) -> str:
    """The test photos in the plane of the network's features, as SVG; "" where not examined."""
    if seen is None:
        return ""
    places = dict(zip(seen["index"], seen["map"], strict=True))
    return printed.plane(
        printed.pen_of(words),
        np.array([places[photo.index] for photo in found.photos]),
        [photo.true for photo in found.photos],
        [photo.wrong > 0 for photo in found.photos],
        titles,
    )


def _gallery(study: Study, run: Any, titles: list[str]) -> list[dict[str, Any]]:
    said = run["predictions"]
    rest = [k for k in range(len(said["true"])) if said["true"][k] == said["predicted"][k]]
    shown = [*run["mistakes"], *np.random.default_rng(0).permutation(rest).tolist()][:GALLERY]
    images = library.load(study.dataset).images
    return [
        {
            "picture": _picture(images[said["index"][k]]),
            "right": said["true"][k] == said["predicted"][k],
            "answer": titles[said["predicted"][k]],
            "true": titles[said["true"][k]],
            "confidence": f"{said['confidence'][k]:.0%}",
        }
        for k in shown
    ]


def _wrong(study: Study, found: Findings, titles: list[str], words: Words) -> list[dict[str, Any]]:
    images = library.load(study.dataset).images
    photos = sorted((p for p in found.photos if p.wrong), key=lambda p: -p.wrong)[:MOST_WRONG]
    return [
        {
            "picture": _picture(images[photo.index]),
            "true": titles[photo.true],
            "answer": titles[next(a for a in photo.answers if a != photo.true)],
            "often": _with(words, "mistakes_seeds", wrong=photo.wrong, seeds=photo.seeds),
        }
        for photo in photos
    ]


def _checks(checks: list[criteria.Check], words: Words) -> list[dict[str, Any]]:
    marks = {True: ("✓", "yes"), False: ("✗", "no"), None: ("○", "open")}
    return [
        {
            "what": words(one.what),
            "mark": marks[one.done][0],
            "state": marks[one.done][1],
            "said": words(TEXTS[marks[one.done][1]]),
            "evidence": words(one.evidence),
        }
        for one in checks
    ]
