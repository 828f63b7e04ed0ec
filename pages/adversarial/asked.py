"""What tasks are asked with that look at an attack that was made."""

from __future__ import annotations

from core import images
from core.work import Document
from pages.adversarial.state import Made


def pictures(made: Made) -> Document:
    """Both pictures, and the network that was attacked (the first of several)."""
    return {
        "before": made.result["before"],
        "after": made.result["after"],
        "backbone": made.recipe.backbones[0],
    }


def mask(made: Made) -> Document:
    """Where pixels might change, in the size of the pictures; nothing where everywhere."""
    if made.mask is None:
        return {}
    return {"mask": images.to_text(images.black_and_white(made.mask))}
