"""Whom the board tells: those who keep events and results (light)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from core.jobs.state import JobState

OnFinish = Callable[[JobState], None]
OnEvent = Callable[[JobState, dict[str, Any]], None]  # the state comes without its events


def called(whom: Callable[..., None], state: JobState, *more: Any) -> None:
    """Tell, whatever comes of it: an error there is written down and ends no job."""
    try:
        whom(state, *more)
    except Exception:
        logging.getLogger(__name__).exception("%s failed for job %s", whom, state.id)
