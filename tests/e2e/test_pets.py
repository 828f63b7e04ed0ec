"""Drawing on the page of new domains: kept, deleted with a click, put back; by keyboard, too."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_drawing_is_kept_deleted_and_put_back(server, learner):
    page = learner("ja-JP", "dark", height=1000).new_page()
    page.goto(f"{server}/pets?part=drawings")
    canvas = page.locator("canvas").last
    expect(canvas).to_be_visible()
    keep = page.locator(".st-key-drawn_keep button")
    expect(keep).to_be_disabled()
    page.wait_for_timeout(2000)  # for the page to come to rest: a pen aims at places on screen
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 200, steps=8)
    page.mouse.up()
    expect(keep).to_be_enabled()
    keep.click()
    drawings = page.locator(".pick figure")
    expect(drawings).to_have_count(1)
    expect(keep).to_be_disabled()  # the canvas is empty again
    drawings.first.click()
    expect(drawings).to_have_count(0)
    page.locator(".st-key-drawn_undo button").click()
    expect(drawings).to_have_count(1)
    page.set_viewport_size({"width": 280, "height": 800})  # narrower than the canvas was made
    expect(canvas).to_have_accessible_name("白い紙：ここに「猫」を描いてください")
    box = canvas.bounding_box()
    assert box["x"] + box["width"] <= 280 and box["width"] == pytest.approx(box["height"], abs=1)
    page.get_by_role("radio", name="用意された形").press("Enter")
    expect(page.get_by_alt_text("描いた絵：猫の顔")).to_be_visible()
    keep.press("Enter")
    expect(drawings).to_have_count(2)
