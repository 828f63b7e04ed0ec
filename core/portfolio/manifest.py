"""What stands first in the file of a learner's work: whose format, which version, what is in it
(light)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.messages import LabError
from core.portfolio.plain import damaged
from core.portfolio.shape import fits

NAME = "my-work.tll.zip"  # what the file is called unless somebody calls it something else
FORMAT = "transfer-learning-lab work"
VERSION = 1
MANIFEST, SETTINGS, DATASET = "manifest.json", "settings.json", "dataset.json"
RUN = re.compile(r"runs/([0-9a-f]{32})\.json")
PICTURE = re.compile(r"pictures/([0-9a-f]{32})\.png")
DATASETS = re.compile(r"datasets/(own-[0-9a-f]{16})/dataset\.json")
PHOTO = re.compile(r"datasets/(own-[0-9a-f]{16})/photos/([0-9]{5})\.png")


@dataclass(frozen=True)
class Manifest:
    """`files`: name → sha256 of every file beside the manifest; `made`: ISO 8601 in UTC."""

    made: str
    files: Mapping[str, str]
    format: str = FORMAT
    version: int = VERSION

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"files": dict(self.files)}

    @staticmethod
    def from_json(document: Any) -> Manifest:
        """LabError for what is no manifest, or one of a version that is not read here."""
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise foreign()
        version: Any = document.get("version")
        if not fits(version, int) or version < 1:
            raise damaged(MANIFEST)
        if version > VERSION:
            raise LabError(
                "The file was made by a newer version of the Lab (format {found}, this version "
                "reads up to {known}). Update the Lab on this computer.",
                found=version,
                known=VERSION,
            )
        made, files = document.get("made"), document.get("files")
        if not isinstance(made, str) or files is None or not fits(files, dict[str, str]):
            raise damaged(MANIFEST)
        return Manifest(made, files, FORMAT, version)

    def check(self, present: set[str]) -> None:
        """Raise LabError unless exactly the files are there that it names, and only such as the
        Lab writes."""
        unknown = next((name for name in sorted(present) if not _written(name)), None)
        if unknown is not None or present != set(self.files):
            raise damaged(unknown or next(iter(sorted(present ^ set(self.files)))))

    def same(self, name: str, data: bytes) -> None:
        """Raise LabError for a file that is not as it was written."""
        if self.files[name] != digest(data):
            raise damaged(name)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def foreign() -> LabError:
    """What is said of a file that holds nobody's work."""
    return LabError(
        "This is not a file of somebody’s work in the Lab. Choose one that was made with “My work "
        "as one file” (usually {name}).",
        name=NAME,
    )


def _written(name: str) -> bool:
    kinds = (RUN, PICTURE, DATASETS, PHOTO)
    return name == SETTINGS or any(kind.fullmatch(name) for kind in kinds)
