"""A file that is made when its button is pressed, on a page that takes its time to be drawn."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import running

pytestmark = pytest.mark.browser

PAGE = """
import time
import streamlit as st
from dashboard.kit import download, writing
from dashboard.shell import server

server.settle()
written = st.session_state.setdefault("written", {})
time.sleep(2)
writing.field("Words", "", "words", lambda text: written.update(words=text))
download.offer("File", lambda: written.get("words", "none"), "file.md", "file")
"""


@pytest.fixture
def slow_page(tmp_path):
    """The address of an app with such a page alone."""
    app = tmp_path / "app.py"
    app.write_text(PAGE, "utf-8")
    with running(app, tmp_path) as address:
        yield address


def test_words_typed_just_before_are_in_the_file_whatever_the_page_does(slow_page, learner):
    page = learner().new_page()
    page.goto(slow_page)
    words, file = page.get_by_label("Words"), page.get_by_role("button", name="File")
    expect(file).to_be_visible()
    for typed in ("at once", "and while the page is drawn for the words before"):
        words.fill(typed)
        with page.expect_download() as taken:
            file.click()
        assert taken.value.path().read_text("utf-8") == typed
