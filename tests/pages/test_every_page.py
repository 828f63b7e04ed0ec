"""What holds for every page: it opens in both languages and themes, and says nothing in English
to a learner who reads Japanese; and for every part: it asks before it measures, shows something at
first sight, and has all that `docs/parts.md` lists."""

import os
import re
from functools import cache

import pytest
from streamlit.proto.Block_pb2 import Block

from core import events
from core.paths import ROOT
from core.teaching import texts
from dashboard.kit import lesson
from dashboard.shell import sitemap
from scripts.catalogues import extracted
from tests.pages import parts

PAGES = [  # the teacher's are those of a class: test_class.py
    page
    for page in sorted((ROOT / "pages").glob("*/page.py"))
    if page.parent.name not in sitemap.OF_TEACHER
]
PARTS = [
    (page, {lesson.PART: part})
    for page in PAGES
    if (texts.FOLDER / f"{page.parent.name}.en.md").is_file()
    for part in lesson.parts(page.parent.name, "en")
]
names = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
# Everything that a learner can open by a link: pages, and the parts of lessons.
places = pytest.mark.parametrize(
    ("page", "query"),
    [*((page, {}) for page in PAGES), *PARTS],
    ids=lambda value: (
        value.parent.name if hasattr(value, "parent") else value.get(lesson.PART, "-")
    ),
)
SEEN = {}  # (page, part) -> what was there when it was opened in English
WORD = re.compile("[A-Za-z]{3,}")
ROW = Block.FlexContainer.Direction.HORIZONTAL


@pytest.fixture(autouse=True)
def nothing_went_wrong():
    """What other tests broke on purpose is no text of the status page."""
    events.file().unlink(missing_ok=True)


@cache
def sources() -> dict[str, list[str]]:
    return extracted()


@cache
def fragments() -> set[str]:
    """Pieces of English source texts long enough to be told from names and from markup."""
    pieces = set()
    for text in sources():
        pieces.update(piece.strip() for piece in re.split(r"\{\w*\}", text))
    return {p for p in pieces if len(WORD.findall(p)) >= 2 and len(p) >= 12}


def opened(app, language):
    assert not app.exception
    assert [error.value for error in app.error] == []
    assert app.session_state["language"] == language
    assert len(app.title) == 1


def title_is_right(app, page, query, language):
    """A lesson's link opens the part it names."""
    if lesson.PART in query:
        part = lesson.parts(page.parent.name, language)[query[lesson.PART]]
        assert app.header[0].value == part.title


@places
def test_a_place_in_japanese_opens_and_holds_no_english_text(visit, texts, page, query):
    app = visit(page, "ja-JP", "dark", query)
    assert not app.exception
    assert [error.value for error in app.error] == []
    title_is_right(app, page, query, "ja")
    found = texts(app)
    said = " ".join(found)
    assert len(re.findall("[ぁ-ん]", said)) > 40
    assert sorted(piece for piece in fragments() if piece in said) == []
    # labels and headings that are one English word escape the search for fragments
    words = {text for text in sources() if re.fullmatch("[A-Z][a-z]+", text)}
    assert words & {text.strip("*# ") for text in found} == set()


def cut_off(block, one_row=False):
    """Choices of which a narrow screen would show only the first: those that stand directly in a
    column or a row, where Streamlit does not wrap them unless it is told to."""
    for child in block.children.values():
        if hasattr(child, "children"):
            row = child.type == "flex_container" and child.proto.flex_container.direction == ROW
            yield from cut_off(child, row or child.type == "column")
        elif one_row and child.type in ("button_group", "multiselect") and not child.proto.wrap:
            yield child.key


@places
def test_a_place_in_english_opens_and_holds_no_japanese_text(visit, texts, cifar, page, query):
    app = visit(page, "en-US", "light", query)
    assert not app.exception
    assert [error.value for error in app.error] == []
    title_is_right(app, page, query, "en")
    SEEN[page.parent.name, query.get(lesson.PART, parts.WHOLE)] = parts.first_sight(app.main)
    marked = re.compile('<span lang="ja">.*?</span>')  # a term in the other language, told as one
    plain = [marked.sub("", t) for t in texts(app)]
    said = [t for t in plain if re.search("[ぁ-んァ-ヶ一-龠]", t)]
    assert [t for t in said if t not in ("Language / 言語", "日本語")] == []
    assert list(cut_off(app.main)) == []
    assert [t for t in texts(app) if t in ("None", "nan", "True", "False")] == []
    for table in app.dataframe:
        assert table.proto.placeholder or not table.value.isna().any(axis=None)


def test_the_table_of_parts_says_what_stands_in_each():
    """After the one above, which has opened them."""
    rows = [parts.row(*one, SEEN[one]) for one in parts.every() if one in SEEN]
    if os.environ.get("PARTS_WRITE") and len(rows) == len(list(parts.every())):
        parts.FILE.write_text(parts.HEAD + "\n".join(rows) + "\n", "utf-8")
    stale = set(rows) - set(parts.FILE.read_text("utf-8").splitlines())
    assert stale == set(), "PARTS_WRITE=1 writes it anew"


@pytest.mark.parametrize(("page", "part"), parts.every())
def test_a_part_has_what_every_part_must_have(page, part):
    row = parts.row(page, part, SEEN.get((page, part), "?"))
    _name, measures, asks, first, result, quiz, sheet, axe = row.strip("| ").split(" | ")
    assert asks != "" and (measures == parts.NO or result != parts.NO)
    assert parts.NO not in (first, quiz, axe) and "light" in axe
    assert sheet == parts.YES or page == "race"  # a page with a quiz that is no lesson


def test_the_link_decides_before_the_browser(visit):
    assert visit(query={"lang": "en"}, locale="ja-JP").session_state["language"] == "en"
    assert visit(query={"lang": "xx"}, locale="ja-JP").session_state["language"] == "ja"


@names
def test_a_page_opens_in_the_dark_and_the_switch_of_language_is_remembered(visit, page):
    from dashboard.shell import services

    app = visit(page, "fr-FR", "dark")
    opened(app, "en")
    english = app.title[0].value
    app.button_group(key="language_choice").set_value("ja").run()
    opened(app, "ja")
    assert app.title[0].value != english
    assert app.query_params["lang"] == "ja"
    assert services.store().get_setting(app.session_state["learner"], "language") == "ja"
