"""The real app in its own process, and a real browser in front of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from contextlib import contextmanager

import pytest

from core.paths import ROOT
from tests import patience

PATIENCE = 1000 * patience.PATIENCE  # milliseconds, as Playwright counts


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def server(tmp_path_factory, as_after_setup):
    """Address of a running app with a run log and caches of its own."""
    folder = tmp_path_factory.mktemp("server")
    as_after_setup(folder / "cache", photos=True)
    with running(ROOT / "dashboard" / "app.py", folder) as address:
        yield address


@contextmanager
def running(app, folder):
    """Address of an app of Streamlit's in a process of its own, with its data in `folder`."""
    port = free_port()
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "TLL_DATA_DIR": str(folder / "data"),
        "TLL_CACHE_DIR": str(folder / "cache"),
    }
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    options = ["--server.port", str(port), "--server.headless", "true"]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            command + options, cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "server.log").read_text()
                time.sleep(0.1)
        yield address
    finally:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def program():
    """Where Chromium is.  `make test` installs it where it may; a missing one is a failure, not a
    pass."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
    assert found, "No Chromium found: install the package chromium to run the browser tests."
    return found


@pytest.fixture(scope="session")
def browser(program):
    """Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def visited(browser):
    """Browsers that have been here: how one looks → contexts that nobody uses at the moment."""
    return defaultdict(list)


@pytest.fixture
def learner(browser, visited):
    """Makes a browser of a new learner: ``learner(locale="ja-JP", scheme="dark")`` → context.

    It has nothing of the one before, but for the app's files: a browser that fetches and compiles
    them anew costs more than most of what is tested.
    """
    opened = []

    def new(locale="en-US", scheme="light", width=1280, height=720):
        look = (locale, scheme, width, height)
        context = (
            visited[look].pop()
            if visited[look]
            else browser.new_context(
                locale=locale, color_scheme=scheme, viewport={"width": width, "height": height}
            )
        )
        context.set_default_timeout(PATIENCE)
        opened.append((look, context))
        return context

    yield new
    for look, context in opened:
        for page in context.pages:
            page.close()
        context.set_storage_state({"cookies": [], "origins": []})
        context.set_offline(False)
        visited[look].append(context)
