"""``python -m bench.scripts PAGE RUNS FOLDER``: seconds of each run, as lines ``PART SECONDS``.

A process of its own, so that one page's imports and caches do not help the next.  Of a lesson every
part is run; PART is ``-`` for a page without parts.
"""

from __future__ import annotations

import os
import sys
import time

from streamlit.testing.v1 import AppTest

from core.jobs.runner import DaskRunner
from core.paths import ROOT
from core.teaching import texts

SETTLED = 30.0  # seconds for what a page asks the worker for when it opens


def main(page: str, runs: int, folder: str) -> None:
    os.environ["TLL_DATA_DIR"] = folder
    from dashboard.kit import lesson
    from dashboard.shell import services

    is_lesson = (texts.FOLDER / f"{page}.en.md").is_file()
    for part in lesson.parts(page, "en") if is_lesson else ["-"]:
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        app.context = {"locale": "en-US", "theme": "light"}
        if is_lesson:
            app.query_params[lesson.PART] = part
        app.run()
        if page != "home":
            app.switch_page(str(ROOT / "pages" / page / "page.py")).run()
        _settle(services.runner(), app.session_state["learner"])
        app.run()  # takes the answers that were still missing
        for _ in range(runs):
            start = time.perf_counter()
            app.run()
            print(part, time.perf_counter() - start)
    services.runner().close()


def _settle(runner: DaskRunner, learner: str) -> None:
    """Wait for the worker: a warm page has its answers."""
    until = time.monotonic() + SETTLED
    while time.monotonic() < until and not all(job.over for job in runner.jobs(learner)):
        time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
