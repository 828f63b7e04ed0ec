"""The ideal-image studio in a real browser: it forms, is scrubbed, downloaded, stopped."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.journeys import walked

pytestmark = pytest.mark.browser

TITLE = {"en-US": "Ideal image", "ja-JP": "理想画像"}


def open_studio(context, server, locale, steps):
    page = context.new_page()
    page.goto(f"{server}/ideal?backbone=squeezenet&size=96&steps={steps}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE[locale])
    page.wait_for_function("window.localStorage.getItem('tll-learner') !== null")
    return page


def start(page):
    page.locator(".st-key-ideal_studio_guess input").press("End")  # sure of itself
    page.locator(".st-key-ideal_studio_go button").click()
    forming = page.locator(".forming img")
    expect(forming).to_be_visible()
    return forming


def saved(page, key):
    with page.expect_download() as download:
        page.locator(f".st-key-{key} button").click()
    return Image.open(io.BytesIO(download.value.path().read_bytes()))


@walked("en-US")
def test_it_forms_is_scrubbed_and_taken_home(server, learner, locale):
    # as many steps as take some seconds: it must be seen while it forms
    page = open_studio(learner(locale=locale), server, locale, 256)
    forming = start(page)
    first = forming.get_attribute("src")
    film = page.locator(".film img")
    page.wait_for_function(
        "first => { const now = document.querySelector('.forming img, .film img');"
        " return now && now.src !== first }",
        arg=first,
    )
    expect(film).to_be_visible()
    expect(page.locator(".tll-bars")).to_have_count(2)
    last = film.get_attribute("src")
    slider = page.locator(".film input")
    slider.focus()
    slider.press("Home")
    expect(film).not_to_have_attribute("src", last)
    expect(page.locator(".film figcaption")).to_have_text(re.compile("(Step |ステップ)0"))
    page.locator(".film button").click()  # play: it comes back to its end by itself
    expect(film).to_have_attribute("src", last)
    png = saved(page, "ideal_studio_png")
    assert (png.format, png.size) == ("PNG", (96, 96))
    animation = saved(page, "ideal_studio_film")
    assert (animation.format, animation.n_frames > 20) == ("WEBP", True)


@walked("ja-JP")
def test_cancel_keeps_the_last_frame(server, learner, locale):
    page = open_studio(learner(locale=locale, scheme="dark"), server, locale, 2048)
    start(page)
    numbers = page.locator(".forming figcaption")
    expect(numbers).to_have_text(re.compile("(Step |ステップ)[1-9]"))
    page.locator(".st-key-ideal_studio_cancel button").click()
    expect(page.locator(".film img")).to_be_visible()
    expect(page.get_by_text(re.compile("Stopped at step|ステップで止めました"))).to_be_visible()
    assert saved(page, "ideal_studio_png").size == (96, 96)
