"""The glossary: the same terms in both languages, sorted, found, and linked to lessons."""

import re

import pytest

from core.teaching import yaml_files
from dashboard.kit import lesson
from pages.glossary.terms import FOLDER, groups, search, terms


def names(query, into):
    return [term.id for term in search(terms(into), query)]


def test_both_languages_explain_the_same_terms():
    english, japanese = (yaml_files.read(FOLDER / f"glossary.{into}.yaml") for into in ("en", "ja"))
    assert [entry["id"] for entry in english] == [entry["id"] for entry in japanese]
    assert [entry["links"] for entry in english] == [entry["links"] for entry in japanese]
    assert len({entry["id"] for entry in english}) == len(english) >= 45
    for entry in japanese:
        assert re.fullmatch("[ぁ-んー]+", entry["reading"]), entry["id"]
        assert re.search("[ぁ-ん]", entry["means"]), entry["id"]
    for entry in english:
        assert not re.search("[ぁ-んァ-ヶ一-龠]", entry["term"] + entry["means"])


@pytest.mark.parametrize("into", ["en", "ja"])
def test_an_explanation_is_short(into):
    stop = {"en": r"[.:](?:\s|$)", "ja": "。"}[into]
    for term in terms(into).values():
        assert 1 <= len(re.findall(stop, term.means)) <= 4, term.id
        assert term.links, term.id


def test_links_lead_to_a_part_of_a_lesson():
    for term in terms("en").values():
        for link in term.links:
            where, part = link.split("/")
            assert part in lesson.parts(where, "en"), (term.id, link)


def test_english_stands_by_letter_and_japanese_by_its_syllabary():
    english, japanese = groups(terms("en")), groups(terms("ja"))
    assert list(english) == sorted(english)
    assert "freeze" in [term.id for term in english["F"]]
    assert list(japanese) == sorted(japanese, key="あかさたなはまやらわ".index)
    assert "freeze" in [term.id for term in japanese["た"]]  # とうけつ
    assert "gradcam" in [term.id for term in japanese["か"]]  # ぐらどかむ
    assert sum(map(len, japanese.values())) == len(terms("ja"))


@pytest.mark.parametrize("into", ["en", "ja"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("freeze", "freeze"),
        ("凍結", "freeze"),
        ("learning rate", "rate"),
        ("Learning Rates", "rate"),
        ("学習率", "rate"),
        ("バッチ正規化", "batchnorm"),
        ("skip", "skip"),
    ],
)
def test_a_term_is_found_in_either_language(query, found, into):
    assert names(query, into)[0] == found


def test_a_japanese_term_is_found_by_its_reading():
    assert names("がくしゅうりつ", "ja")[0] == "rate"
    assert names("バッチセイキカ", "ja")[0] == "batchnorm"


def test_names_come_before_explanations_and_nothing_finds_nothing():
    found = names("batch", "en")
    assert found[0] == "batch"  # the word itself
    assert "batchnorm" in found
    assert names("", "en") == names(" ,", "en") == []
    assert names("xylophone", "en") == []
