"""Two pictures over each other: a slider uncovers one, holding a button shows the other alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core import images
from dashboard.components.component import component

_mount = component("compare")


def compare(before: np.ndarray, after: np.ndarray, words: Mapping[str, str], key: str) -> None:
    """Show two pictures uint8 [h, w, 3] of the same shape over each other.

    words: what ``before``, ``after``, the button ``hold`` and the slider ``slide`` say.
    """
    pictures = {"before": images.to_text(before), "after": images.to_text(after)}
    _mount(key=key, data=pictures | {"words": dict(words)}, width="stretch")
