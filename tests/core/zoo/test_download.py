"""Downloads from a server on loopback that serves, stalls, breaks off or lies."""

import dataclasses
import hashlib
import shutil
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.messages import LabError
from core.paths import keras_models
from core.zoo import download, reachability, weights
from core.zoo.catalog import BACKBONES

NAME = BACKBONES["vgg16"].source.name
CONTENT = bytes(range(256)) * 8192  # 2 MB


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = CONTENT
        self.stop_after = None  # bytes after which the answer ends or stalls
        self.stall = threading.Event()
        self.stall.set()  # set: no stall
        self.resumes = True
        self.status = None
        self.requests = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/mirror/"

    def handle_error(self, *_):
        pass  # a client that hangs up is part of the play


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.send_response(self.server.status or 200)
        self.end_headers()

    def do_GET(self):
        server = self.server
        server.requests.append((self.path, self.headers.get("Range")))
        if server.status or self.path != f"/mirror/{NAME}":
            self.send_error(server.status or 404)
            return
        start = 0
        if server.resumes and self.headers.get("Range"):
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        if start and start >= len(server.content):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(server.content) - start))
        self.end_headers()
        stop = len(server.content) if server.stop_after is None else start + server.stop_after
        self.wfile.write(server.content[start:stop])
        self.wfile.flush()
        server.stall.wait()

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.stall.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def published(monkeypatch):
    """What Keras "published" is what the test's server serves."""
    entry = BACKBONES["vgg16"]
    digest = hashlib.md5(CONTENT).hexdigest()
    source = dataclasses.replace(entry.source, digest=digest, bytes=len(CONTENT))
    monkeypatch.setitem(BACKBONES, "vgg16", dataclasses.replace(entry, source=source))


@pytest.fixture
def target():
    return keras_models() / NAME


@pytest.fixture
def part(target):
    return target.with_name(NAME + ".part")


def fetch(server, events=None, **settings):
    report = (lambda _: None) if events is None else events.append
    return download.download("vgg16", report, server.url, **settings)


def test_success_reports_progress_and_leaves_only_the_whole_file(server, target, part):
    events = []
    assert fetch(server, events) == target
    assert target.read_bytes() == CONTENT
    assert not part.exists()
    assert {e["kind"] for e in events} == {"download"}
    done = [e["done"] for e in events]
    assert done[0] == 0
    assert done == sorted(done)
    assert done[-1] == len(CONTENT)
    assert len(done) > 4
    assert {e["total"] for e in events} == {len(CONTENT)}
    assert weights.state("vgg16").kind == "ready"


def test_a_file_placed_by_hand_needs_no_server(target):
    target.parent.mkdir(parents=True)
    target.write_bytes(CONTENT)
    nowhere = "http://127.0.0.1:9/"
    assert download.download("vgg16", lambda _: None, nowhere) == target


def test_a_mirror_can_be_named_by_a_variable(server, target, monkeypatch):
    monkeypatch.setenv(reachability.MIRROR_VARIABLE, server.url)
    assert download.download("vgg16", lambda _: None) == target
    assert server.requests == [(f"/mirror/{NAME}", None)]


def test_a_broken_transfer_is_resumed(server, target, part):
    server.stop_after = 500_000
    with pytest.raises(LabError, match="broke off") as caught:
        fetch(server)
    assert str(target) in str(caught.value)
    assert part.stat().st_size == 500_000
    assert not target.exists()
    assert weights.state("vgg16").kind == "downloadable"

    server.stop_after = None
    events = []
    fetch(server, events)
    assert target.read_bytes() == CONTENT
    assert server.requests[-1][1] == "bytes=500000-"
    assert events[0] == {"kind": "download", "done": 500_000, "total": len(CONTENT)}


def test_a_server_that_cannot_resume_sends_everything(server, target, part):
    part.parent.mkdir(parents=True)
    part.write_bytes(b"x" * 1000)
    server.resumes = False
    fetch(server)
    assert target.read_bytes() == CONTENT


def test_a_complete_part_file_is_checked_and_used(server, target, part):
    part.parent.mkdir(parents=True)
    part.write_bytes(CONTENT)
    fetch(server)
    assert target.read_bytes() == CONTENT


def test_a_stall_ends_with_a_sentence(server, target, part):
    server.stop_after = 300_000
    server.stall.clear()
    with pytest.raises(LabError, match=r"silent for 0\.3 seconds"):
        fetch(server, timeout=0.3)
    assert not target.exists()
    assert part.stat().st_size == 300_000
    assert weights.state("vgg16").kind == "unreachable"
    server.stop_after = None
    server.stall.set()
    fetch(server)
    assert weights.state("vgg16").kind == "ready"


def test_a_wrong_checksum_is_refused_and_forgotten(server, target, part):
    server.content = CONTENT[:-1] + b"!"
    with pytest.raises(LabError, match="not the published file"):
        fetch(server)
    assert not target.exists()
    assert not part.exists()


def test_a_wrong_part_file_does_not_stand_in_the_way_for_ever(server, target, part):
    part.parent.mkdir(parents=True)
    part.write_bytes(b"x" * (len(CONTENT) + 5))
    with pytest.raises(LabError, match="not the published file"):
        fetch(server)
    fetch(server)
    assert target.read_bytes() == CONTENT


def test_a_damaged_file_is_replaced(server, target):
    target.parent.mkdir(parents=True)
    target.write_bytes(CONTENT[:100])
    fetch(server)
    assert target.read_bytes() == CONTENT


def test_a_refusal_names_the_code(server, target):
    server.status = 403
    with pytest.raises(LabError, match="answered 403") as caught:
        fetch(server)
    assert str(target) in str(caught.value)
    assert weights.state("vgg16").kind == "unreachable"


def test_no_server_says_what_to_do(target):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        with pytest.raises(LabError, match="could not be reached") as caught:
            download.download("vgg16", lambda _: None, url)
    assert str(target) in str(caught.value)
    assert weights.state("vgg16").kind == "unreachable"


def test_a_full_disk_is_noticed_before_it_is_full(server, target, monkeypatch):
    usage = shutil._ntuple_diskusage(10**9, 10**9, 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(LabError, match="could not be written: 2 MB are needed"):
        fetch(server)
    assert not target.exists()


def test_cancelling_keeps_what_has_arrived(server, target, part):
    class Enough(Exception):
        pass

    def report(event):
        if event["done"] > 400_000:
            raise Enough

    with pytest.raises(Enough):
        download.download("vgg16", report, server.url)
    assert part.stat().st_size > 400_000
    assert not target.exists()
    fetch(server)
    assert target.read_bytes() == CONTENT
    assert server.requests[-1][1] is not None


def test_probe_asks_and_remembers(server):
    assert reachability.probe("vgg16", server.url)
    assert reachability.last_answer()
    server.status = 403
    assert not reachability.probe("vgg16", server.url)
    assert not reachability.last_answer()
    server.status = None
    assert reachability.probe("vgg16", server.url)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert not reachability.probe("vgg16", f"http://127.0.0.1:{free.getsockname()[1]}/")
    assert not reachability.last_answer()


def test_bundled_weights_are_not_downloaded():
    file = weights.path("squeezenet")
    assert download.download("squeezenet", lambda _: None) == file
