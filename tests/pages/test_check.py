"""Check yourself: questions are answered, explained, scored and kept."""

import re

import pytest

from core.experiments.verdicts import JUDGES
from core.paths import ROOT
from core.teaching import quizzes
from dashboard.kit.quiz import questions, record
from dashboard.shell import services
from tests.pages.settled import settle

PAGE = ROOT / "pages" / "check" / "page.py"


def said(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption))


def sheet(visit, lesson, when, locale="en-US"):
    app = visit(PAGE, locale, query={"quiz": lesson, "when": when})
    assert not app.exception
    return app


def send(app):
    button = next(button for button in app.button if button.label in ("Check", "答え合わせ"))
    app = button.click().run()
    assert not app.exception
    return app


def kept(app, lesson, when):
    answers = services.store().get_setting(app.session_state["learner"], record.ANSWERS, {})
    return answers.get(lesson, {}).get(when, {})


def test_all_quizzes_are_listed_and_open(visit):
    app = visit(PAGE, "en-US")
    keys = [button.key for button in app.button if str(button.key).startswith("quiz_open_")]
    assert len(keys) == 2 * len(questions.LESSONS)
    app.button(key="quiz_open_tricks_after").click().run()
    assert app.query_params["quiz"] in ("tricks", ["tricks"])
    assert app.header[0].value == "After “Training tricks”"
    app.button(key="quiz_leave").click().run()
    assert "quiz" not in app.query_params


def test_a_wrong_answer_says_why_it_is_tempting_and_keeps_the_right_one_back(visit):
    app = sheet(visit, "why", "before")
    question = questions.quiz("why", "before", "en")["useful"]
    app.radio[0].set_value(0)
    app = send(app)
    assert question.choices[0].why in said(app)
    assert question.explain not in said(app)
    app.radio[0].set_value(question.right[0])
    app = send(app)
    assert question.explain in said(app)
    entry = kept(app, "why", "before")["useful"]
    assert entry == {
        "first": False,
        "right": True,
        "given": question.right,
    }  # only the first counts


def test_the_answer_can_be_shown(visit):
    app = sheet(visit, "why", "before")
    question = questions.quiz("why", "before", "en")["useful"]
    app.radio[0].set_value(0)
    app = send(app)
    app.button(key="quiz_why_before_useful_show").click().run()
    for choice in question.choices:
        assert choice.why in said(app)
    assert kept(app, "why", "before")["useful"]["right"] is False


def test_nothing_chosen_is_no_answer(visit):
    app = send(sheet(visit, "why", "before"))
    assert "Nothing is chosen yet." in said(app)
    assert kept(app, "why", "before") == {}


def test_all_right_choices_are_needed(visit):
    app = sheet(visit, "why", "after")
    question = questions.quiz("why", "after", "en")["levels"]
    first, *others = question.right
    app.checkbox[first].set_value(True)
    app = send(app)
    assert f"not chosen yet: {len(others)}." in said(app)
    for place in others:
        app.checkbox[place].set_value(True)
    app = send(app)
    assert question.explain in said(app)


def test_a_usual_slip_is_recognised(visit):
    app = sheet(visit, "architectures", "after")
    question = questions.quiz("architectures", "after", "en")["field"]
    app.number_input[0].set_value(9)
    app = send(app)
    assert question.slips[0].why in said(app)
    app.number_input[0].set_value(3)
    app = send(app)
    assert "3 is too low." in said(app)
    app.number_input[0].set_value(7)
    app = send(app)
    assert question.explain in said(app)


def test_questions_can_be_skipped_and_the_result_says_so(visit):
    app = sheet(visit, "photo", "before")
    app.radio[0].set_value(2)
    app = send(app)
    names = list(questions.quiz("photo", "before", "en"))
    for name in names:
        app.button(key=f"quiz_photo_before_{name}_next").click().run()
    assert "1 of 3 right at the first try, 2 left out" in said(app)
    answers = kept(app, "photo", "before")
    app.button(key="quiz_clear").click().run()
    assert kept(app, "photo", "before") == {}
    assert app.radio[0].value is None
    app.button(key="quiz_undo").click().run()
    assert kept(app, "photo", "before") == answers
    assert not app.exception and "quiz_undo" not in {button.key for button in app.button}


