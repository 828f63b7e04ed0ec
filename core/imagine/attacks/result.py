"""What comes of an attack, as it travels: plain JSON with names that are checked (light).

Sizes of a change: L∞ in levels of 255, L2 of the whole change with colours counted 0..1, pixels
that differ in any colour, PSNR in decibels, SSIM (Wang et al. 2004, as scikit-image computes it).
"""

from __future__ import annotations

from typing import Any, TypedDict

from core.imagine.answers import Answer


class Top(Answer):
    """A network's first answer, and the next ones."""

    top: list[Answer]


class Difference(TypedDict):
    """How far two pictures lie apart."""

    linf: int
    l2: float
    changed_pixels: int
    psnr: float | None  # None where they are equal
    ssim: float


class Verdict(TypedDict):
    """What one network says of both pictures."""

    clean: Top
    adversarial: Top
    fooled: bool  # another class than before
    hit: bool | None  # the target; None without one
    target_probability: float | None


class Judged(Difference):
    """What every network says of both files, and how far they lie apart."""

    success: bool  # of all the networks that were attacked
    target: int | None  # the class to reach
    clean: Top  # of the first network that was attacked
    adversarial: Top
    judged_by: dict[str, Verdict]


class Moment(TypedDict):
    """One step on the way; the loss where it was made."""

    step: int
    loss: float | None
    confidence: float


class Partial(TypedDict):
    """A stopped attack: the pictures are texts (`core.images.to_text`)."""

    before: str  # the attacked network's 8-bit input
    after: str
    curve: list[Moment]
    recipe: dict[str, Any]  # `Attack.to_json`


class Result(Judged, Partial):
    """A finished one."""

    steps_used: int
    seconds: dict[str, float]
