"""One word for one thing: no text uses a form that assets/terms.yaml rules out."""

import re

import pytest
import yaml
from babel.messages.pofile import read_po

from core.paths import ROOT
from core.translations import LANGUAGES

ASSETS = ROOT / "assets"
TERMS = yaml.safe_load((ASSETS / "terms.yaml").read_text("utf-8"))
WORDS = {"ask", "text", "why", "explain", "unit", "term", "means", "title", "answer"}
IDS = re.compile(r"\{[^{}]*\}|\{#\w+\}|\]\([^)]*\)|\[\[\w+\]\]|`[^`]*`")  # no words


def _words(value, key=""):
    """The sentences of a YAML document."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _words(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one, key)
    elif isinstance(value, str) and key in WORDS:
        yield value


def _texts(into):
    """(where, text) of everything that is said in a language."""
    with (ASSETS / "locales" / "ja.po").open("rb") as file:
        for message in read_po(file):
            said = message.id if into == "en" else message.string
            if message.id:
                yield "ja.po", said if isinstance(said, str) else " ".join(said)
    for file in sorted(ASSETS.glob(f"lessons/*.{into}.md")):
        for line in file.read_text("utf-8").splitlines():
            yield file.name, line
    for file in sorted([*ASSETS.glob(f"*/*.{into}.yaml"), *ASSETS.glob(f"*.{into}.yaml")]):
        for text in _words(yaml.safe_load(file.read_text("utf-8"))):
            yield file.name, text


def strays(into, texts):
    """Every use of a form that is not used, with where it stands and what to say."""
    ruled = [
        (re.compile(form), term[into])
        for term in TERMS
        for form in term.get("not", {}).get(into, ())
    ]
    return [
        (where, found[0], f"say {better}", text)
        for where, text in texts
        for pattern, better in ruled
        if (found := pattern.search(IDS.sub(" ", text)))
    ]


JAPANESE = "[ぁ-んァ-ヶ一-龯々ー]"
GAP = re.compile(rf"[0-9A-Za-zα-ωΑ-Ω}}%°] {JAPANESE}|{JAPANESE} ([0-9A-Za-zα-ωΑ-Ω]|{{(?!#))")


@pytest.mark.parametrize("into", LANGUAGES)
def test_no_text_strays_from_the_vocabulary(into):
    assert strays(into, _texts(into)) == []


def test_a_stray_is_found():
    assert strays("en", [("here", "The network has learnt it.")])
    assert strays("ja", [("ここ", "検証精度はTop-5精度ではない")])
    assert not strays("ja", [("ここ", "Top-5精度")])


def test_japanese_and_what_is_not_stand_without_a_gap():
    """One rule for digits, units and names: the browser sets them a little apart."""
    texts = _texts("ja")
    assert [(where, found[0], said) for where, said in texts if (found := GAP.search(said))] == []
    assert GAP.search("写真 20枚") and GAP.search("{count} 枚") and GAP.search("Kerasの {name}")
    assert not GAP.search("写真20枚、**Keras** の{count}枚、72 px")


def test_every_term_stands_once():
    for into in LANGUAGES:
        names = [term[into] for term in TERMS]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("term", [term for term in TERMS if "said" in term], ids=lambda t: t["en"])
def test_the_sources_own_word_is_given_where_a_term_is_introduced(term):
    for into, word in term["said"].items():
        texts = dict.fromkeys((ASSETS / "lessons").glob(f"*.{into}.md"))
        glossary = ASSETS / f"glossary.{into}.yaml"
        assert any(word in file.read_text("utf-8") for file in [*texts, glossary]), word
