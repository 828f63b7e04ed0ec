"""Simple defences: what a picture goes through before the network sees it (light).

Each takes a picture uint8 [h, w, 3] and an amount, and gives a picture of the same shape; `weak` to
`strong` is the range worth trying.  None of them is a real defence against somebody who knows that
it is there (Athalye et al. 2018, arXiv 1802.00420): they show how fragile these pictures are.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from PIL import Image, ImageFilter

from core.images import from_text
from core.imagine.answers import Answer, best, probabilities_of
from core.messages import LabError, Message, choose_from, msg
from core.work import Cancelled, Document, Report

SEED = 0  # of the noise: the same for the clean and the attacked picture


def jpeg(picture: np.ndarray, quality: float) -> np.ndarray:
    """Saved as a JPEG of this quality (1..95) and opened again."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=int(quality))
    return np.asarray(Image.open(file).convert("RGB"))


def bits(picture: np.ndarray, depth: float) -> np.ndarray:
    """Each colour rounded to 2^depth levels (Xu et al. 2018, feature squeezing)."""
    levels = 2 ** int(depth) - 1
    return np.asarray(np.round(np.round(picture / 255 * levels) / levels * 255), np.uint8)


def blur(picture: np.ndarray, radius: float) -> np.ndarray:
    """Gaussian blur; the radius is its standard deviation in pixels."""
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(radius)))


def shrink(picture: np.ndarray, share: float) -> np.ndarray:
    """Scaled down to this share of its side (0..1] and up again."""
    height, width = picture.shape[:2]
    small = max(1, round(width * share)), max(1, round(height * share))
    image = Image.fromarray(picture).resize(small, Image.Resampling.BILINEAR)
    return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR))


def crop(picture: np.ndarray, share: float) -> np.ndarray:
    """The middle, this share of the side (0..1], scaled up to the whole."""
    height, width = picture.shape[:2]
    rows, columns = max(1, round(height * share)), max(1, round(width * share))
    top, left = (height - rows) // 2, (width - columns) // 2
    image = Image.fromarray(picture[top : top + rows, left : left + columns])
    return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR))


def noise(picture: np.ndarray, deviation: float) -> np.ndarray:
    """Gaussian noise of this standard deviation, in levels of 255."""
    change = np.random.default_rng(SEED).normal(0, deviation, picture.shape)
    return (picture + change).round().clip(0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Defence:
    apply: Callable[[np.ndarray, float], np.ndarray]
    amounts: tuple[float, ...]  # from no or weak to strong
    title: Message
    amount: Message  # what is counted: the axis and the slider
    percent: bool = False  # whether amounts are shares, read in percent

    def read(self, amount: float) -> str:
        """An amount as its axis counts it."""
        return f"{100 * amount:.0f}" if self.percent else f"{amount:g}"


DEFENCES: dict[str, Defence] = {
    "jpeg": Defence(
        jpeg,
        (95, 90, 80, 70, 60, 50, 40, 30, 20, 10),
        msg("Save as JPEG"),
        msg("JPEG quality"),
    ),
    "bits": Defence(bits, (8, 7, 6, 5, 4, 3, 2, 1), msg("Fewer colours"), msg("Bits per colour")),
    "blur": Defence(
        blur,
        (0, 0.3, 0.5, 0.7, 1, 1.5, 2, 3),
        msg("Blur"),
        msg("Radius of the blur (pixels)"),
    ),
    "shrink": Defence(
        shrink,
        (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3),
        msg("Shrink, enlarge"),
        msg("Shrunk to this share of the side (%)"),
        percent=True,
    ),
    "crop": Defence(
        crop,
        (1, 0.98, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6),
        msg("Crop the edge"),
        msg("Share of the side that is kept (%)"),
        percent=True,
    ),
    "noise": Defence(
        noise,
        (0, 1, 2, 4, 8, 12, 16, 24, 32),
        msg("Add noise"),
        msg("Standard deviation of the noise (of 255)"),
    ),
}


class Row(TypedDict):
    """Behind one amount of a defence."""

    amount: float
    clean: Answer
    attacked: Answer
    kept: bool  # the clean photo is answered as before
    survives: bool  # the attacked picture still has the attack's answer
    undone: bool  # it has the clean photo's answer again
    clean_own: float  # probability of the clean photo's class in the clean photo …
    attacked_own: float  # … and in the attacked picture
    attacked_wanted: float  # of the attack's class in the attacked picture


class Defended(TypedDict):
    """The answers without a defence, and behind every amount of it."""

    clean: Answer
    attacked: Answer
    rows: list[Row]


def get(name: str) -> Defence:
    """One defence by its name; LabError for one that is none."""
    if name not in DEFENCES:
        raise LabError(
            "There is no defence “{name}”. Choose from: {valid}.",
            name=name,
            valid=choose_from(DEFENCES),
        )
    return DEFENCES[name]


def measure(before: np.ndarray, after: np.ndarray, backbone_id: str, name: str) -> Defended:
    """What a network says behind a defence of every amount, about the clean and the attacked
    picture uint8 [size, size, 3]."""
    defence = get(name)
    pictures = [before, after]
    for amount in defence.amounts:
        pictures += [defence.apply(before, amount), defence.apply(after, amount)]
    said = probabilities_of(backbone_id, pictures)
    answers = [best(each, 1)[0] for each in said]
    clean, attacked = answers[:2]
    own, wanted = clean["index"], attacked["index"]
    rows: list[Row] = [
        {
            "amount": float(amount),
            "clean": first,
            "attacked": second,
            "kept": first["index"] == own,
            "survives": second["index"] == wanted,
            "undone": second["index"] == own,
            "clean_own": float(p[own]),
            "attacked_own": float(q[own]),
            "attacked_wanted": float(q[wanted]),
        }
        for amount, first, second, p, q in zip(
            defence.amounts, answers[2::2], answers[3::2], said[2::2], said[3::2], strict=True
        )
    ]
    return {"clean": clean, "attacked": attacked, "rows": rows}


def attack_defend_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What ``payload["backbone"]`` says of ``before`` and ``after`` behind
    ``payload["defence"]``."""
    before, after = from_text(payload["before"]), from_text(payload["after"])
    return {**measure(before, after, payload["backbone"], payload["defence"])}
