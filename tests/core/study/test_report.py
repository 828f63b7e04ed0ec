"""The report: one file, in two languages, safe with anybody's words, with fields left to fill."""

import re

import pytest

from core.messages import Message
from core.study import findings, report
from core.study.card import Own
from core.study.plan import Study
from core.study.report_words import TEXTS
from core.translations import words
from tests.core.study.made import results
from tests.core.study.test_findings import SEEN

STUDY = Study("digits", ("3", "7"), ("squeezenet",), (0, 1), "quick")


def made(language="en", seen=SEEN, **told):
    runs = results(STUDY, {"squeezenet-extract": 4, "scratch": 40}, extract={"val": 1.0})
    found = findings.find(STUDY, runs, seen)
    return report.render(found, report.Told(**told), words(language), language)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_says_everything_the_assignment_asks_for(language):
    html, say = made(language), words(language)
    headings = ("data", "method", "results", "curves", "confusion", "classification", "gallery",
                "mistakes", "tuning", "proposals", "criteria", "environment")  # fmt: skip
    for key in headings:
        assert say(TEXTS[key]) in html, key
    assert html.count("<svg") == 3 and html.count("data:image/jpeg") >= 2 * 6 + 20
    assert f'<html lang="{language}">' in html
    assert "✓" in html and "✗" in html


def test_a_japanese_report_has_no_english_sentences():
    text = re.sub(r"<(style|details|pre)[^>]*>.*?</\1>|<[^>]+>", " ", made("ja"), flags=re.S)
    assert not re.findall(r"\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b", text)


def test_nothing_outside_is_needed():
    html = made()
    assert not re.search(r"""(?:src|href|url\()\s*=?\s*["']?\s*(?:https?:)?//""", html)
    assert "<script" not in html and "<link" not in html


def test_anybodys_words_are_shown_and_never_run():
    evil = "<script>alert(1)</script>"
    html = made(prediction=evil, reflection=evil, checks=(Message("{name}", {"name": evil}),))
    assert evil not in html
    assert html.count("&lt;script&gt;") == 3


def test_the_learners_fields_are_theirs():
    empty = made()
    fields = re.findall(r'contenteditable="true">(.*?)</div>', empty, re.S)
    assert fields == ["", "", ""]
    filled = made(prediction="I guess", reflection="I learnt")
    assert re.findall(r'contenteditable="true">(.*?)</div>', filled, re.S)[1:] == [
        "I guess",
        "I learnt",
    ]


def test_the_model_card_is_in_it_with_what_its_maker_wrote():
    assert made().count("not yet written") == 2
    html = made(card=Own("for <b>me</b>", "not for you"))
    assert "not yet written" not in html and "not for you" in html
    assert "<b>me" not in html


def test_an_unfinished_study_says_so_and_needs_no_map():
    runs = results(STUDY, {})
    del runs["scratch_1"]
    found = findings.find(STUDY, runs)
    html = report.render(found, report.Told(), words("en"), "en")
    assert "This study is not finished: 5 of 6" in html
    assert html.count("<svg") == 2
