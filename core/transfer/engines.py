"""Two engines that run a frozen prefix on many photos (heavy): OpenVINO and TensorFlow.

Both take uint8 RGB photos [n, size, size, 3] and give float32 activations of the boundary.  A
network is converted once, with every block boundary as an output; cutting the converted graph at
a boundary is cheap and lets the compiler fuse everything before it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from core import disk
from core.messages import LabError
from core.paths import cache_dir
from core.zoo import split
from core.zoo.network import Network

LITTLE_ROOM = 1 << 30  # bytes: with more than this free it is not the disk
BATCH = 8  # photos TensorFlow is given at a time; OpenVINO at most
NARROW = 128  # pixels: maps of a photo this wide, and no larger batch, stay in a core's own cache
OnDone = Callable[[int], None]  # photos finished so far; may raise to stop


class Engine(Protocol):
    def __call__(self, images: np.ndarray, on_done: OnDone) -> np.ndarray: ...


@dataclass(frozen=True)
class Cut:
    """The leading blocks of a network, at one input size."""

    network: Network
    boundary: int  # how many blocks, at least 1
    size: int  # pixels a side of the photos
    maps: bool = False  # the last maps themselves, where their averages are all a head sees

    @property
    def pooled(self) -> bool:
        """A whole network keeps only the averages of its last maps."""
        return self.boundary == self.network.depth and not self.maps


class TensorFlowEngine:
    """The prefix as a compiled TensorFlow function in float32."""

    def __init__(self, cut: Cut) -> None:
        import tensorflow as tf

        model = split.prefix(trunk(cut.network), cut.boundary, cut.network.entry.blocks)
        assert model is not None  # nothing is stored at boundary 0

        def run(pixels: Any) -> Any:
            out = model(tf.cast(pixels, tf.float32), training=False)
            return tf.reduce_mean(out, [1, 2]) if cut.pooled else out

        taken = [tf.TensorSpec([None, None, None, 3], tf.uint8)]
        self._run = tf.function(run, input_signature=taken, autograph=False)

    def __call__(self, images: np.ndarray, on_done: OnDone) -> np.ndarray:
        parts = []
        for start in range(0, len(images), BATCH):
            parts.append(self._run(images[start : start + BATCH]).numpy())
            on_done(min(start + BATCH, len(images)))
        return np.concatenate(parts)


def batch_of(size: int) -> int:
    """How many photos of `size` pixels OpenVINO is given at a time: as many as fill a core's cache.

    It matters on a busy machine only, where eight at 224 pixels ran a third slower than one.
    """
    return min(BATCH, max(1, round((NARROW / size) ** 2)))


class OpenVINOEngine:
    """The prefix compiled by OpenVINO for this processor, in f32 or bf16."""

    def __init__(self, cut: Cut, precision: str) -> None:
        ov = openvino()
        op, preprocess = ov.opset13, ov.preprocess

        whole = openvino_core().read_model(converted(cut.network))
        node = whole.output(output_name(cut.boundary)).get_node().input_value(0)
        if cut.pooled:
            axes = op.constant(np.array([1, 2], np.int64))
            node = op.reduce_mean(node, axes, keep_dims=False).output(0)
        name = f"{cut.network.backbone}-{cut.boundary}"
        model = ov.Model([op.result(node)], whole.get_parameters(), name)
        self._batch = batch_of(cut.size)
        model.reshape([self._batch, cut.size, cut.size, 3])
        # Photos go in as bytes: a quarter of the memory traffic, converted inside the graph.
        bytes_in = preprocess.PrePostProcessor(model)
        bytes_in.input().tensor().set_element_type(ov.Type.u8)
        self._compiled = openvino_core().compile_model(
            bytes_in.build(),
            "CPU",
            {
                "INFERENCE_PRECISION_HINT": precision,
                "PERFORMANCE_HINT": "THROUGHPUT",
                "CACHE_DIR": str(cache_dir("openvino", "compiled")),
            },
        )
        self._shape = tuple(self._compiled.output(0).shape)[1:]

    def __call__(self, images: np.ndarray, on_done: OnDone) -> np.ndarray:
        out = np.empty((len(images), *self._shape), np.float32)
        done = 0

        def store(request: Any, start: int) -> None:
            nonlocal done
            stop = min(start + self._batch, len(images))
            out[start:stop] = request.get_output_tensor(0).data[: stop - start]
            done += stop - start

        queue = openvino().AsyncInferQueue(self._compiled)
        queue.set_callback(store)
        try:
            for start in range(0, len(images), self._batch):
                batch = images[start : start + self._batch]
                if len(batch) < self._batch:  # its shape is compiled: fill up, and drop the rest
                    rest = np.zeros((self._batch - len(batch), *batch.shape[1:]), np.uint8)
                    batch = np.concatenate([batch, rest])
                queue.start_async({0: batch}, start)
                on_done(done)
        finally:
            queue.wait_all()
        on_done(done)
        return out


def openvino() -> Any:
    """The library, with its usage reports switched off.

    Its converter reports over the network unless a certain module cannot be had; it then works
    with an empty stand-in of its own.  Nothing leaves the learner's machine.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino as library

    return library


