"""Drawing on the page of new domains: kept, deleted with a click, put back."""

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
