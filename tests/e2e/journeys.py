"""In which language a journey is walked, how long it waits for what is computed, and waiting as a
person does before the next step."""

import pytest
from playwright.sync_api import expect

from tests.sample import FULL

# Milliseconds for what a worker computes: the first work of a server waits for TensorFlow, and
# everything for whatever else a busy machine does.
COMPUTED = 400_000


def walked(locale):
    """A journey costs tens of seconds, and what pages say in each language is tested without a
    browser: it is walked in one of the two, and in both with ``TLL_FULL=1``."""
    return pytest.mark.parametrize("locale", ["en-US", "ja-JP"] if FULL else [locale])


def still(page):
    """Wait until no script of the page runs: what opens before that may close again."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
