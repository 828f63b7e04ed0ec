"""Which engine and precision runs a frozen prefix on this computer.

Measured on real photos (heavy), once for each network, weights, machine and library version, and
kept; looking up what is known is light.  On a cluster what its first worker has found holds for
all, whatever they run on: equal recipes give equal numbers, and find each other's activations.
bf16 is taken only where it is faster than f32 and every photo's activation keeps a cosine of at
least 0.99 to TensorFlow's float32; OpenVINO only where it is faster than TensorFlow.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core import images, peers
from core.datasets import samples
from core.environment import describe as environment
from core.paths import cache_dir, store_json
from core.zoo.network import Network

if TYPE_CHECKING:
    from core.transfer.engines import Engine

LEAST_COSINE = 0.99
PHOTOS = 32  # whole batches for every stream of the processor
ROUNDS = 5
ENGINES = 2  # counted up when engines change: what was measured of the old ones no longer holds
PATIENCE = 12.0  # seconds after which two rounds must do


@dataclass(frozen=True)
class Choice:
    """What calibration found: the engine to use and what it was compared with."""

    engine: str  # "openvino" | "tensorflow"
    precision: str  # "bf16" | "f32"
    images_per_second: float
    ratio: float  # to TensorFlow in float32
    cosine: float  # smallest over the photos, to TensorFlow in float32
    rates: dict[str, float]  # images/s of everything tried, "openvino bf16" and so on
    cosines: dict[str, float]  # smallest cosine of everything tried


def least_cosine(a: np.ndarray, b: np.ndarray) -> float:
    """The smallest cosine between the rows of two arrays of one shape [n, ...]."""
    a, b = a.reshape(len(a), -1).astype(np.float64), b.reshape(len(b), -1).astype(np.float64)
    norms = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return float(np.min((a * b).sum(1) / np.maximum(norms, 1e-30)))


def photos(size: int) -> np.ndarray:
    """Real photos, uint8 [PHOTOS, size, size, 3]: the samples, repeated to fill whole batches."""
    own = [sample.pixels() for sample in samples.samples() if sample.labelled == "imagenet"]
    fitted = np.concatenate([images.resize(photo[None], size) for photo in own])
    return fitted[np.arange(PHOTOS) % len(fitted)]


def choose(network: Network) -> Choice:
    """The calibrated choice for a network, converted and measured now when it is not known yet."""
    choice = known(network)
    if choice is None:
        with peers.turn(_record(network)):
            # another worker may have measured while this one waited for its turn
            choice = known(network) if peers.joined() else None
            if choice is None:
                choice = measure(network)
                about, form = _about(network), _converted(network)
                record = {"about": about, "choice": asdict(choice), "network": form}
                store_json(_record(network), record)
    return choice


def known(network: Network) -> Choice | None:
    """What was measured with these weights, libraries and processor, or None (light).

    None also when the converted network that was measured is not in the cache any more.  Raises
    LabError when the weights are not there.
    """
    about, file = _about(network), _record(network)
    if not file.exists():
        peers.bring(file)
    try:
        record = json.loads(file.read_text())
        here = peers.joined() or (cache_dir() / record["network"]).exists()
        if record["about"] == about and here:
            return Choice(**record["choice"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # never measured, or damaged
    return None


def _record(network: Network) -> Path:
    folder = cache_dir("calibration", "cluster") if peers.joined() else cache_dir("calibration")
    return folder / f"{network.backbone}-{network.weights}.json"


def _about(network: Network) -> dict[str, Any]:
    """What a measurement holds for."""
    machine = environment()
    matters = ["tensorflow", "openvino"]
    if not peers.joined():
        matters += ["processor", "cores"]
    about = {key: machine[key] for key in matters}
    return about | {"engines": ENGINES, "weights": network.digest}


def _converted(network: Network) -> str:
    """Where in the cache the converted network lies; the cache itself without OpenVINO."""
    from core.transfer import engines

    if not importlib.util.find_spec("openvino"):
        return ""
    return engines.converted(network).relative_to(cache_dir()).as_posix()


def measure(network: Network) -> Choice:
    """Time every engine and precision at the network's own input size (heavy)."""
    from core.transfer import engines

    size = network.entry.native_size
    pixels, cut = photos(size), engines.Cut(network, network.depth, size, maps=True)
    tried = [("tensorflow", "f32")]
    if importlib.util.find_spec("openvino"):
        tried += [("openvino", "f32"), ("openvino", "bf16")]
    runs = {
        f"{name} {precision}": engines.engine(cut, name, precision) for name, precision in tried
    }
    rates, outputs = _race(runs, pixels)
    cosines = {
        label: least_cosine(output, outputs["tensorflow f32"]) for label, output in outputs.items()
    }
    usable = {label: rate for label, rate in rates.items() if cosines[label] >= LEAST_COSINE}
    best = max(usable, key=usable.__getitem__)
    name, precision = best.split()
    return Choice(
        engine=name,
        precision=precision,
        images_per_second=rates[best],
        ratio=rates[best] / rates["tensorflow f32"],
        cosine=cosines[best],
        rates=rates,
        cosines=cosines,
    )


def _race(
    runs: Mapping[str, Engine], pixels: np.ndarray
) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    """Images per second of each engine's fastest pass, and the activations of each.

    The engines take turns, so that whatever else the machine does meets all of them alike.
    """
    outputs = {label: run(pixels, lambda done: None) for label, run in runs.items()}  # warm
    best = dict.fromkeys(runs, np.inf)
    began = time.perf_counter()
    for turn in range(ROUNDS):
        for label, run in runs.items():
            start = time.perf_counter()
            run(pixels, lambda done: None)
            best[label] = min(best[label], time.perf_counter() - start)
        if turn > 0 and time.perf_counter() - began > PATIENCE:
            break
    return {label: len(pixels) / seconds for label, seconds in best.items()}, outputs
