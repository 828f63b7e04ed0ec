"""docs/result.md says what the types say."""

from scripts import result_page


def test_the_page_is_the_one_that_the_types_make():
    assert result_page.FILE.read_text("utf-8") == result_page.page()
