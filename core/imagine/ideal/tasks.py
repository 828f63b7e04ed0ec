"""What a worker can do with ideal images (light; payloads and results: `core.imagine.ideal`)."""

from __future__ import annotations

import numpy as np

from core.images import from_text
from core.imagine.ideal.recipe import Ideal
from core.work import Cancelled, Document, Report, Task


def ideal(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The ideal image of ``payload["recipe"]``."""
    from core.imagine.ideal.loop import ideal as run

    return run(Ideal.from_json(payload["recipe"]), _photo(payload), report, cancelled)


def ideals(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The ideal images of ``payload["recipes"]``, side by side."""
    from core.imagine.ideal.loop import ideals as run

    recipes = [Ideal.from_json(document) for document in payload["recipes"]]
    return run(recipes, _photo(payload), payload.get("seconds"), report, cancelled)


def _photo(payload: Document) -> np.ndarray | None:
    text = payload.get("photo")
    return from_text(text) if text else None


TASKS: dict[str, Task] = {"ideal": ideal, "ideals": ideals}
