"""Every test of the zoo keeps its caches and its Keras folder in a place of its own."""

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.delenv("TLL_WEIGHTS_URL", raising=False)


@pytest.fixture
def lent(built_once):
    """The network that is built once, for a test that fills it: it gets its own weights back."""
    own = built_once.get_weights()
    yield built_once
    built_once.set_weights(own)
