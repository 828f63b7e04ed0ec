"""Copies by augmentation and bursts are recognised; what only resembles is not."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from core.datasets import library
from core.datasets.look_alikes import alike
from core.datasets.subset import make_subset
from core.datasets.upload import archive
from core.datasets.upload.create import create

SIDE = 160


@cache
def photo(seed):
    """A picture with things of many sizes, as photos have them: overlapping ellipses."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:SIDE, :SIDE]
    out = np.full((SIDE, SIDE, 3), rng.integers(0, 256, 3), float)
    for size in np.geomspace(56, 4, 40):
        (cy, cx), turn, long = rng.uniform(0, SIDE, 2), rng.uniform(0, np.pi), rng.uniform(1, 2.5)
        along = (x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)
        across = (y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)
        out[(along / long) ** 2 + across**2 < size**2] = rng.integers(0, 256, 3)
    return Image.fromarray(out.astype(np.uint8)).filter(ImageFilter.GaussianBlur(1))


def again(picture):
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=25)
    return Image.open(buffer).convert("RGB")


def moment_later(picture):
    """The hand has moved, the light has changed, and the middle has moved on its own."""
    moved = picture.rotate(2, Image.Resampling.BILINEAR, translate=(3, -2))
    moved.paste(picture.crop((60, 60, 100, 100)), (63, 57))
    return again(ImageEnhance.Brightness(moved).enhance(0.93))


CHANGES = {
    "mirrored": ImageOps.mirror,
    "upside down": ImageOps.flip,
    "on its side": lambda im: im.transpose(Image.Transpose.ROTATE_90),
    "turned by 15": lambda im: im.rotate(15),
    "turned by 130, white corners": lambda im: im.rotate(130, fillcolor="white"),
    "mirrored and turned": lambda im: ImageOps.mirror(im).rotate(-20),
    "grey": lambda im: im.convert("L").convert("RGB"),
    "brighter": lambda im: ImageEnhance.Brightness(im).enhance(1.35),
    "darker": lambda im: ImageEnhance.Brightness(im).enhance(0.6),
    "less contrast": lambda im: ImageEnhance.Contrast(im).enhance(0.6),
    "other colours": lambda im: ImageEnhance.Color(im).enhance(0.3),
    "a corner": lambda im: im.crop((0, 0, 119, 119)).resize((SIDE, SIDE)),
    "shifted": lambda im: im.transform(im.size, Image.Transform.AFFINE, (1, 0, 19, 0, 1, -12)),
    "JPEG again": again,
    "a small copy": lambda im: im.resize((50, 50)),
    "blurred": lambda im: im.filter(ImageFilter.GaussianBlur(2)),
    "with a border": lambda im: ImageOps.expand(im.resize((130, 130)), 15, "white"),
    "a moment later": moment_later,
}


def seen(pictures):
    return [alike.looks(np.asarray(ImageOps.fit(one, (SIDE, SIDE)))) for one in pictures]


def test_every_copy_is_found_and_nothing_else():
    originals = [photo(seed) for seed in range(5)]
    copies = [change(one) for change in CHANGES.values() for one in originals]
    steps = []
    pairs = alike.pairs(seen(originals + copies), steps.append)
    assert steps[0]["phase"] == "compare"
    assert not np.diff(pairs % 5).any()
    group = alike.groups(5 * (1 + len(CHANGES)), pairs).reshape(-1, 5)
    lost = [name for name, row in zip(CHANGES, group[1:], strict=True) if list(row) != [*range(5)]]
    assert lost == []


@pytest.mark.parametrize("name", ["digits", "faces"])
def test_things_of_one_kind_are_not_taken_for_copies(name):
    images = library.load(name).images[:70]  # of the faces those that are no background
    pairs = alike.pairs(seen(map(Image.fromarray, images)))
    assert len(pairs) == 0


def test_an_empty_picture_resembles_nothing():
    flat = [Image.new("RGB", (SIDE, SIDE), colour) for colour in ("white", "black", "grey")]
    assert len(alike.pairs(seen(flat))) == 0
    assert len(alike.pairs(seen(flat[:1]))) == 0


def test_no_part_of_a_split_has_a_copy_in_another(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path))
    changes = ["mirrored", "turned by 15", "grey", "brighter", "a corner", "a moment later"]
    given = {"cats": [], "dogs": []}
    for seed in range(24):
        change = CHANGES[changes[seed % len(changes)]]
        for version, picture in enumerate((photo(seed), change(photo(seed)))):
            buffer = io.BytesIO()
            picture.save(buffer, "PNG")
            given[("cats", "dogs")[seed // 12]].append((f"{seed}.{version}.png", buffer.getvalue()))
    said = create("a" * 32, "t", archive.files(given))
    assert (len(said["pairs"]), said["recorded"]) == (24, [])
    subset = make_subset(said["id"], (), 12, 4, said["test_per_class"], 0)
    train, val, test = (
        {said["names"][at].split(".")[0] for at in part.index}
        for part in (subset.train, subset.val, subset.test)
    )
    assert not (train & val or train & test or val & test)
