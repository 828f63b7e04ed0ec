"""Nothing on screen is left untranslated: the catalogues hold exactly what the sources say."""

import re
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from core.paths import ROOT
from core.translations import LOCALES, TRANSLATED
from scripts import catalogues


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_no_text_is_missing_empty_or_left_over():
    assert list(catalogues.problems()) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_places_that_values_fill(language):
    known = catalogues.translations(language)
    assert known
    wrong = [text for text, said in known.items() if said and places(text) != places(said)]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_fuzzy_because_gettext_would_skip_it(language):
    with (LOCALES / f"{language}.po").open("rb") as source:
        assert [entry.id for entry in read_po(source) if entry.fuzzy] == []


def test_japanese_is_japanese():
    """A translation equal to its English source was forgotten, names and digits aside."""
    same = [t for t, said in catalogues.translations("ja").items() if t == said]
    assert [t for t in same if re.search("[A-Za-z]{3,}", re.sub(r"\{\w*\}", "", t))] == []


def test_the_extraction_finds_what_babel_finds_and_what_f_strings_hide():
    plain, keywords = set(), dict.fromkeys(catalogues.KEYWORDS)
    for folder in catalogues.FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            plain |= {found[1] for found in extract_from_file("python", path, keywords)}
    assert len(plain) > 50
    assert plain - catalogues.extracted() == set()
    source = """f'{_("hidden")}' + msg("two " "lines", n=1), LabError("wrong")"""
    assert set(catalogues.marked(source)) == {"two lines", "hidden", "wrong"}


COUNTED = (
    r"\{(?:count|runs|steps?|epochs|files|broken|seeds|cases|mistakes)\} (?!s\b)[a-z-]*[a-rt-z]s\b"
)
NEVER_ONE = {  # constants, or at least two by what they count
    "At rate {rate} SGD escapes within a few steps. Now no gradient may be longer than {longest}. "
    "Where is it after {steps} steps?",
    "Begin at {rate} only. Which ends nearest to the lowest point, on average over {count} paths?",
    "Learning rate {rate}, elongation {elongation}: who is nearest to the lowest point after "
    "{steps} steps?",
    "The {count} methods",
    "A toy: after {steps} steps all of them have escaped",
    "A toy: after {steps} steps {name} is nearest ({distance} away)",
    "A toy: after {steps} steps {name} is nearest ({distance} away); escaped: {escaped}",
}


def test_no_text_says_one_photos():
    """A counted noun has both forms (`core.messages`), unless its number is never one."""
    bare = {text for text in catalogues.extracted() if re.search(COUNTED, text)}
    assert bare - NEVER_ONE == set()
