"""Make the locks: all packages of the requirements files and what they need, with their hashes.

    python -m scripts.lock             versions stay where they still fit
    python -m scripts.lock --upgrade   the newest that fit
    python -m scripts.lock --check     makes nothing; whether every system finds its files

A lock is for all systems at once: markers say what is for one of them only.  It holds the hashes of
every file that the index has of a version, so each system takes its own.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.setup import CARRIERS, DEV, ROOT, RUNTIME, first_line

UV = "uv==0.13.8"  # what resolves for systems other than this one
OLDEST, PYTHONS = "3.11", ("3.11", "3.12", "3.13")
SYSTEMS = (
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_35",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.lock", description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    parser.add_argument("--check", action="store_true", help="look for every system's files only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        uv = _uv(Path(folder))
        for name in (*RUNTIME, *DEV):
            if options.check:
                _check(uv, name, Path(folder) / "nothing")
            else:
                _lock(uv, name, ["--upgrade"] if options.upgrade else [])
    return 0


def _uv(folder: Path) -> str:
    """The command, in a folder of its own: neither the program nor its tests need it."""
    _run(sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), UV)
    return str(folder / "bin" / "uv")


def _lock(uv: str, name: str, more: list[str]) -> None:
    text, lock = ROOT / f"{name}.txt", ROOT / f"{name}.lock"
    command = [uv, "pip", "compile", text.name, "--output-file", lock.name, "--quiet"]
    command += ["--universal", "--python-version", OLDEST, "--generate-hashes"]
    command += ["--no-header", "--no-annotate", "--no-build", *more]
    if name == CARRIERS:
        command += ["--no-deps"]
    if name in DEV:  # what the program runs on is what the tests run on
        command += ["--constraint", f"{RUNTIME[0]}.lock"]
    _run(*command)
    lock.write_text(f"{first_line(text)}\n{lock.read_text('utf-8')}", encoding="utf-8")
    print(f"{lock.name}: {lock.read_text('utf-8').count('==')} packages")


def _check(uv: str, name: str, folder: Path) -> None:
    """Raise for a system that has no file of some package with one of its hashes."""
    for system, python in itertools.product(SYSTEMS, PYTHONS):
        command = [uv, "pip", "install", "--dry-run", "--quiet", "--target", str(folder)]
        command += ["--python-platform", system, "--python-version", python]
        command += ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
        _run(*command, "-r", f"{name}.lock")
        print(f"{name}.lock: {system}, Python {python}")


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
