"""What is to be written into the run log, until it is there (light).

A result that has come must not be lost because the disk is full at that moment, or because another
program holds the file: it waits here, in its order, and is tried again.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable

from core.messages import LabError, Message

PATIENCE = 2.0  # seconds that `put` waits for what it was given to be written
AGAIN = 2.0  # seconds between two tries

Write = Callable[[], object]


class Outbox:
    """Writes in the order in which they came; safe to use from every thread."""

    def __init__(self) -> None:
        self._waiting: deque[Write] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._trouble: Message | None = None

    def put(self, write: Write) -> None:
        """Write.  Returns when that is done, or when it is known that it takes longer: then it is
        done later."""
        with self._changed:
            self._waiting.append(write)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="outbox", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._trouble or write not in self._waiting, PATIENCE)

    def state(self) -> tuple[int, Message | None]:
        """How many writes wait, and what stands in their way."""
        with self._changed:
            return len(self._waiting), self._trouble

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                write = self._waiting[0]
            trouble = _tried(write)
            with self._changed:
                self._trouble = trouble
                if trouble is None:
                    self._waiting.popleft()
                self._changed.notify_all()
            if trouble is not None:
                time.sleep(AGAIN)


def _tried(write: Write) -> Message | None:
    """Why it could not be written and may be later; what never can is written down and let go."""
    try:
        write()
    except LabError as error:
        never = (sqlite3.IntegrityError, sqlite3.ProgrammingError)  # it is there; the log is closed
        if not isinstance(error.__cause__, never):
            return error.message
        logging.getLogger(__name__).exception("not written")
    except Exception:
        logging.getLogger(__name__).exception("not written")
    return None
