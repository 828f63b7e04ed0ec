"""Photos made on the spot, each unlike the others, and a data folder of a test's own."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def scene(seed, size=(64, 64)):
    """A photo-like picture, uint8 [h, w, 3]: large soft shapes that a seed decides."""
    rough = np.random.default_rng(seed).integers(0, 256, (5, 5, 3), np.uint8)
    return np.asarray(Image.fromarray(rough).resize(size, Image.Resampling.BICUBIC))


def saved(pixels, kind="PNG", **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind, **options)
    return buffer.getvalue()


def brighter(pixels, by):
    """The same scene a moment later: another picture, hardly another view."""
    return np.clip(pixels.astype(np.int16) + by, 0, 255).astype(np.uint8)


@pytest.fixture
def pictures():
    """``pictures.scene(seed)``, ``pictures.saved(pixels)``, ``pictures.brighter(pixels, by)``."""
    return type("Pictures", (), {
        "scene": staticmethod(scene),
        "saved": staticmethod(saved),
        "brighter": staticmethod(brighter),
    })  # fmt: skip
