"""``python -m bench.scripts PAGE RUNS FOLDER``: seconds of each run of a page, one a line.

A process of its own, so that one page's imports and caches do not help the next.
"""

from __future__ import annotations

import os
import sys
import time

from streamlit.testing.v1 import AppTest

from core.paths import ROOT


def main(page: str, runs: int, folder: str) -> None:
    os.environ["TLL_DATA_DIR"] = folder
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.context = {"locale": "en-US", "theme": "light"}
    app.run()
    if page != "home":
        app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    for _ in range(runs):
        start = time.perf_counter()
        app.run()
        print(time.perf_counter() - start)
    from dashboard import services

    services.runner().close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
