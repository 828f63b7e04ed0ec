"""Take the README's pictures: real pages in a real browser, in both languages.

python -m scripts.pictures [NAME …]      writes docs/pictures/NAME.webp

Only what may be published is on them: our drawings, images that networks here have made, the digits
of scikit-learn, and scikit-image's cat (CC0).
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

from core.paths import ROOT

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 120_000  # bytes
SCREEN = {"width": 1280, "height": 800}
LONG = 300_000  # milliseconds: the first question of a server waits for TensorFlow
STILL = 6_000  # milliseconds until nothing is played any more
DIGITS = (
    "playground?dataset=digits&per_class=20&val_per_class=10&test_per_class=30"
    "&backbone=squeezenet&size=64&epochs=20&batch=32&unfreeze=2"
)


@dataclass(frozen=True)
class Picture:
    """A page, what is answered and pressed there, and what is waited for; `top` comes first."""

    place: str
    guess: str = ""
    press: str = ""
    wait: str = "h1"
    top: str = ""


HOME = Picture("")
PLAYGROUND = Picture(DIGITS, press=".st-key-pg_train button", wait="[data-testid=stMetricValue]")
IDEAL = Picture(
    "ideal?part=studio",
    guess=".st-key-ideal_studio_guess input",
    press=".st-key-ideal_studio_go button",
    wait=".st-key-ideal_studio_history",
    top=".st-key-ideal_studio_go",
)
ADVERSARIAL = Picture(
    "adversarial?part=attack&photo=chelsea",
    press=".st-key-adversarial_guess_never button",
    wait=".st-key-adversarial_result img",
    top=".st-key-adversarial_result",
)
# name -> what, and in which language and theme
PICTURES = {
    "home.ja": (HOME, "ja-JP", "light"),
    "playground.en": (PLAYGROUND, "en-US", "light"),
    "playground.ja": (PLAYGROUND, "ja-JP", "dark"),
    "ideal.en": (IDEAL, "en-US", "dark"),
    "adversarial.en": (ADVERSARIAL, "en-US", "light"),
    "adversarial.ja": (ADVERSARIAL, "ja-JP", "light"),
}


def main() -> int:
    """Take all pictures, or those that are named."""
    wanted = sys.argv[1:] or list(PICTURES)
    program = shutil.which("chromium") or shutil.which("chrome")
    FOLDER.mkdir(exist_ok=True)
    with _server() as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name in wanted:
            picture, locale, scheme = PICTURES[name]
            context = browser.new_context(
                locale=locale,
                color_scheme="dark" if scheme == "dark" else "light",
                viewport={"width": SCREEN["width"], "height": SCREEN["height"]},
            )
            page = context.new_page()
            page.set_default_timeout(LONG)
            _kept(_taken(page, server, picture), FOLDER / f"{name}.webp")
            context.close()
        browser.close()
    return 0


@contextmanager
def _server() -> Iterator[str]:
    """The app with a run log of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py")]
    options = ["--server.port", str(port), "--server.headless", "true"]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"TLL_DATA_DIR": folder}
        process = subprocess.Popen(command + options, cwd=ROOT, env=environment)
        try:
            address = f"http://127.0.0.1:{port}"
            _answers(address)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _answers(address: str) -> None:
    """Wait until the server does."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
        except OSError:
            sleep(0.2)
        else:
            return
    raise SystemExit("the server does not answer")


def _taken(page: Page, server: str, picture: Picture) -> bytes:
    page.goto(f"{server}/{picture.place}")
    _rests(page)
    if picture.guess:
        _guess(page.locator(picture.guess).last)
    if picture.press:
        page.locator(picture.press).click()
    page.locator(picture.wait).first.wait_for()
    _rests(page)
    if picture.top:
        page.locator(picture.top).first.evaluate(
            "e => { e.scrollIntoView(); document.querySelector('[data-testid=stMain]')"
            ".scrollBy(0, -80) }"
        )
    page.wait_for_timeout(STILL)
    return page.screenshot()


def _guess(field: Locator) -> None:
    """80% on the slider."""
    field.focus()
    for _ in range(17):  # "?", then steps of 5%
        field.press("ArrowRight")


def _rests(page: Page) -> None:
    """Wait until the script has run and the worker is done with what it was asked."""
    page.locator("h1").wait_for()
    page.wait_for_timeout(STILL)
    page.wait_for_function("!document.querySelector('[role=progressbar]')")
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")


def _kept(taken: bytes, file: Path) -> None:
    """As WebP, in the best quality that is small enough."""
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    for quality in (90, 80, 65, 50, 35):
        image.save(file, quality=quality, method=6)
        if file.stat().st_size <= LARGEST:
            break
    print(file.relative_to(ROOT), file.stat().st_size)


if __name__ == "__main__":
    raise SystemExit(main())
