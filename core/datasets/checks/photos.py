"""Checks of the photos themselves: their shape, size and colour (light)."""

from __future__ import annotations

import numpy as np

from core.datasets.checks.check import GOOD, NOTE, PROBLEM, Check
from core.messages import msg
from core.work import Document

SMALL = 96  # pixels of the shorter side
LOST = 0.3  # of a photo's area, when only its centre square is used
GREY_UNEVEN, GREY_GAP = 0.1, 0.5  # between the shares of grey photos in two classes


def edges(said: Document) -> Check:
    """How much of the photos lies outside their centre square."""
    sizes = np.array(said["sizes"], float)
    lost = 1 - sizes.min(1) / sizes.max(1)
    far = np.flatnonzero(lost > LOST)
    share = f"{100 * lost.mean():.0f}"
    if len(far) == 0:
        return Check(
            "edges",
            GOOD,
            msg("The centre square of a photo is used; on average {share}% is cut.", share=share),
        )
    worst = far[np.argsort(-lost[far], kind="stable")]
    return Check(
        "edges",
        NOTE,
        msg(
            "Only the centre square of a photo is used, so long photos lose their ends: {count} "
            "lose more than {limit}% of their area, all together {share}% on average.",
            count=len(far),
            limit=round(100 * LOST),
            share=share,
        ),
        msg("Is the thing itself still in the square? If not, crop the photo around it first."),
        [{"index": int(index)} for index in worst],
    )


def small(said: Document) -> Check:
    """Photos that are blown up."""
    short = np.array(said["sizes"]).min(1)
    found = np.flatnonzero(short < SMALL)
    if len(found) == 0:
        return Check("small", GOOD, msg("Every photo is large enough for the networks."))
    return Check(
        "small",
        NOTE,
        msg(
            "Photos smaller than {pixels} pixels on a side: {count}. They are blown up and look "
            "blurred.",
            count=len(found),
            pixels=SMALL,
        ),
        msg("Use the originals instead of thumbnails where you have them."),
        [{"index": int(index)} for index in found[np.argsort(short[found], kind="stable")]],
    )


def grey(said: Document) -> Check:
    """Photos without colour, and whether they give a class away."""
    found = np.array(said["grey"], np.int64)
    if len(found) == 0:
        return Check("grey", GOOD, msg("All photos are in colour."))
    shares = (
        np.bincount(np.array(said["labels"])[found], minlength=len(said["counts"])) / said["counts"]
    )
    photos = [{"index": int(index)} for index in found]
    most, least = int(shares.argmax()), int(shares.argmin())
    if shares[most] - shares[least] < GREY_GAP:
        return Check(
            "grey",
            NOTE if shares[most] - shares[least] > GREY_UNEVEN else GOOD,
            msg("Photos without colour: {count}.", count=len(found)),
            msg("That is fine as long as no class has many more of them than another."),
            photos,
        )
    return Check(
        "grey",
        PROBLEM,
        msg(
            "{share}% of “{name}” have no colour, but only {other_share}% of “{other}”.",
            share=f"{100 * shares[most]:.0f}",
            name=said["class_titles"][most],
            other_share=f"{100 * shares[least]:.0f}",
            other=said["class_titles"][least],
        ),
        msg(
            "A network would learn to look for colour instead of the thing. Take both classes "
            "from the same kind of source."
        ),
        photos,
    )