def test_before_and_after_are_compared(visit):
    app = visit(PAGE, "en-US")
    learner = app.session_state["learner"]
    wrong = {"first": False, "right": False, "given": [0]}
    right = {"first": True, "right": True, "given": [0]}
    known = {when: questions.quiz("photo", when, "en") for when in quizzes.WHEN}
    answers = {
        "before": dict.fromkeys(known["before"], wrong),
        "after": dict.fromkeys(known["after"], right),
    }
    services.store().set_setting(learner, record.ANSWERS, {"photo": answers})
    app.button(key="quiz_open_photo_after").click().run()
    assert "0 of 3 right at the first try" in said(app)
    assert "5 of 5 right at the first try" in said(app)
    assert "a larger share right after the lesson than before" in said(app)


def test_the_measurement_decides_which_curve_was_right(visit):
    app = sheet(visit, "tricks", "before")
    for name in ("zero", "inputs"):
        app.button(key=f"quiz_tricks_before_{name}_next").click().run()
    question = questions.quiz("tricks", "before", "en")["rates"]
    assert len([m for m in app.markdown if "<svg" in m.value]) == len(question.choices)
    app.radio[0].set_value(0)
    button = next(button for button in app.button if button.label == "Predict and measure")
    app = settle(button.click().run())
    assert not app.exception
    entry = kept(app, "tricks", "before")["rates"]
    assert entry["given"] == 0
    found = JUDGES["rates"].of(entry["curve"])
    assert entry["right"] == (question.choices[0].verdict == found)
    shown = next(choice for choice in question.choices if choice.verdict == found)
    assert shown.why in said(app)
    assert "CIFAR-10 is not on this computer" in said(app)  # the test's cache is empty
    assert entry["curve"]["dataset"] == "digits"
    # a reload shows what was measured, without measuring again
    jobs = len(services.runner().jobs(app.session_state["learner"]))
    app.run()
    assert shown.why in said(app)
    guessed = services.store().get_setting(app.session_state["learner"], "guesses")
    wanted = {"guess": 0, "came": found, "right": entry["right"]}
    assert guessed == {f"{question.link}/quiz_rates": wanted}
    runs = services.store().runs(app.session_state["learner"], series=None)
    assert len(runs) == len(entry["curve"]["x"])  # what was trained is in the log
    assert len(services.runner().jobs(app.session_state["learner"])) == jobs


def test_points_are_set_before_they_are_measured(visit):
    app = sheet(visit, "why", "before")
    for name in ("useful", "analogy", "guessing"):
        app.button(key=f"quiz_why_before_{name}_next").click().run()
    assert [slider.value for slider in app.slider] == [50, 50, 50]
    for slider, value in zip(app.slider, (75, 90, 95), strict=True):
        slider.set_value(value)
    app.run()
    app = settle(app.button(key="quiz_why_before_photos_measure").click().run())
    entry = kept(app, "why", "before")["photos"]
    assert entry["given"] == [0.75, 0.9, 0.95]
    measured = entry["curve"]["lines"]["frozen"]["y"]
    off = sum(abs(a - b) for a, b in zip(measured, entry["given"], strict=True)) / 3
    assert entry["right"] == (off <= 0.1)
    assert re.search(rf"\b{100 * off:.0f} points? away on average", said(app))


@pytest.mark.parametrize("lesson", questions.LESSONS)
@pytest.mark.parametrize("when", quizzes.WHEN)
def test_every_question_opens_in_japanese(visit, texts, lesson, when):
    app = sheet(visit, lesson, when, "ja-JP")
    known = questions.quiz(lesson, when, "ja")
    for name, question in known.items():
        assert app.markdown[0].value == f"### {question.ask}" or question.ask in said(app)
        shown = " ".join(texts(app))
        assert not re.search(r"\b(Check|Skip|Next|Questions|Result)\b", shown)
        app.button(key=f"quiz_{lesson}_{when}_{name}_next").click().run()
        assert not app.exception


def test_an_unknown_quiz_shows_the_page_all_the_same(visit):
    for query in ({"quiz": "nothing"}, {"quiz": "why", "when": "never"}):
        app = visit(PAGE, "en-US", query=query)
        assert not app.exception and not app.error


def test_the_record_of_guesses_stands_with_the_quizzes(visit):
    app = visit(PAGE, "en-US")
    made = {"why/gap/why-1": {"guess": "scratch", "came": "scratch", "right": True}}
    services.store().set_setting(app.session_state["learner"], "guesses", made)
    app.run()
    assert "1 of 1 decided guess came true" in said(app)
