"""Converted networks on disk: made once, made again when damaged."""

import shutil
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from core.messages import LabError
from core.transfer import engines
from core.zoo.network import Network

PIXELS = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3), np.uint8)
NETWORK = Network("squeezenet")


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """A cache folder of this test's own."""
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path))
    engines.forget()
    yield
    engines.forget()


def answer():
    engines.engine.cache_clear()
    return engines.engine(engines.Cut(NETWORK, 2, 64), "openvino", "f32")(PIXELS, lambda done: None)


def test_a_network_is_converted_once(tmp_path):
    first = answer()
    path = engines.converted(NETWORK)
    made = path.stat().st_mtime_ns
    np.testing.assert_array_equal(answer(), first)
    assert path.stat().st_mtime_ns == made


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A cache folder in which the network was converted, and what it answered."""
    folder = tmp_path_factory.mktemp("converted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TLL_CACHE_DIR", str(folder))
        engines.forget()
        return folder, answer()


@pytest.mark.parametrize("name", ["network.xml", "network.bin"])
@pytest.mark.parametrize("left", [0, 1000])
def test_a_damaged_conversion_is_made_again(name, left, made, tmp_path):
    folder, first = made
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    np.testing.assert_array_equal(answer(), first)
    path = engines.converted(NETWORK).with_name(name)
    path.write_bytes(path.read_bytes()[:left])
    np.testing.assert_array_equal(answer(), first)


@pytest.mark.parametrize(
    ("free", "error", "words"),
    [(0, LabError, "The disk is full"), (1 << 40, RuntimeError, "iostream error")],
)
def test_a_full_disk_is_told_and_nothing_half_is_left(tmp_path, monkeypatch, free, error, words):
    def save(_model, path, **_options):
        path.write_bytes(b"half a network")
        raise RuntimeError("basic_ios::clear: iostream error")  # as OpenVINO says it

    library = SimpleNamespace(
        __version__="1", convert_model=lambda whole: "a network", save_model=save
    )
    with monkeypatch.context() as patch, pytest.raises(error, match=words):
        usage = SimpleNamespace(free=free)
        patch.setattr(engines.shutil, "disk_usage", lambda folder: usage)
        patch.setattr(engines, "openvino", lambda: library)
        patch.setattr(engines, "trunk", lambda network: None)
        patch.setattr(engines.split, "ends", lambda *_network: None)
        engines.converted(NETWORK)
    assert not list((tmp_path / "openvino").iterdir())


def test_damaged_compiled_files_do_no_harm(tmp_path):
    first = answer()
    blobs = list((tmp_path / "openvino" / "compiled").glob("*.blob"))
    assert blobs
    for blob in blobs:
        blob.write_bytes(b"not a network")
    np.testing.assert_array_equal(answer(), first)


def test_a_batch_fills_the_cache_of_a_core_and_no_more():
    sizes = (32, 64, 96, 128, 160, 224, 299)
    assert [engines.batch_of(size) for size in sizes] == [8, 4, 2, 1, 1, 1, 1]


def test_the_converter_reports_to_nobody():
    """Its usage reports need this module; a stand-in that sends nothing takes its place."""
    engines.openvino()
    assert sys.modules["openvino_telemetry"] is None
