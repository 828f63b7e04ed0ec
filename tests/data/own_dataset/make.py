"""Draws a few photos, makes a dataset of them with the code it is run with, and packs that beside
itself.

`dataset.zip` is what the code of commit 7fb72c4 made (it imported these names from elsewhere);
`tests/core/datasets/test_kept.py` reads it.  To keep what today's code makes:
``PYTHONPATH=. TLL_DATA_DIR=$(mktemp -d) python tests/data/own_dataset/make.py PACKED.zip``.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from core.datasets import own
from core.datasets.upload import archive
from core.datasets.upload.create import create

OWNER = "a" * 32


def blocks(seed: int) -> np.ndarray:
    """A picture that hardly takes room: 5 x 5 squares of colours that a seed decides."""
    colours = np.random.default_rng(seed).integers(20, 236, (5, 5, 3), np.uint8)
    return np.kron(colours, np.ones((52, 52, 1), np.uint8))[:256, :256]


def png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def drawn() -> dict[str, bytes]:
    """Two parts with two classes, and one of everything that is told of a dataset."""
    out = {}
    for label, name in enumerate(("ねこ", "big dogs")):
        for part, first, count in (("train", 0, 9), ("test", 50, 3)):
            for number in range(first, first + count):
                out[f"{part}/{name}/{number}.png"] = png(blocks(100 * label + number))
    grey = np.repeat(blocks(7)[..., :1], 3, axis=2)
    return out | {
        "train/ねこ/again.png": out["train/ねこ/3.png"],
        "train/ねこ/grey.png": png(grey),
        "train/ねこ/moment_later.png": png(blocks(4) + 9),
        "train/big dogs/like_test.png": png(blocks(151) + 9),
        "train/big dogs/contested.png": out["train/ねこ/8.png"],
        "train/big dogs/broken.jpg": b"\xff\xd8 and no more",
        "train/big dogs/long.png": png(blocks(120)[:100]),
        "train/big dogs/notes.txt": b"no photo",
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        for path, data in drawn().items():
            file = Path(place, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        said = create(OWNER, "Blocks", archive.opened(Path(place)), seed=3)
    folder = own.folder(said["id"])
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(folder.iterdir()):
            packed.write(file, f"{folder.name}/{file.name}")


if __name__ == "__main__":
    main()
