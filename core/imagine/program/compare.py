"""Run a written program by itself, and compare its picture with ours (heavy).

The program runs in a process of its own that sees nothing of this project: the very text that is
shown, with the very file that goes with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TypedDict

import numpy as np

from core import images
from core.imagine.answers import logits_of, softmax
from core.imagine.attacks import run as attacks
from core.imagine.attacks.recipe import Attack
from core.imagine.ideal import loop
from core.imagine.ideal.recipe import Ideal
from core.imagine.program import attack, ideal
from core.imagine.program.program import NETWORK, Program
from core.messages import LabError
from core.paths import cache_dir
from core.translations import SOURCE
from core.work import Cancelled, Document, Report, Stop
from core.zoo import classifier
from core.zoo.plain import plain

LOOK = 0.1  # seconds between two looks whether it has ended
WORDS = 300  # characters of what it says when it fails


class Side(TypedDict):
    """One of the two pictures: a PNG in base64, what the network says of the class in it, and the
    seconds that it took."""

    png: str
    probability: float
    logit: float
    seconds: float


class Compared(TypedDict):
    """The program's picture and ours; levels are those of 255."""

    program: Side
    ours: Side
    target: int
    same: float  # share of the colour values that are equal
    mean: float  # mean difference in levels
    most: int  # largest difference in levels
    network: str  # where network.keras lies


def network_file(backbone: str) -> Path:
    """The classifier as a file of plain Keras, written once into the cache."""
    path = cache_dir("exports", "classifiers") / f"{backbone}.keras"
    if not path.is_file():
        part = path.with_name(f".{os.getpid()}-{path.name}")  # Keras insists on the ending
        plain(classifier.load(backbone)).save(part)
        part.replace(path)
    return path


def run(program: Program, network: Path, cancelled: Cancelled = lambda: False) -> np.ndarray:
    """The picture of a program, uint8 [h, w, 3], run in a process of its own.

    Stops it where the learner wants that.  LabError with what it said when it fails.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program.write(folder / "program.py")
        (folder / NETWORK).symlink_to(network.resolve())
        said = folder / "said.txt"
        environment = os.environ | {"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}
        with said.open("w", encoding="utf-8") as out:
            process = subprocess.Popen(
                [sys.executable, "-I", "program.py"],
                cwd=folder,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            try:
                while process.poll() is None:
                    if cancelled():
                        raise Stop
                    time.sleep(LOOK)
            finally:
                process.kill()
                process.wait()
        if process.returncode:
            reason = said.read_text("utf-8", errors="replace").strip()[-WORDS:]
            raise LabError("The program has ended early: {reason}", reason=reason)
        return images.read(folder / program.picture)


def compared(
    backbone: str,
    target: int,
    pictures: tuple[np.ndarray, np.ndarray],
    seconds: tuple[float, float],
) -> Compared:
    """The program's picture and ours (uint8, of one size), judged by the network."""
    sides = [_side(backbone, target, *one) for one in zip(pictures, seconds, strict=True)]
    difference = np.abs(pictures[0].astype(int) - pictures[1])
    return {
        "program": sides[0],
        "ours": sides[1],
        "target": target,
        "same": float((difference == 0).mean()),
        "mean": float(difference.mean()),
        "most": int(difference.max()),
        "network": str(network_file(backbone)),
    }


def _side(backbone: str, target: int, picture: np.ndarray, seconds: float) -> Side:
    logits = logits_of(backbone, picture[None])[0]  # in its own size: that is what was climbed
    return {
        "png": images.to_text(picture),
        "probability": float(softmax(logits)[target]),
        "logit": float(logits[target]),
        "seconds": seconds,
    }


def ideal_program_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The program of ``payload["recipe"]`` (an ideal image) and our own engine: a `Compared`."""
    recipe = Ideal.from_json(payload["recipe"])
    program = ideal.write(recipe, SOURCE)
    theirs, seconds = _timed(program, report, cancelled)
    started = time.perf_counter()
    made = loop.ideal(recipe, cancelled=cancelled)
    own = time.perf_counter() - started
    picture = images.from_text(made["png"])
    return {
        **compared(recipe.backbone, recipe.objective[0].index, (theirs, picture), (seconds, own))
    }


def attack_program_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The same for an attack: ``recipe``, ``photo`` and perhaps ``mask`` as of task ``attack``."""
    recipe = Attack.from_json(payload["recipe"])
    photo = images.from_text(payload["photo"])
    before = classifier.view(recipe.backbones[0], photo)
    region = attacks.region_of(attacks.mask_of(payload), photo, recipe)
    program = attack.write(recipe, before, region, SOURCE)
    theirs, seconds = _timed(program, report, cancelled)
    started = time.perf_counter()
    problem = attacks.problem_of(recipe, before[None], region)
    picture = recipe.facts.make(problem).pictures[0]
    own = time.perf_counter() - started
    target = int(problem.goal.labels[0, 0])
    return {**compared(recipe.backbones[0], target, (theirs, picture), (seconds, own))}


def classifier_file_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """``network``: where the classifier of ``payload["backbone"]`` lies as a file."""
    return {"network": str(network_file(payload["backbone"]))}


def _timed(program: Program, report: Report, cancelled: Cancelled) -> tuple[np.ndarray, float]:
    report({"kind": "phase", "phase": "export", "done": 0, "total": 2})
    network = network_file(program.backbone)
    report({"kind": "phase", "phase": "program", "done": 1, "total": 2})
    started = time.perf_counter()
    return run(program, network, cancelled), time.perf_counter() - started
