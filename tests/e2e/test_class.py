"""A class in real browsers, over TLS: from the code to the deletion."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from core.classroom import addresses
from core.jobs.preload import running
from core.paths import ROOT
from tests.e2e.conftest import PATIENCE, free_port
from tests.e2e.journeys import FULL
from tests.e2e.test_axe import AXE, GO, STILL, violations

pytestmark = pytest.mark.browser

CODE = "TEACH-ME-PLEASE"
NAMES = ["<b>Ada</b> :cat:", "=さくら", "Bob", "Cem", "Dee"][: 5 if FULL else 2]
SHOTS = os.environ.get("TLL_SHOTS", "")  # a folder for pictures of what was seen
KEPT = "window.localStorage.getItem('tll-class')"


@pytest.fixture(scope="module")
def classroom(tmp_path_factory, as_after_setup):
    """A class as `make class` starts it: its port, what the terminal said, the data folder."""
    folder, port = tmp_path_factory.mktemp("class"), free_port()
    as_after_setup(folder / "cache")
    environment = os.environ | {
        "TLL_DATA_DIR": str(folder / "data"),
        "TLL_CACHE_DIR": str(folder / "cache"),
        "TLL_TEACHER_CODE": CODE,
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "dashboard.classroom", "--port", str(port)]
    log = folder / "class.log"
    with log.open("w") as stream:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=stream, stderr=stream)
    try:
        for _ in range(600):
            if "Ctrl-C" in log.read_text("utf-8"):
                break
            assert process.poll() is None, log.read_text("utf-8")
            time.sleep(0.1)
        yield port, log.read_text("utf-8"), folder / "data", psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def chromium(browser, program):
    """With a camera that shows a test picture, and is allowed where browsers give one at all."""
    flags = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    started = browser.browser_type.launch(executable_path=program, args=flags)
    yield started
    started.close()


def opened(chromium, address, **look):
    context = chromium.new_context(ignore_https_errors=True, **{"locale": "en-US"} | look)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    return page


def on(page, title):
    """Wait for a page by its title; what was there before may stand for a moment longer."""
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def accessible(page):
    """axe finds nothing of ours."""
    page.evaluate(AXE.read_text("utf-8"))
    page.add_style_tag(content=STILL)
    assert violations(page, whole=False) == []


def shot(page, name):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


def join(page, code, name):
    boxes = page.locator(".stMain form, .stMain [data-testid=stForm]").first.get_by_role("textbox")
    boxes.nth(0).fill(code)
    boxes.nth(1).fill(name)
    page.locator(".st-key-join_go button").click()
    page.wait_for_function(f"{KEPT} !== null")


def downloaded(page, key):
    with page.expect_download() as waiting:
        page.locator(f".st-key-{key} button").click()
    return Path(waiting.value.path()).read_bytes()


def refused(address, **headers):
    """The status with which a request is refused."""
    put = urllib.request.Request(address, b"x", headers, method="PUT")
    with pytest.raises(urllib.error.HTTPError) as found:
        urllib.request.urlopen(put, timeout=10)
    found.value.close()
    return found.value.code


def test_protection_is_that_of_the_app_for_one_person(classroom):
    port, _said, _data, _door = classroom
    upload = f"http://127.0.0.1:{port}/_stcore/upload_file/a/b"
    assert refused(upload) == 403  # without the token against requests of other sites
    assert refused(upload, Origin="http://evil.example") == 403
    listening = [
        one.laddr
        for one in psutil.net_connections("tcp")
        if one.status == psutil.CONN_LISTEN and one.laddr.port == port
    ]
    assert [address.ip for address in listening] == ["0.0.0.0"]


def test_a_class_from_the_code_to_the_deletion(classroom, chromium):
    port, said, data, _door = classroom
    code = re.search(r"Code for learners +(\w+)", said).group(1)
    (place,) = [str(one) for one in addresses.addresses() if one.version == 4][:1] or ["localhost"]
    secure, plain = f"https://{place}:{port}", f"http://{place}:{port}"
    assert secure in said and plain in said and "█" in said and CODE not in said

    # -- the teacher comes in, and nobody else by that page
    teacher = opened(chromium, f"http://localhost:{port}/teacher")
    teacher.get_by_label("The teacher’s code").fill(CODE)
    teacher.locator(".st-key-teach_go button").click()
    on(teacher, "Teacher’s view")

    # -- learners join: the first by phone, in Japanese, with the code of the QR code
    look = {"viewport": {"width": 390, "height": 800}, "is_mobile": True, "has_touch": True}
    learners = []
    for number, name in enumerate(NAMES):
        phone = {**look, "locale": "ja-JP"} if number == 0 else {}
        page = opened(chromium, f"{secure}/why?part=gap&code={code}", **phone)
        expect(page.locator(".st-key-join_code input")).to_have_value(code)
        assert page.get_by_test_id("stSidebarNav").count() == 0
        shot(page, f"join-{number}")
        join(page, code.lower(), name)
        on(page, re.compile("Why transfer works|転移学習"))
        assert "part=gap" in page.url
        learners.append(page)
    first, second = learners[:2]
    for name in ("Nickname", "Last seen"):
        expect(teacher.get_by_text(name).first).to_be_attached()
    expect(teacher.get_by_text(f"{len(NAMES)} of {len(NAMES)} learners here now")).to_be_visible()
    shot(teacher, "who")
    accessible(teacher)

    # -- the camera is allowed over TLS; without it browsers have none, and the page knows
    ask = "navigator.mediaDevices.getUserMedia({video: true}).then((s) => s.getTracks().length)"
    assert second.evaluate("window.isSecureContext") and second.evaluate(ask) == 1
    stranger = opened(chromium, plain)
    if place != "localhost":
        assert not stranger.evaluate("window.isSecureContext")
        assert stranger.evaluate("navigator.mediaDevices === undefined")
        expect(stranger.get_by_text("use the camera")).to_be_visible()

    accessible(stranger)

    # -- a forged token, the teacher's page for a learner, a reload
    stranger.evaluate("localStorage.setItem('tll-class', 'x'.repeat(43))")
    stranger.goto(f"{plain}/teacher")
    on(stranger, "Join the class")
    stranger.wait_for_function(f"{KEPT} === null")
    second.goto(f"{secure}/teacher")
    on(second, "Learn new things from old ones")

    # -- the pause covers everything and is lifted
    teacher.locator(".st-key-teacher_words input").fill("<i>Look</i> here")
    teacher.locator(".st-key-teacher_words input").press("Enter")
    teacher.locator(".st-key-teacher_pause button").click()
    for number, page in enumerate(learners):
        expect(page.locator("#tll-attention h2")).to_have_text("<i>Look</i> here")
        assert page.evaluate(
            "document.elementFromPoint(50, 300).closest('#tll-attention') !== null"
        )
        page.keyboard.press("Escape")
        expect(page.locator("#tll-attention[open]")).to_have_count(1)
        shot(page, f"pause-{number}")
    accessible(second)
    teacher.locator(".st-key-teacher_go_on button").click()
    for page in learners:
        expect(page.locator("#tll-attention")).to_have_count(0)

    # -- a recipe opens for everybody
    teacher.get_by_role("radio", name="Page or recipe").click()
    recipe = f"{plain}/playground?dataset=digits&size=96&per_class=20&epochs=3"
    address = teacher.locator(".st-key-teacher_recipe_address input")
    address.fill(recipe)
    address.press("Enter")
    teacher.locator(".st-key-teacher_recipe_open button").click()
    for page in learners:
        page.wait_for_url(re.compile(r"/playground\?.*size=96"))
        expect(page.get_by_role("link", name=re.compile("The class|クラス"))).to_be_visible()
    shot(first, "led")
    accessible(teacher)
    assert first.evaluate("document.documentElement.scrollWidth") == 390

    # -- the guesses of all, as they come in
    teacher.get_by_role("radio", name="Guesses").click()
    expect(teacher.get_by_text("Nobody has guessed yet")).to_be_visible()
    for page in (first, second):
        page.evaluate(GO, "why?part=idea")
        page.locator(".st-key-idea_copied_guess input").press("End")
        page.locator(".st-key-idea_copied_go button").click()
        expect(page.locator(".st-key-idea_copied_go")).to_have_count(0)
    drawn = teacher.get_by_role("img", name="2 of 2 guesses came true")
    expect(drawn.or_(teacher.get_by_label("2 of 2 guesses came true")).first).to_be_visible()
    expect(teacher.get_by_text("Which share of all its weights is copied?").first).to_be_attached()
    shot(teacher, "guesses")

    # -- quizzes before and after, and what was gained: one was wrong before, all are right after
    for page, before in ((first, 0), (second, 1)):
        for when, taken, kind in (
            ("before", [before], "stRadioOption"),
            ("after", [0, 3], "stCheckbox"),
        ):
            page.evaluate(GO, f"check?quiz=why&when={when}")
            verdict = page.get_by_text(re.compile("^(Right|Not yet|正解|残念)"))
            expect(verdict).to_have_count(0)
            form = page.get_by_test_id("stForm").first
            for answer in taken:
                form.get_by_test_id(kind).nth(answer).locator("label").or_(
                    form.get_by_test_id(kind).nth(answer)
                ).first.click()
            form.get_by_role("button").last.click()
            expect(verdict.first).to_be_visible()
    teacher.get_by_role("radio", name="Quizzes").click()
    expect(teacher.get_by_text("Normalised gain: +1.00")).to_be_visible()
    shot(teacher, "quizzes")

    # -- results, everything, nothing
    teacher.get_by_role("radio", name="Results").click()
    table = downloaded(teacher, "teacher_csv").decode("utf-8-sig")
    rows = {row["nickname"]: row for row in csv.DictReader(io.StringIO(table))}
    assert set(rows) == {f"'{name}" if name[0] == "=" else name for name in NAMES}
    row = rows[NAMES[0]]
    assert (row["why_before_right"], row["why_after_right"], row["guesses"]) == ("0", "1", "1")
    with zipfile.ZipFile(io.BytesIO(downloaded(teacher, "teacher_zip"))) as packed:
        assert {"gradebook.csv", "answers.csv", "guesses.csv"} < set(packed.namelist())
    shot(teacher, "end")
    accessible(teacher)
    expect(teacher.locator(".st-key-teacher_delete button")).to_be_disabled()
    teacher.locator(".st-key-teacher_sure label").click()
    teacher.locator(".st-key-teacher_delete button").click()
    expect(teacher.get_by_text("The class is deleted")).to_be_visible()
    for page in learners:
        on(page, re.compile("Join the class|クラスに参加"))
        page.wait_for_function(f"{KEPT} === null")
    held = b"".join(file.read_bytes() for file in data.glob("*.sqlite*"))
    assert "さくら".encode() not in held and b"Ada</b>" not in held


def test_nothing_is_left_of_a_class_whose_door_was_killed(classroom):
    _port, _said, _data, door = classroom
    below = door.children(recursive=True)
    assert len(below) >= 3  # the app, its scheduler, a worker
    door.kill()
    for _ in range(300):
        if not any(map(running, below)):
            break
        time.sleep(0.1)
    assert [other.cmdline() for other in below if running(other)] == []
