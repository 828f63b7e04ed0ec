from types import SimpleNamespace

import pytest


@pytest.fixture
def palette():
    """Every colour differs, so that a test can tell which one was used."""
    names = ["frozen", "trainable", "head", "right", "wrong", "ink", "quiet", "ground", "raised"]
    return SimpleNamespace(**{name: f"#{i + 1:02x}{i + 17:02x}ff" for i, name in enumerate(names)})
