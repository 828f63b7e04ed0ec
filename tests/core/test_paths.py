"""The folders for data and cache: no other user of the machine looks into them."""

from __future__ import annotations

import os
import sys

import platformdirs
import pytest

from core import paths
from core.messages import LabError
from core.runs.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions are the profile's")


@pytest.fixture
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path):
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("open_umask")
def test_folders_that_are_made_are_closed_at_every_level(tmp_path, monkeypatch):
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / "data"))
    deepest = paths.cache_dir("openvino", "compiled")
    for folder in (paths.data_dir(), paths.cache_dir(), deepest.parent, deepest):
        assert mode(folder) == 0o700


@pytest.mark.usefixtures("open_umask")
def test_the_folders_of_an_earlier_version_are_closed(tmp_path, monkeypatch):
    for variable, name in (("TLL_DATA_DIR", "user_data_dir"), ("TLL_CACHE_DIR", "user_cache_dir")):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.setattr(platformdirs, name, lambda *_, name=name, **__: str(tmp_path / name))
        (tmp_path / name).mkdir(mode=0o755)
    assert mode(paths.data_dir()) == mode(paths.cache_dir()) == 0o700


@pytest.mark.usefixtures("open_umask")
def test_a_named_folder_keeps_its_permissions_and_what_is_made_inside_is_closed(
    tmp_path, monkeypatch
):
    (tmp_path / "given").mkdir(mode=0o755)
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path / "given"))
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path / "given"))
    assert mode(paths.cache_dir("logs").parent) == 0o755
    assert mode(paths.cache_dir("logs")) == 0o700
    Store().close()
    assert mode(tmp_path / "given" / "runs.sqlite") == 0o600


@pytest.mark.parametrize("variable", ["TLL_DATA_DIR", "TLL_CACHE_DIR"])
def test_a_folder_that_cannot_be_made_is_said_with_what_helps(tmp_path, monkeypatch, variable):
    (tmp_path / "file").touch()
    monkeypatch.setenv(variable, str(tmp_path / "file" / "folder"))
    with pytest.raises(LabError) as caught:
        Store() if variable == "TLL_DATA_DIR" else paths.cache_dir("logs")
    assert str(tmp_path / "file") in str(caught.value) and variable in str(caught.value)
