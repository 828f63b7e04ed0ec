"""Downloads over real loopback connections: success, resume, stall, refusal, damage."""

from __future__ import annotations

import hashlib
import socket

import pytest

from core.download import download
from core.messages import LabError

DATA = bytes(range(256)) * 2000
SHA = "sha256:" + hashlib.sha256(DATA).hexdigest()


def quiet(_: dict) -> None:
    pass


@pytest.fixture
def served(site):
    site.files["thing"] = DATA
    return site


def test_success_reports_up_to_the_end(served, tmp_path):
    events: list[dict] = []
    path = download(f"{served.url}/thing", tmp_path / "thing", SHA, events.append)
    assert path.read_bytes() == DATA
    assert events[-1] == {"kind": "download", "done": len(DATA), "total": len(DATA)}
    assert [entry.name for entry in tmp_path.iterdir()] == ["thing"]


def test_a_file_that_is_already_there_is_not_fetched_again(served, tmp_path):
    (tmp_path / "thing").write_bytes(DATA)
    download(f"{served.url}/thing", tmp_path / "thing", SHA, quiet)
    assert served.asked == []


def test_a_damaged_file_is_fetched_again(served, tmp_path):
    (tmp_path / "thing").write_bytes(DATA[:-1])
    download(f"{served.url}/thing", tmp_path / "thing", SHA, quiet)
    assert (tmp_path / "thing").read_bytes() == DATA


@pytest.mark.parametrize("ranges", [True, False])
def test_a_broken_transfer_is_resumed(served, tmp_path, ranges):
    served.cut_after, served.ranges = 300_000, ranges
    with pytest.raises(LabError, match="300,000 of 512,000 bytes"):
        download(f"{served.url}/thing", tmp_path / "thing", SHA, quiet)
    served.cut_after = -1
    download(f"{served.url}/thing", tmp_path / "thing", SHA, quiet)
    assert served.asked == [None, "bytes=300000-"]
    assert (tmp_path / "thing").read_bytes() == DATA


def test_a_part_that_is_complete_needs_nothing_more(served, tmp_path):
    (tmp_path / "thing.part").write_bytes(DATA)
    assert download(f"{served.url}/thing", tmp_path / "thing", SHA, quiet).read_bytes() == DATA


def test_a_stall_ends_and_keeps_what_arrived(served, tmp_path):
    served.cut_after, served.stall = 1000, True
    with pytest.raises(LabError, match=r"nothing arrived for 0\.3 seconds"):
        download(f"{served.url}/thing", tmp_path / "thing", SHA, quiet, timeout=0.3)
    assert (tmp_path / "thing.part").stat().st_size == 1000


def test_a_wrong_checksum_leaves_nothing(served, tmp_path):
    served.files["thing"] = DATA[:-1] + b"?"
    with pytest.raises(LabError, match="wrong checksum"):
        download(f"{served.url}/thing", tmp_path / "thing", SHA, quiet)
    assert not list(tmp_path.iterdir())


def test_a_refusal_names_the_answer_and_the_place_for_the_file(served, tmp_path):
    with pytest.raises(LabError, match="404") as caught:
        download(f"{served.url}/other", tmp_path / "thing", SHA, quiet)
    assert str(tmp_path / "thing") in str(caught.value)


def test_no_server_at_all(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens: connections are refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/thing"
        with pytest.raises(LabError, match=r"could not be downloaded.*place the file"):
            download(url, tmp_path / "thing", SHA, quiet)
