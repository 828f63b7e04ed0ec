"""Your photo in a real browser: a sample, a file of one's own, the heat maps, the brush."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from bench import corpus
from tests.e2e.journeys import walked

pytestmark = pytest.mark.browser

TITLE = {"en-US": "Your photo", "ja-JP": "あなたの写真"}


def open_photo(context, server, part, locale="en-US"):
    page = context.new_page()
    page.goto(f"{server}/photo?part={part}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE[locale])
    page.wait_for_function("window.localStorage.getItem('tll-learner') !== null")
    return page


def guess(page, key):
    """Predict the first choice, and look."""
    page.locator(f".st-key-{key}_guess button").first.click()


def first_answer(page):
    return page.locator(".tll-bars .name").first


@walked("ja-JP")
def test_a_sample_a_file_and_a_file_that_is_none(server, learner, locale, tmp_path):
    page = open_photo(learner(locale=locale), server, "answers", locale)
    guess(page, "answers")
    expect(first_answer(page)).to_be_visible()
    cat = first_answer(page).inner_text()
    page.locator(".st-key-photo_photo button").click()
    expect(page.locator(".st-key-photo_file input")).to_be_attached()  # one's own comes first here
    page.locator('[data-pick="coffee"]').click()
    expect(first_answer(page)).not_to_have_text(cat)
    expect(first_answer(page)).to_have_text("エスプレッソ" if locale == "ja-JP" else "espresso")

    expect(page.locator('[data-pick="coffee"]')).to_be_hidden()  # chosen: it covers no answer
    chooser = page.locator("input[type=file]")  # and it is asked for in sight
    bad = tmp_path / "trick.png"
    bad.write_bytes(b"<svg/>")
    chooser.set_input_files(bad)
    expect(page.get_by_role("alert").filter(has_text="trick.png")).to_be_visible()
    expect(first_answer(page)).to_be_visible()  # what was there is still there
    limit = page.locator(".tll-refused")
    expect(limit).to_be_hidden()
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(41_000_000)
    chooser.set_input_files(large)
    expect(limit).to_have_text(re.compile("40 MBまでの" if locale == "ja-JP" else "up to 40 MB"))
    expect(limit).to_be_visible()
    good = tmp_path / "mine.jfif"  # 18 MB
    pixels = np.random.default_rng(0).integers(0, 256, (2450, 2450, 3), np.uint8)
    good.write_bytes(corpus.saved(Image.fromarray(pixels), "PNG", compress_level=0))
    chooser.set_input_files(good)
    expect(page.get_by_role("img", name=re.compile("mine.jfif")).first).to_be_visible()
    expect(first_answer(page)).to_be_in_viewport()


@walked("en-US")
def test_three_heat_maps_for_a_class_found_by_its_name(server, learner, locale):
    page = open_photo(learner(locale=locale, scheme="dark"), server, "look", locale)
    page.locator('.st-key-look_parts [data-pick="4"]').click()
    maps = page.get_by_role("img", name=re.compile("Heat map|ヒートマップ"))
    expect(maps).to_have_count(3)
    search = page.get_by_role("textbox")
    search.fill("shimauma" if locale == "ja-JP" else "zebra")
    search.press("Enter")
    zebra = "シマウマ" if locale == "ja-JP" else "zebra"
    expect(page.get_by_role("img", name=re.compile(f"“{zebra}”|「{zebra}」"))).to_have_count(3)


@walked("ja-JP")
def test_what_is_painted_over_changes_the_answer(server, learner, locale):
    page = open_photo(learner(locale=locale), server, "cover", locale)
    guess(page, "cover")
    expect(first_answer(page)).to_be_visible()
    expect(page.locator(".st-key-tll_running")).to_have_count(0)
    page.wait_for_timeout(2000)  # for the page to come to rest: a brush aims at places on screen
    canvas = page.locator(".st-key-cover_canvas canvas").last
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 30)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(
            box["x"] + (20 if step % 2 else box["width"] - 20), box["y"] + 30 + 22 * step, steps=4
        )
    page.mouse.up()
    before_and_now = re.compile("before, .* now|前は.*今は")
    expect(page.get_by_text(before_and_now).first).to_be_visible()
