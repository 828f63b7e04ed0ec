"""In which language a journey is walked."""

import pytest

from tests.sample import FULL


def walked(locale):
    """A journey costs tens of seconds, and what pages say in each language is tested without a
    browser: it is walked in one of the two, and in both with ``TLL_FULL=1``."""
    return pytest.mark.parametrize("locale", ["en-US", "ja-JP"] if FULL else [locale])
