from types import SimpleNamespace

import pytest

from core.figures.pen import Pen


@pytest.fixture
def palette():
    """Every colour differs, so that a test can tell which one was used."""
    names = ["frozen", "trainable", "head", "right", "wrong", "ink", "quiet", "ground", "raised"]
    return SimpleNamespace(**{name: f"#{i + 1:02x}{i + 17:02x}ff" for i, name in enumerate(names)})


@pytest.fixture
def pen(palette):
    """In the test's colours and in English."""
    return Pen(palette, str)
