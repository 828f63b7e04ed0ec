"""The playground in a real browser: drag, train, cancel, retrain, click a cell, reload, share."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from dashboard.shell.theme import PALETTES
from tests.e2e.journeys import still, walked

pytestmark = pytest.mark.browser

TITLE = {"en-US": "Freeze playground", "ja-JP": "凍結プレイグラウンド"}
SMALL = (
    "dataset=digits&classes=0,1,7&per_class=10&val_per_class=5&test_per_class=10"
    "&backbone=squeezenet&size=32&epochs=5&batch=16"
)
LONG = SMALL.replace("size=32&epochs=5", "size=64&epochs=1000&scratch=1")


def open_playground(context, server, query, locale="en-US", script=""):
    page = context.new_page()
    page.add_init_script(script)
    page.goto(f"{server}/playground?{query}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE[locale])
    page.wait_for_function("window.localStorage.getItem('tll-learner') !== null")
    return page


def press(page, key):
    page.locator(f".st-key-{key} button").click()


def result(page):
    return page.locator("[data-testid=stMetricValue]")


def strip(page):
    return page.get_by_role("slider", name=re.compile("Freeze boundary|凍結の境界"))


def at_rest(page, read):
    """What is read once it does not change any more: a place until what is above it is drawn."""
    before, now = None, read()
    while before != now:
        page.wait_for_timeout(500)
        before, now = now, read()
    return now


def to_cell(page, wanted):
    """From the first cell of the matrix, its one stop: the arrow keys to a cell, Enter."""
    for _ in range(wanted % 3):
        page.keyboard.press("ArrowRight")
    for _ in range(wanted // 3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


@walked("ja-JP")
def test_train_cancel_train_again_click_a_cell_and_reload(server, learner, locale):
    context = learner(locale=locale)
    page = open_playground(context, server, LONG, locale)
    press(page, "pg_train")
    cancel = page.locator(".st-key-pg_cancel button")
    expect(cancel).to_be_visible()
    expect(page).to_have_url(re.compile("job="))
    running = re.search("job=([0-9a-f]+)", page.url)[1]

    page.reload()  # a running job is found again
    expect(cancel).to_be_visible()
    assert running in page.url
    expect(page.locator(".st-key-pg_curves_live .main-svg").first).to_be_visible()
    cancel.click()
    expect(page.locator(".st-key-pg_again button")).to_be_visible()
    page.close()

    page = open_playground(context, server, SMALL, locale)
    page.locator(".st-key-pg_train button").click(click_count=3, delay=60)  # one wish, one run
    expect(result(page)).to_be_visible()
    accuracy = result(page).inner_text()
    assert re.fullmatch(r"\d+%", accuracy)

    numbers = page.locator("[class*=st-key-pg_matrix] [data-pick]")
    expect(numbers).to_have_count(9)
    counts = [int(text) if text.isdigit() else 0 for text in numbers.all_text_contents()]
    assert sum(counts) == 30
    cell = counts.index(max(counts))
    photos = page.locator(".tll-gallery.framed img:visible")
    numbers.nth(cell).click()
    expect(photos).to_have_count(min(counts[cell], 12))
    expect(numbers.nth(cell)).to_have_attribute("aria-pressed", "true")
    expect(photos.first).to_have_js_property("naturalWidth", 8)  # a digit of 8 x 8 pixels, decoded

    address = page.url
    page.reload()
    expect(result(page)).to_have_text(accuracy)
    assert page.url == address
    rows = page.locator("[class*=st-key-pg_open]")
    expect(rows).to_have_count(2)  # the cancelled run and this one

    still(page)
    page.locator(".st-key-pg_share button").click()
    shared = page.get_by_test_id("stPopoverBody")
    said = shared.locator("code").first.inner_text()
    assert said.startswith(f"{server}/playground?dataset=digits&classes=0,1,7")
    assert said.endswith(f"lang={locale[:2]}")
    only_here = {"en-US": "on this computer only", "ja-JP": "このパソコンでしか"}[locale]
    expect(shared).to_contain_text(only_here)
    shared.locator(".copier button").click()
    done = {"en-US": "Copied", "ja-JP": "コピーしました"}[locale]
    expect(shared.locator(".copier button")).to_have_text(done)


def test_the_boundary_follows_the_hand_and_python_hears_of_it_on_release(server, learner):
    page = open_playground(learner(), server, SMALL)
    expect(strip(page)).to_have_attribute("aria-valuenow", "9")
    still(page)
    width = at_rest(page, page.locator(".st-key-pg_strip .stage").bounding_box)["width"]
    box = strip(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 0.4 * width, y, steps=4)
    expect(strip(page)).not_to_have_attribute("aria-valuenow", "9")
    during = int(at_rest(page, lambda: strip(page).get_attribute("aria-valuenow")))
    assert 0 < during < 9
    fires = page.locator(".st-key-pg_strip .block .fire[visibility=visible]")
    expect(fires).to_have_count(9 - during)
    assert "unfreeze" not in page.url  # not before it is let go
    page.mouse.up()
    expect(page).to_have_url(re.compile(f"unfreeze={9 - during}"))


INNERMOST = """() => {
  let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  return e;
}"""
REACH = 60  # presses of Tab from one thing to the next
RING = 60  # pixels that tell a focused control from the same without the focus


def tab_to(page, target):
    """Press Tab until the focus is on the target, and see that it can be seen there."""
    for _ in range(REACH):
        page.keyboard.press("Tab")
        if target.evaluate(f"wanted => ({INNERMOST})() === wanted"):
            break
    expect(target).to_be_focused()
    focused = brightness(page, target)
    target.evaluate("e => e.blur()")
    apart = np.sort([focused, brightness(page, target)], axis=0) + 0.05
    target.focus()
    assert (apart[1] / apart[0] >= 3).sum() >= RING, target  # WCAG's contrast of what changes


def brightness(page, target):
    """Of the pixels at and around an element, once nothing moves any more."""
    page.wait_for_timeout(250)
    x, y, width, height = target.bounding_box().values()
    assert y >= 0 and y + height < page.viewport_size["height"] + 1  # in sight
    clip = {"x": x - 12, "y": y - 12, "width": width + 24, "height": height + 24}
    pixels = np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")) / 255
    linear = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def test_the_main_job_by_keyboard_alone(server, learner):
    """Boundary, undo, learning rate, training, a cell of the matrix, its photos."""
    page = open_playground(learner(), server, SMALL)
    tab_to(page, strip(page))
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(strip(page)).to_have_attribute("aria-valuenow", "6")
    expect(strip(page)).to_have_attribute("aria-valuetext", re.compile("last 3 blocks"))
    expect(page).to_have_url(re.compile("unfreeze=3"))
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile("unfreeze=9"))
    undo = page.locator(".st-key-pg_undo button")
    tab_to(page, undo)
    page.keyboard.press("Enter")
    expect(strip(page)).to_have_attribute("aria-valuenow", "6")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(strip(page)).to_have_attribute("aria-valuenow", "9")
    expect(page).not_to_have_url(re.compile("unfreeze"))

    rate = page.get_by_role("slider", name="Learning rate")
    tab_to(page, rate)
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("lr="))
    tab_to(page, page.locator(".st-key-pg_train button"))
    page.keyboard.press("Enter")
    expect(result(page)).to_be_visible()
    cells = page.locator("[class*=st-key-pg_matrix] [data-pick]")
    expect(cells).to_have_count(9)
    counts = [int(text) if text.isdigit() else 0 for text in cells.all_text_contents()]
    wanted = counts.index(max(counts))
    tab_to(page, cells.first)
    to_cell(page, wanted)
    photos = page.locator(".tll-gallery.framed img:visible")
    expect(photos).to_have_count(min(counts[wanted], 12))
    expect(photos.first).to_be_in_viewport()
    expect(cells.nth(wanted)).to_be_focused()  # also after the page was drawn anew


def test_a_finger_moves_the_boundary(server, browser):
    context = browser.new_context(
        locale="en-US", has_touch=True, viewport={"width": 820, "height": 1180}
    )
    try:
        page = open_playground(context, server, SMALL)
        expect(strip(page)).to_have_attribute("aria-valuenow", "9")
        stage = page.locator(".st-key-pg_strip .stage")
        wide = at_rest(page, stage.bounding_box)["width"]
        stage.tap(position={"x": 0.3 * wide, "y": 50})
        expect(page).to_have_url(re.compile("unfreeze=6"))
    finally:
        context.close()


def test_a_training_that_was_too_fast_to_see_is_played_again(server, learner):
    context = learner()
    notes = (  # a slow machine may look too late: the page itself takes them
        "window.seen = new Set();"
        "setInterval(() => document.querySelectorAll('.slider-label')"
        ".forEach(label => seen.add(label.textContent)), 30)"
    )
    quick = SMALL.replace("epochs=5", "epochs=6&head=linear")  # 0.3 to 0.4 s of learning if alone
    errors = []
    for seed in range(8):  # on a machine with much else to do, one training may be slow enough
        page = open_playground(context, server, f"{quick}&seed={seed}", script=notes)
        page.on("pageerror", lambda error: errors.append(str(error)))
        press(page, "pg_train")
        expect(result(page)).to_be_visible()
        still(page)
        replayed = page.get_by_text(re.compile("Replay: of the whole time, the epochs themselves"))
        if replayed.count():
            break
        page.close()
    expect(replayed).to_be_visible()
    page.wait_for_function("seen.size > 3 && [...seen].some(label => /epoch [1-9]$/.test(label))")
    epoch = page.locator("[class*=st-key-pg_curves] .slider-label").first
    expect(epoch).to_have_text("epoch 6")  # and comes to the end by itself

    page.locator(".updatemenu-button").first.click(force=True)
    for more in range(2, 10):
        press(page, "pg_train")  # the first time in mid-replay
        expect(page.locator("[class*=st-key-pg_open]")).to_have_count(seed + more)
        still(page)
        if replayed.count():
            break
    expect(epoch).to_have_text("epoch 6")
    assert errors == []


def test_back_undoes_a_change_and_leaves_the_page_in_the_end(server, learner):
    context = learner()
    page = context.new_page()
    page.goto(server)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(TITLE["en-US"])
    page.goto(f"{server}/playground?{SMALL}&lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE["en-US"])
    strip(page).focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("unfreeze=1"))
    page.go_back()
    expect(strip(page)).to_have_attribute("aria-valuetext", re.compile("^All "))
    expect(page).not_to_have_url(re.compile("unfreeze"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(TITLE["en-US"])


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (820, 1180)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_the_screen(server, learner, width, height, scheme):
    page = open_playground(learner(width=width, height=height, scheme=scheme), server, SMALL)
    expect(strip(page)).to_be_in_viewport()
    expect(page.locator(".st-key-pg_train button")).to_be_in_viewport()
    overflow = page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth"
        " - document.querySelector('[data-testid=stMain]').clientWidth"
    )
    assert overflow <= 0
    value = page.get_by_test_id("stSliderThumbValue").get_by_text("0.001")
    assert value.evaluate("e => e.clientWidth > e.clientHeight")  # in one line
    block = page.locator(".st-key-pg_strip .block .body").first
    frozen = PALETTES[scheme].frozen.removeprefix("#")
    red, green, blue = bytes.fromhex(frozen)
    assert block.evaluate("e => getComputedStyle(e).fill") == f"rgb({red}, {green}, {blue})"
