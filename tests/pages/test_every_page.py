"""What holds for every page: it opens in both languages and themes, and says nothing in English
to a learner who reads Japanese."""

import re

import pytest

from core.paths import ROOT
from dashboard.catalogues import extracted

PAGES = sorted((ROOT / "pages").glob("*.py"))
names = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
WORD = re.compile("[A-Za-z]{3,}")


def fragments() -> set[str]:
    """Pieces of English source texts long enough to be told from names and from markup."""
    pieces = set()
    for text in extracted():
        pieces.update(piece.strip() for piece in re.split(r"\{\w*\}", text))
    return {p for p in pieces if len(WORD.findall(p)) >= 2 and len(p) >= 12}


@names
@pytest.mark.parametrize("locale", ["ja-JP", "en-US", "fr-FR"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_opens(visit, page, locale, theme):
    app = visit(page, locale, theme)
    assert not app.exception
    assert [error.value for error in app.error] == []
    assert app.session_state["language"] == ("ja" if locale == "ja-JP" else "en")
    assert len(app.title) == 1


@names
def test_a_japanese_page_holds_no_english_text(visit, texts, page):
    app = visit(page, "ja-JP")
    said = " ".join(texts(app))
    assert len(re.findall("[ぁ-ん]", said)) > 50
    assert sorted(piece for piece in fragments() if piece in said) == []


@names
def test_single_words_are_translated_too(visit, texts, page):
    """Labels and headings that are one English word escape the search for fragments."""
    words = {text for text in extracted() if re.fullmatch("[A-Z][a-z]+", text)}
    said = {text.strip("*# ") for text in texts(visit(page, "ja-JP"))}
    assert words & said == set()


@names
def test_an_english_page_holds_no_japanese_text(visit, texts, page):
    said = [t for t in texts(visit(page, "en-US")) if re.search("[ぁ-んァ-ヶ一-龠]", t)]
    assert [t for t in said if t not in ("Language / 言語", "日本語")] == []


def test_the_link_decides_before_the_browser(visit):
    assert visit(query={"lang": "en"}, locale="ja-JP").session_state["language"] == "en"
    assert visit(query={"lang": "xx"}, locale="ja-JP").session_state["language"] == "ja"


@names
def test_the_switch_changes_the_language_and_is_remembered(visit, page):
    from dashboard import services

    app = visit(page, "en-US")
    english = app.title[0].value
    app.button_group(key="language_choice").set_value("ja").run()
    assert not app.exception
    assert app.title[0].value != english
    assert app.query_params["lang"] == "ja"
    assert services.store().get_setting(app.session_state["learner"], "language") == "ja"
