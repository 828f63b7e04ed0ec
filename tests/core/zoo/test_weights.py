import dataclasses
import subprocess
import sys
from pathlib import Path

import h5py
import pytest

from core.messages import LabError
from core.paths import keras_models
from core.zoo import reachability, weights
from core.zoo.catalog import BACKBONES

BUNDLED = [b.id for b in BACKBONES.values() if b.trained_weights == "bundled"]
IMAGENET = [b.id for b in BACKBONES.values() if b.trained_weights == "imagenet"]

CARRIERS = [BACKBONES[name].source.package for name in BUNDLED]


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_weights_are_found_and_verified(name):
    state = weights.state(name)
    assert state.kind == "ready"
    assert state.path.stat().st_size == state.bytes == BACKBONES[name].source.bytes
    assert weights.digest(name, "") == BACKBONES[name].source.digest


def test_random_weights_are_always_ready():
    for name in BACKBONES:
        assert weights.state(name, "random").kind == "ready"
        assert weights.digest(name, "random") == "random-0"


@pytest.mark.parametrize("name", IMAGENET)
def test_weights_that_are_not_here_can_be_downloaded_or_placed(name):
    state = weights.state(name)
    assert state.kind == "downloadable"
    assert state.bytes == BACKBONES[name].source.bytes
    assert str(keras_models() / BACKBONES[name].source.name) in str(state.message)
    with pytest.raises(LabError):
        weights.ready(name)
    with pytest.raises(LabError):
        weights.digest(name, "imagenet")


def test_a_server_that_did_not_answer_is_remembered_until_it_does():
    reachability.remember(False)
    state = weights.state("vgg16")
    assert state.kind == "unreachable"
    assert str(keras_models() / BACKBONES["vgg16"].source.name) in str(state.message)
    reachability.remember(True)
    assert weights.state("vgg16").kind == "downloadable"


def test_a_damaged_memory_of_the_server_is_no_obstacle(tmp_path):
    reachability.remember(False)
    (tmp_path / "cache" / "weights" / "reachable.json").write_text("{half")
    assert weights.state("vgg16").kind == "downloadable"


def test_a_package_that_is_not_installed_is_named(monkeypatch):
    entry = BACKBONES["squeezenet"]
    source = dataclasses.replace(entry.source, package="surely_not_installed_here")
    monkeypatch.setitem(BACKBONES, "squeezenet", dataclasses.replace(entry, source=source))
    state = weights.state("squeezenet")
    assert state.kind == "unreachable"
    assert "surely_not_installed_here" in str(state.message)


def test_one_changed_byte_is_noticed(tmp_path, monkeypatch):
    original = weights.path("squeezenet")
    copy = tmp_path / "copy.h5"
    copy.write_bytes(original.read_bytes())
    assert weights.whole("squeezenet", copy)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    assert not weights.whole("squeezenet", copy)
    monkeypatch.setattr(weights, "path", lambda _: copy)
    assert weights.state("squeezenet").kind == "unreachable"
    with pytest.raises(LabError, match="damaged"):
        weights.ready("squeezenet")


def test_a_damaged_file_in_keras_folder_can_be_downloaded_again():
    file = keras_models() / BACKBONES["vgg16"].source.name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"half a download")
    state = weights.state("vgg16")
    assert state.kind == "downloadable"
    assert "damaged" in str(state.message)


def test_without_a_published_checksum_a_truncated_file_is_still_noticed(tmp_path):
    whole, half = tmp_path / "whole.h5", tmp_path / "half.h5"
    with h5py.File(whole, "w") as file:
        file["numbers"] = list(range(10_000))
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert weights.whole("mobilenet_v2", whole)
    assert not weights.whole("mobilenet_v2", half)
    assert not weights.whole("mobilenet_v2", tmp_path / "none.h5")


def test_keras_home_is_kerass_own(monkeypatch, tmp_path):
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert keras_models() == tmp_path / ".keras" / "models"


def test_it_is_light_and_imports_no_carrier_package():
    code = (
        "import sys; from core.zoo import download, facts, weights;"
        f"assert all(weights.state(n).kind == 'ready' for n in {BUNDLED});"
        "facts.read('vgg16');"
        f"heavy = {{'tensorflow', 'keras', 'openvino', *{CARRIERS}}};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
