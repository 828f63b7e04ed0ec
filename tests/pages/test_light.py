"""The web process stays free of the heavy libraries (see docs: light and heavy)."""

import json
import os
import subprocess
import sys

from core.paths import ROOT
from tests.patience import PATIENCE

VISIT = """
import json, sys
from pathlib import Path
from streamlit.testing.v1 import AppTest

root = Path.cwd()
seen = []
from dashboard.shell.sitemap import OF_TEACHER
app = AppTest.from_file(str(root / "dashboard" / "app.py"), default_timeout=400).run()
assert not app.exception and not app.error, ("home", app.exception, app.error)
for page in sorted((root / "pages").glob("*/page.py")):
    if page.parent.name in OF_TEACHER:  # opens in a class only: test_class.py
        continue
    if page.parent.name != "home":
        app.switch_page(str(page)).run()
    assert not app.exception and not app.error, (page, app.exception, app.error)
    seen.append(page.parent.name)
from pages.teacher import end, lead, live, measured, plan, pooled, quizzes, who
from dashboard.shell import services
services.runner().close()
heavy = [name for name in ("tensorflow", "keras", "openvino", "torch") if name in sys.modules]
print(json.dumps({"seen": seen, "heavy": heavy}))
"""


def test_no_page_brings_a_heavy_library_into_the_web_process(tmp_path):
    environment = os.environ | {
        "TLL_DATA_DIR": str(tmp_path / "data"),
        "TLL_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert said["heavy"] == []
    assert "home" in said["seen"]
