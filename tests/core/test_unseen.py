import importlib
import sys

import pytest

from core.unseen import unseen


def test_what_is_unseen_cannot_be_imported_and_can_be_again(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with unseen("colorsys", "json"):
        with pytest.raises(ImportError):
            importlib.import_module("colorsys")
        assert importlib.import_module("json")  # was loaded already
    assert importlib.import_module("colorsys")
