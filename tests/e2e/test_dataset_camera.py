"""The camera on the page “Your dataset”: what is recorded while a button is held becomes photos."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.journeys import walked

pytestmark = pytest.mark.browser

# A browser without a camera is given a moving picture instead.
CAMERA = """
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = document.createElement("canvas");
  canvas.width = 320; canvas.height = 240;
  const pen = canvas.getContext("2d");
  setInterval(() => {
    for (let k = 0; k < 12; k++) {
      pen.fillStyle = `hsl(${360 * Math.random()} 80% 50%)`;
      pen.fillRect(320 * Math.random(), 240 * Math.random(), 120, 90);
    }
  }, 40);
  return canvas.captureStream(25);
};
"""
REFUSED = """
navigator.mediaDevices.getUserMedia = async () => {
  throw new DOMException("no", "NotFoundError");
};
"""
WORDS = {
    "en-US": ("Your dataset", "Camera", "Class ", "No camera was found"),
    "ja-JP": ("自分のデータセット", "カメラ", "クラス", "カメラが見つかりません"),
}


def open_camera(context, server, locale, script):
    title, camera, class_, _missing = WORDS[locale]
    page = context.new_page()
    page.add_init_script(script)
    page.goto(f"{server}/dataset")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_function("window.localStorage.getItem('tll-learner') !== null")
    page.get_by_role("radio").filter(has_text=re.compile(f"^{camera}$")).click()
    for number, name in enumerate(("fist", "palm"), 1):
        field = page.get_by_role("textbox", name=f"{class_}{number}")
        field.fill(name)
        field.press("Enter")
        expect(page.locator(".cam .name")).to_have_count(number)
    return page


@walked("en-US")
def test_photos_are_taken_while_the_button_is_held(server, learner, locale):
    page = open_camera(learner(locale=locale), server, locale, CAMERA)
    page.locator(".cam .start").click()
    for row in range(2):
        hold = page.locator(".cam .hold").nth(row)
        expect(hold).to_be_enabled()
        hold.hover()
        page.mouse.down()
        expect(page.locator(".cam .count").nth(row)).to_have_text(re.compile("^(9|1[0-9])"))
        page.mouse.up()
        expect(page.locator(".cam .last").nth(row)).to_be_enabled()  # the page has heard of them
    page.locator(".st-key-adding_keep button").click()
    expect(page.locator(".tll-gallery")).to_have_count(2)
    expect(page.locator("strong").filter(has_text="palm")).to_be_visible()
    assert "data=own-" in page.url


def test_without_a_camera_the_page_says_what_to_do(server, learner):
    page = open_camera(learner(locale="ja-JP"), server, "ja-JP", REFUSED)
    page.locator(".cam .start").click()
    expect(page.locator(".cam .trouble")).to_contain_text(WORDS["ja-JP"][3])
    expect(page.locator(".cam .hold").first).to_be_disabled()