@lru_cache(maxsize=1)
def openvino_core() -> Any:
    """OpenVINO itself; one for the life of the process, as taking it down can hang."""
    return openvino().Core()


@lru_cache(maxsize=2)
def trunk(network: Network) -> Any:
    """A network nobody trains: shared by conversion, calibration and the TensorFlow engine."""
    return network.load()


def output_name(boundary: int) -> str:
    """What TensorFlow calls the boundary's place in the list of outputs."""
    return "Identity:0" if boundary == 1 else f"Identity_{boundary - 1}:0"


def converted(network: Network) -> Path:
    """The network in OpenVINO's form on disk, every boundary an output; converted when missing."""
    import tensorflow as tf

    ov = openvino()
    version = ov.__version__.split("-")[0]
    folder = cache_dir("openvino") / f"{network.backbone}-{network.digest[:16]}-{version}"
    if (folder / "network.xml").exists():
        return folder / "network.xml"
    ends = split.ends(trunk(network), network.entry.blocks)

    def run(pixels: Any) -> Any:
        # tf.identity gives each boundary an output of its own, wherever else it is used
        return [tf.identity(end) for end in ends(pixels, training=False)]

    pixels = tf.TensorSpec([None, None, None, 3], tf.float32)
    whole = tf.function(run, input_signature=[pixels], autograph=False)
    model = ov.convert_model(whole)
    part = Path(tempfile.mkdtemp(dir=cache_dir("openvino")))
    try:
        _save(model, part / "network.xml")
        if folder.exists():  # the remains of an interrupted or damaged conversion
            shutil.rmtree(folder)
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder / "network.xml"


def _save(model: Any, path: Path) -> None:
    try:
        openvino().save_model(model, path, compress_to_fp16=False)
    except RuntimeError as error:  # OpenVINO says the same of whatever it could not write
        if shutil.disk_usage(path.parent).free > LITTLE_ROOM:
            raise
        raise LabError(disk.full()) from error


@lru_cache(maxsize=6)
def engine(cut: Cut, name: str, precision: str) -> Engine:
    """A prefix on the named engine; the last few stay compiled.

    Files of a converted network that cannot be read are made again, once.
    """
    if name == "tensorflow":
        return TensorFlowEngine(cut)
    try:
        return OpenVINOEngine(cut, precision)
    except RuntimeError:  # what OpenVINO raises for a damaged file
        shutil.rmtree(converted(cut.network).parent)
        for blob in cache_dir("openvino", "compiled").glob("*.blob"):
            blob.unlink(missing_ok=True)
        return OpenVINOEngine(cut, precision)


def forget() -> None:
    """Let go of every compiled prefix and network."""
    engine.cache_clear()
    trunk.cache_clear()
