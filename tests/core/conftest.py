"""Small archives, a cache folder of each test's own, a loopback HTTP server that can misbehave, a
written program that is run here."""

from __future__ import annotations

import io
import json
import runpy
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.patience import PATIENCE


class Archives:
    """Random pixels, packed in the layouts of CIFAR-10's two sources."""

    rows, side = 20, 4
    batches = (*(f"data_batch_{k}" for k in range(1, 6)), "test_batch")

    def __init__(self) -> None:
        rng = np.random.default_rng(7)
        count = self.rows * len(self.batches)
        self.images = rng.integers(0, 256, (count, self.side, self.side, 3), np.uint8)
        self.labels = rng.integers(0, 10, count)
        self.sizes = {"rows": self.rows, "side": self.side}

    def binary(self, path: Path) -> Path:
        """The official layout: label byte, red plane, green plane, blue plane."""
        planes = self.images.transpose(0, 3, 1, 2).reshape(len(self.images), -1)
        records = np.concatenate([self.labels[:, None].astype(np.uint8), planes], axis=1)
        files = {
            f"cifar-10-batches-bin/{name}.bin": part.tobytes()
            for name, part in zip(self.batches, np.split(records, len(self.batches)), strict=True)
        }
        return self._pack(path, {"cifar-10-batches-bin/readme.html": b"<html>", **files})

    def pictures(self, path: Path) -> Path:
        """The npm package's layout: a PNG per batch, an image in each of its rows; JSON labels."""
        files = {}
        parts = np.split(self.images, len(self.batches))
        for name, part in zip(self.batches, parts, strict=True):
            buffer = io.BytesIO()
            Image.fromarray(part.reshape(self.rows, -1, 3)).save(buffer, "PNG")
            files[f"package/{name}.png"] = buffer.getvalue()
        train, test = self.labels[: -self.rows].tolist(), self.labels[-self.rows :].tolist()
        files["package/train_lables.json"] = json.dumps(train).encode()
        files["package/test_lables.json"] = json.dumps(test).encode()
        return self._pack(path, files)

    def _pack(self, path: Path, files: dict[str, bytes]) -> Path:
        with tarfile.open(path, "w:gz") as tar:
            for name, data in files.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))
        return path


@pytest.fixture
def archives() -> Archives:
    return Archives()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, used by everything that asks core.paths."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TLL_CACHE_DIR", str(folder))
    return folder


@dataclass
class Site:
    """What the server serves and how it behaves; `asked` collects the Range headers of its answers,
    `probed` the paths whose existence was asked for."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    cut_after: int = -1  # close the connection after so many bytes
    stall: bool = False  # then stay silent instead of closing
    ranges: bool = True
    asked: list[str | None] = field(default_factory=list)
    probed: list[str] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server for one test."""
    served = Site()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            served.probed.append(self.path)
            self.send_response(200 if self.path.lstrip("/") in served.files else 404)
            self.end_headers()

        def do_GET(self) -> None:
            served.asked.append(self.headers["Range"])
            data = served.files.get(self.path.lstrip("/"))
            if data is None:
                self.send_error(404)
                return
            start = 0
            if served.ranges and (wanted := self.headers["Range"]):
                start = int(wanted.removeprefix("bytes=").rstrip("-"))
                if start >= len(data):
                    self.send_error(416)
                    return
                self.send_response(206)
            else:
                self.send_response(200)
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            body = data[start:]
            self.wfile.write(body if served.cut_after < 0 else body[: served.cut_after])
            self.wfile.flush()
            if served.stall:
                over.wait(20)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}"
    yield served
    over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def run_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], str]:
    """``run_here(text)``: what a program of Keras prints, run in this process, which has TensorFlow
    already, and without XLA, which takes longer to compile than such a program to run."""

    def run(text: str) -> str:
        from keras.src.trainers import trainer

        monkeypatch.setattr(trainer, "model_supports_jit", lambda model: False)
        monkeypatch.chdir(tmp_path)
        Path("learn.py").write_text(text, encoding="utf-8")
        runpy.run_path("learn.py", run_name="__main__")
        return capsys.readouterr().out

    return run


@pytest.fixture
def eagerly() -> Iterator[None]:
    """Without graphs: to trace a deep network takes three times as long as the few steps that a
    test takes with it.  (Small ones are trained with graphs, as everybody's are.)"""
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)


@pytest.fixture(scope="session")
def until():
    """``until(condition)``: its first true answer; an assertion fails if that never comes."""

    def wait(condition: Callable[[], object], seconds: float = PATIENCE) -> object:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if answer := condition():
                return answer
            time.sleep(0.01)
        raise AssertionError("it never happened")

    return wait
