"""Lessons say the same in both languages: parts, pieces, places, tables, lists."""

import re
from importlib import import_module

import pytest

from core.paths import ROOT
from core.teaching import texts
from core.translations import LANGUAGES
from dashboard.kit import lesson

LESSONS = sorted({file.name.split(".")[0] for file in texts.FOLDER.glob("*.md")})
names = pytest.mark.parametrize("name", LESSONS)


def shape(text):
    """What a translation keeps: places, table cells, list items, code blocks, links.

    A plural with the number in it, ``{count:# photo|# photos}``, is a place; one without only
    bends the words beside it.
    """
    text = re.sub(r"\{(\w+):[^{}]*#[^{}]*\}", r"{\1}", text)
    text = re.sub(r"\{\w+:[^{}]*\}", "", text)
    return {
        "places": sorted(re.findall(r"\{(\w+)\}", text)),
        "rows": [row.count("|") for row in text.splitlines() if row.startswith("|")],
        "items": len(re.findall(r"^\s*(?:[-*]|\d+\.) ", text, re.MULTILINE)),
        "code": text.count("```"),
        "links": sorted(re.findall(r"\]\((\S+?)\)", text)),
    }


def test_there_are_lessons():
    assert LESSONS


@names
def test_both_languages_have_the_same_structure(name):
    english, japanese = (lesson.parts(name, into) for into in ("en", "ja"))
    assert list(english) == list(japanese)
    for part, other in zip(english.values(), japanese.values(), strict=True):
        assert list(part.pieces) == list(other.pieces), part.id
        for piece in part.pieces:
            assert shape(part.pieces[piece]) == shape(other.pieces[piece]), (part.id, piece)


@names
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_title_a_goal_and_nothing_empty(name, language):
    for part in lesson.parts(name, language).values():
        assert part.title and part.goal, part.id
        assert all(text for piece, text in part.pieces.items() if piece), part.id


@names
def test_each_text_is_in_its_language(name):
    for part in lesson.parts(name, "ja").values():
        assert re.search("[ぁ-ん]", part.goal), part.id
        for piece, text in part.pieces.items():
            assert not text or re.search("[ぁ-んァ-ヶ一-龠]", text), (part.id, piece)
    for part in lesson.parts(name, "en").values():
        assert not re.search("[ぁ-んァ-ヶ]", part.goal + "".join(part.pieces.values())), part.id


def test_a_file_is_read_into_parts_and_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    (tmp_path / "x.en.md").write_text(
        "## First {#one}\nGoal: see.\nOpening.\n\n[[after]]\nIt took {seconds} s.\n\n"
        "## Second {#two}\nGoal: do.\n"
    )
    first, second = lesson.parts("x", "en").values()
    assert (first.id, first.title, first.goal) == ("one", "First", "see.")
    assert first.text("") == "Opening."
    assert first.text("after", seconds=3) == "It took 3 s."
    assert (second.title, dict(second.pieces)) == ("Second", {"": ""})


@pytest.mark.parametrize("name", [name for name in LESSONS if (ROOT / "pages" / name).is_dir()])
def test_every_part_that_has_a_text_has_its_file(name):
    for part in lesson.parts(name, "en"):
        assert callable(import_module(f"pages.{name}.{part}").draw)
