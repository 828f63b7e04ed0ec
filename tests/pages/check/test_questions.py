"""Quizzes: the same questions in both languages, every kind in each, links that lead somewhere."""

import re
from itertools import chain

import pytest

from core.experiments.curves import CURVES
from core.experiments.verdicts import JUDGES
from core.teaching import yaml_files
from core.teaching.quizzes import FOLDER, KINDS, WHEN, Question
from dashboard.kit import lesson
from dashboard.kit.quiz import questions
from dashboard.kit.quiz.questions import LESSONS, quiz
from dashboard.shell import sitemap

WORDS = {"ask", "text", "why", "explain", "unit"}  # what is translated; all else is equal
lessons = pytest.mark.parametrize("name", LESSONS)


def plain(value):
    """Everything but the words."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if key not in WORDS}
    return [plain(one) for one in value] if isinstance(value, list) else value


def words(value):
    if isinstance(value, dict):
        for key, one in value.items():
            yield from [one] if key in WORDS else words(one)
    elif isinstance(value, list):
        for one in value:
            yield from words(one)


def every(name, into="en"):
    return list(chain.from_iterable(quiz(name, when, into).values() for when in WHEN))


def test_every_file_is_a_quiz_of_a_lesson():
    found = {file.name for file in FOLDER.iterdir()}
    assert found == {f"{name}.{into}.yaml" for name in LESSONS for into in ("en", "ja")}


@lessons
def test_both_languages_ask_the_same(name):
    english, japanese = (yaml_files.read(FOLDER / f"{name}.{into}.yaml") for into in ("en", "ja"))
    assert plain(english) == plain(japanese)
    for text in words(english):
        assert text and not re.search("[ぁ-んァ-ヶ一-龠]", text)
    for text in words(japanese):
        assert re.search("[ぁ-んァ-ヶ一-龠]", text) or len(text) < 4, text
    places = [sorted(re.findall(r"\{\w+\}", text)) for text in words(english)]
    assert places == [sorted(re.findall(r"\{\w+\}", text)) for text in words(japanese)]


@lessons
def test_a_quiz_has_eight_questions_or_more_a_few_before_and_of_several_kinds(name):
    before, after = (quiz(name, when, "en") for when in WHEN)
    assert 3 <= len(before) <= 8
    assert len(before) + len(after) >= 8
    assert not before.keys() & after.keys()
    assert {"single", "multiple", "number"} <= {q.kind for q in every(name)} <= set(KINDS)


@lessons
def test_every_choice_and_every_slip_has_its_reason(name):
    for question in every(name):
        assert all(one.why for one in (*question.choices, *question.slips)), question.id


@lessons
def test_links_lead_to_a_part_of_a_lesson(name):
    for question in every(name):
        where, _slash, part = question.link.partition("/")
        assert part in lesson.parts(where, "en") if part else where in sitemap.TITLES, question.id


@lessons
def test_there_is_something_to_choose_and_something_right(name):
    for question in every(name):
        texts = [choice.text for choice in question.choices]
        assert len(set(texts)) == len(texts)
        if question.kind == "single":
            assert len(question.right) == 1 and len(texts) >= 3
        elif question.kind == "multiple":
            assert 1 < len(question.right) < len(texts)
        else:
            assert not question.right


def test_the_right_answer_is_not_always_in_one_place():
    places = [q.right[0] for name in LESSONS for q in every(name) if q.kind == "single"]
    assert max(places.count(place) for place in set(places)) <= len(places) / 2


@lessons
def test_whatever_a_curve_shows_can_be_chosen_exactly_once(name):
    for question in every(name):
        if question.kind == "curve":
            assert question.experiment in {*CURVES, "cover"}
            if question.choices:
                verdicts = [choice.verdict for choice in question.choices]
                assert sorted(verdicts) == sorted(JUDGES[question.experiment].verdicts)


@lessons
def test_numbers_are_computed_and_no_slip_counts_as_right(name):
    for question in every(name):
        if question.kind == "number":
            assert question.answer > 0
            assert question.close(question.answer, question.answer)
            for slip in question.slips:
                assert not question.close(slip.value, question.answer), question.id
            assert "{answer}" not in question.explain


def test_the_parameters_of_a_convolution_are_asked_for_and_computed():
    question = quiz("architectures", "after", "en")["parameters"]
    assert question.answer == 73_856
    assert question.explain.startswith("73,856")
    assert question.close(73_856, question.answer)
    assert not question.close(73_728, question.answer)


@pytest.mark.parametrize(
    ("given", "close"), [(89, True), (80, True), (100, True), (78, False), (101, False)]
)
def test_an_estimate_may_be_off(given, close):
    question = Question("x", "number", "a/b", "?", "!", answer=89.4, within=0.12)
    assert question.close(given, question.answer) == close


def test_a_language_that_is_asked_for_is_used(monkeypatch):
    monkeypatch.setattr(questions, "language", lambda: "ja")
    assert quiz("why", "before")["analogy"].ask == "転移学習に最も似ているのはどれでしょうか。"
