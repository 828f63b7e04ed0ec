"""The adversarial lab in a real browser: fool a network, paint, download and open again, stop."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from core.datasets import samples
from core.zoo import classifier
from tests.e2e.journeys import still, walked

pytestmark = pytest.mark.browser

CAT = {"en-US": "Siamese cat", "ja-JP": "シャム猫"}


def open_lab(context, server):
    page = context.new_page()
    page.goto(f"{server}/adversarial")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_function("window.localStorage.getItem('tll-learner') !== null")
    expect(button(page, "adversarial_guess").first).to_be_visible()
    still(page)  # a list that opens while the page is drawn closes again
    return page


def attack(page):
    """Predict that it fails, and go."""
    button(page, "adversarial_guess").last.click()


def button(page, key):
    return page.locator(f".st-key-{key} button")


def red_box(page):
    return page.locator(".st-key-adversarial_result [data-testid=stAlert]").first


def downloaded(page):
    with page.expect_download() as waiting:
        button(page, "adversarial_download").click()
    return waiting.value


@walked("ja-JP")
def test_a_dog_becomes_a_cat_and_the_file_is_still_one(server, learner, locale, tmp_path):
    page = open_lab(learner(locale=locale), server)
    attack(page)
    expect(red_box(page)).to_contain_text(CAT[locale])
    file = downloaded(page)
    assert "siamese" in file.suggested_filename
    saved = tmp_path / file.suggested_filename
    file.save_as(saved)

    page.locator("input[type=file]").set_input_files(saved)  # asked for beside the download
    proof = page.locator(".st-key-adversarial_proof")
    expect(proof).to_be_visible()
    proof.locator(".st-key-file_guess button").first.click()
    expect(proof.locator(".tll-bars .name").first).to_have_text(CAT[locale])
    expect(proof).to_contain_text("pixel by pixel" if locale == "en-US" else "1ピクセルも")
    expect(red_box(page)).to_have_count(0)  # it belongs to the photo before the attack
    page.locator("[data-pick][aria-label^=PGD]").click()
    expect(red_box(page)).to_contain_text(CAT[locale])
    expect(proof).to_have_count(0)


def test_only_painted_pixels_of_the_file_differ(server, learner):
    page = open_lab(learner(scheme="dark", height=900), server)
    page.get_by_text("More: networks, steps, a brush").click()
    page.locator(".st-key-adversarial_paint_toggle label").first.click()
    canvas = page.locator(".st-key-adversarial_canvas canvas").last
    expect(canvas).to_be_visible()
    expect(canvas).to_have_role("img")
    expect(canvas).to_have_accessible_name("The photo: paint where pixels may change")
    expect(page.get_by_text("Nothing is painted yet")).to_be_visible()
    expect(page.locator(".st-key-tll_running")).to_have_count(0)
    page.wait_for_timeout(2000)  # for the page to come to rest: a brush aims at places on screen
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 60, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 60, middle, steps=8)
    page.mouse.up()
    expect(page.get_by_text("of the picture may change")).to_be_visible()
    attack(page)
    expect(red_box(page)).to_be_visible()
    after = np.array(Image.open(io.BytesIO(downloaded(page).path().read_bytes())))
    before = classifier.view("efficientnet_lite0", samples.sample("imagenet_00").pixels())
    changed = (after != before).any(2)
    rows, columns = np.flatnonzero(changed.any(1)), np.flatnonzero(changed.any(0))
    scale = box["width"] / len(before)
    half = 20 / scale + 1  # of the brush, in pixels of the picture
    assert changed.any()
    assert abs(rows - len(before) / 2).max() <= half
    assert columns.min() >= 60 / scale - half
    assert columns.max() <= len(before) - 60 / scale + half


def test_a_stopped_attack_keeps_its_last_picture(server, learner):
    page = open_lab(learner(), server)
    page.get_by_role("combobox", name=re.compile("Method")).click()
    page.get_by_role("option", name="Carlini & Wagner L2").click()
    expect(page.get_by_text("Searches for the smallest change")).to_be_visible()
    attack(page)
    expect(page.get_by_role("img", name=re.compile("The picture so far"))).to_be_visible()
    button(page, "adversarial_cancel").click()
    expect(red_box(page)).to_contain_text("Stopped after")
    with Image.open(downloaded(page).path()) as picture:
        assert picture.size == (224, 224)
