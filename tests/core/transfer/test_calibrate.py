"""Calibration is measured once and believed only where it was measured."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from core import environment
from core.messages import LabError
from core.transfer import calibrate, engines
from core.zoo import weights
from core.zoo.network import Network

NETWORK = Network("squeezenet")


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """A cache folder in which SqueezeNet has been calibrated."""
    folder = tmp_path_factory.mktemp("calibrated")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TLL_CACHE_DIR", str(folder))
        patch.setattr(calibrate, "ROUNDS", 1)  # how fast it is, is not the point here
        engines.forget()
        calibrate.choose(NETWORK)
        engines.forget()
    return folder


@pytest.fixture(autouse=True)
def cache(measured, tmp_path, monkeypatch):
    """A copy of that folder for each test."""
    shutil.copytree(measured, tmp_path / "cache")
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path / "cache"))
    yield tmp_path / "cache"
    engines.forget()


@pytest.fixture
def record(cache):
    return cache / "calibration" / "squeezenet-bundled.json"


def test_what_was_measured_is_known_and_not_measured_again(record):
    before = record.stat().st_mtime_ns
    choice = calibrate.known(NETWORK)
    assert choice == calibrate.choose(NETWORK)
    assert record.stat().st_mtime_ns == before
    assert choice.ratio == choice.images_per_second / choice.rates["tensorflow f32"]
    assert choice.cosine >= calibrate.LEAST_COSINE
    assert choice.rates[f"{choice.engine} {choice.precision}"] == choice.images_per_second


def test_another_machine_or_library_is_not_this_one(monkeypatch):
    here = environment.describe()
    for changed in ({"processor": "another"}, {"cores": 64}, {"openvino": "0.0"}):
        monkeypatch.setattr(calibrate, "environment", lambda changed=changed: here | changed)
        assert calibrate.known(NETWORK) is None
    monkeypatch.setattr(calibrate, "environment", lambda: here | {"python": "0.0"})
    assert calibrate.known(NETWORK) is not None


def test_other_weights_are_not_these(monkeypatch):
    monkeypatch.setattr(weights, "digest", lambda *_: "another")
    assert calibrate.known(NETWORK) is None


def test_without_the_converted_network_it_is_done_again(cache, monkeypatch):
    monkeypatch.setattr(calibrate, "ROUNDS", 1)
    (network,) = cache.glob("openvino/squeezenet-*")
    shutil.rmtree(network)
    assert calibrate.known(NETWORK) is None
    calibrate.choose(NETWORK)
    assert (network / "network.xml").exists()
    assert calibrate.known(NETWORK) is not None


@pytest.mark.parametrize("text", ["", "[]", '{"about": 1}', "{}"])
def test_a_damaged_record_counts_for_nothing(record, text):
    record.write_text(text)
    assert calibrate.known(NETWORK) is None


def test_a_record_of_another_form_counts_for_nothing(record):
    document = json.loads(record.read_text())
    document["choice"]["colour"] = "blue"
    record.write_text(json.dumps(document))
    assert calibrate.known(NETWORK) is None


def test_missing_weights_are_an_error_with_a_sentence(monkeypatch):
    monkeypatch.setattr(weights, "path", lambda backbone: None)
    with pytest.raises(LabError, match="not installed"):
        calibrate.known(NETWORK)


def test_to_know_is_light():
    code = (
        "import sys; from core.transfer import calibrate; from core.zoo.network import Network;"
        "assert calibrate.known(Network('squeezenet'));"
        "sys.exit(bool({'tensorflow', 'keras', 'openvino'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])


def test_least_cosine_finds_the_worst_row():
    a = np.array([[1.0, 0.0], [1.0, 0.0]])
    b = np.array([[2.0, 0.0], [1.0, 1.0]])
    assert calibrate.least_cosine(a, b) == pytest.approx(np.sqrt(0.5))


def test_photos_are_real_and_fill_whole_batches():
    photos = calibrate.photos(64)
    assert photos.shape == (calibrate.PHOTOS, 64, 64, 3)
    assert calibrate.PHOTOS % engines.BATCH == 0
    assert len(np.unique(photos[:20].reshape(20, -1), axis=0)) == 20


@pytest.mark.parametrize("bends", [True, False])
def test_bf16_is_refused_where_it_bends_the_activations(bends):
    """The fastest engine wins, unless its answers point elsewhere."""

    class Run:
        def __init__(self, precision):
            self.fast = precision == "bf16"

        def __call__(self, pixels, on_done):
            time.sleep(0.001 if self.fast else 0.02)
            out = np.ones((len(pixels), 4), np.float32)
            if self.fast and bends:
                out[0] = [1, -1, 1, -1]
            return out

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "engine", lambda *a: Run(a[-1]))
        choice = calibrate.measure(NETWORK)
    assert choice.precision == ("f32" if bends else "bf16")
    assert choice.cosines["openvino bf16"] == pytest.approx(0 if bends else 1)
    assert choice.ratio == pytest.approx(choice.images_per_second / choice.rates["tensorflow f32"])
