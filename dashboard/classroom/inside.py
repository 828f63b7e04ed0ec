"""The app of a class as a process: Streamlit, which ends when whoever started it is gone.

python -m dashboard.classroom.inside [options of `streamlit run`]

The door keeps the other end of this process's standard input and never writes to it.  However the
door ends, the system closes that end; nobody has to look in between, on any system.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

from streamlit.web import cli

from core.paths import ROOT

PATIENCE = 15.0  # seconds for an end in order: the queue stops, results are written


def main() -> None:
    threading.Thread(target=_end_with, args=(sys.stdin.fileno(),), daemon=True).start()
    cli.main(["run", str(ROOT / "dashboard" / "app.py"), *sys.argv[1:]])


def _end_with(door: int) -> None:
    """End this process when the pipe from the door does."""
    while os.read(door, 1):
        pass
    if os.name == "posix":
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(PATIENCE)
    os._exit(1)


if __name__ == "__main__":
    main()
