"""The race in a real browser: a link, a bet, the start, a reload while it runs, the verdict."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.journeys import walked

pytestmark = pytest.mark.browser

LINK = (
    "arms=scratch,extract.squeezenet&dataset=digits&classes=0,1,2&per_class=20&test_per_class=20"
    "&size=48&epochs=10&seeds=0,1,2"
)


@walked("en-US")
def test_a_race_by_link_goes_on_after_a_reload(server, learner, locale):
    page = learner(locale=locale).new_page()
    page.goto(f"{server}/race?{LINK}")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The race" if locale == "en-US" else "比較レース"
    )
    page.wait_for_function("window.localStorage.getItem('tll-learner') !== null")
    page.locator(".st-key-race_main_guess button").filter(has_text="SqueezeNet").click()
    expect(page.locator(".tll-board")).to_be_visible()
    page.reload()
    board = page.locator(".tll-board .arm")
    expect(board).to_have_count(2)
    done = re.compile("3 of 3|3／3")
    expect(board.filter(has_text=done)).to_have_count(2)
    verdict = "What the data support" if locale == "en-US" else "データから言えること、言えないこと"
    expect(page.get_by_role("heading", name=verdict)).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert "arms=scratch" in page.url.replace("%2C", ",")
