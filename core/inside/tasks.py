"""What a worker can do about before and after: part of the one list in `core/tasks.py`
(light)."""

from __future__ import annotations

from core.work import Cancelled, Document, Report, Task


def before_after(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What training changed inside the network of ``payload["recipe"]``."""
    from core.inside.compare import compare
    from core.transfer.recipe import Recipe

    return compare(Recipe.from_json(payload["recipe"]), report, cancelled)


def before_after_photo(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What the network of ``payload["recipe"]`` made of ``payload["photo"]`` before, and after."""
    from core.images import from_text
    from core.inside.compare import look
    from core.transfer.recipe import Recipe

    recipe = Recipe.from_json(payload["recipe"])
    return look(recipe, from_text(payload["photo"]), report, cancelled)


TASKS: dict[str, Task] = {
    "before_after": before_after,
    "before_after_photo": before_after_photo,
}
