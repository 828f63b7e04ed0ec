"""Two computers: data folders of a test's own, each with its run log."""

import io
from contextlib import contextmanager

import numpy as np
import pytest
from PIL import Image

from core.runs.store import Store


class Pictures:
    @staticmethod
    def scene(seed, size=(64, 64)):
        rough = np.random.default_rng(seed).integers(0, 256, (5, 5, 3), np.uint8)
        return np.asarray(Image.fromarray(rough).resize(size, Image.Resampling.BICUBIC))

    @staticmethod
    def saved(pixels):
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "PNG")
        return buffer.getvalue()


@pytest.fixture
def pictures():
    return Pictures


@pytest.fixture
def computer(tmp_path, monkeypatch):
    """``with computer("a") as store``: work on the computer called so."""

    @contextmanager
    def at(name):
        monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / name))
        with Store() as store:
            yield store

    return at
