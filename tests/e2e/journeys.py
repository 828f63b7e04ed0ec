"""In which language a journey is walked, and waiting as a person does before the next step."""

import pytest
from playwright.sync_api import expect

from tests.sample import FULL


def walked(locale):
    """A journey costs tens of seconds, and what pages say in each language is tested without a
    browser: it is walked in one of the two, and in both with ``TLL_FULL=1``."""
    return pytest.mark.parametrize("locale", ["en-US", "ja-JP"] if FULL else [locale])


def still(page):
    """Wait until no script of the page runs: what opens before that may close again."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
