"""About how long pages take, for a learner's path and a teacher's plan."""

from __future__ import annotations

from collections.abc import Mapping

from core.teaching import texts
from dashboard.kit import lesson

MINUTES = 5  # a part of a lesson takes about so long
EXPERIMENTS = {"playground": 15, "race": 15}  # and these pages, which have no parts
OTHERS = 10


def parts(page: str) -> Mapping[str, lesson.Part]:
    """The parts of a page that is a lesson; none of any other."""
    return lesson.parts(page) if (texts.FOLDER / f"{page}.en.md").is_file() else {}


def minutes(page: str) -> int:
    """About how long a whole page takes."""
    return MINUTES * len(parts(page)) or EXPERIMENTS.get(page, OTHERS)
