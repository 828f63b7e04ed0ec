"""Every text that is written as Markdown is read as such: no asterisk is left on the screen.

Emphasis needs a word character or a space on the right side of its asterisks; Japanese, which has
no spaces, breaks this easily (「**はい。**次」 is not bold).
"""

import re

import pytest
import yaml
from markdown_it import MarkdownIt

from core.paths import ROOT
from core.translations import LANGUAGES
from scripts import catalogues

ASSETS = ROOT / "assets"
SOURCES = sorted([*(ASSETS / "lessons").glob("*.md"), *ASSETS.rglob("*.yaml")])


def left_over(text):
    """Pieces around asterisks that did not become emphasis; places hold a digit, as on screen."""
    html = MarkdownIt().enable("table").render(re.sub(r"\{\w*\}", "9", text))
    html = re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)
    return re.findall(r".{0,20}\*.{0,20}", re.sub("<[^>]+>", "", html))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_no_asterisk_is_left_in_a_file(file):
    text = file.read_text("utf-8")
    pieces = text.split("\n\n") if file.suffix == ".md" else strings(yaml.safe_load(text))
    assert [found for piece in pieces for found in left_over(piece)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_asterisk_is_left_in_a_catalogue(language):
    said = catalogues.translations(language).values()
    assert [found for text in said for found in left_over(text)] == []


def test_the_check_finds_what_it_looks_for():
    assert left_over("**はい。**次")
    assert not left_over("**はい**。次")
