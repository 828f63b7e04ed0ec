"""What a class has done, put together: pools, gains, the gradebook, the ZIP."""

import csv
import io
import json
import zipfile

import pytest

from core.classroom import export, results
from core.classroom.pooled import pools
from core.classroom.results import Names
from core.classroom.room import Room
from core.runs.store import Run, Store
from core.teaching import quizzes

NAMES = Names("guesses", "quiz_answers", "lesson_progress")


def guess(said, came=None, right=None):
    return {"guess": said, "came": came, "right": right}


def test_guesses_of_all_are_counted_by_question():
    one, two = pools(
        [
            {"why/a/x": guess("up", "down", False), "why/a/y": guess(0.42, 0.5, True)},
            {"why/a/x": guess("down", ["down", "even"], True)},
            {"why/a/x": guess("up")},
        ]
    )
    assert (one.place, one.number, one.right, one.decided) == ("why/a/x", 3, 1, 2)
    assert one.guessed == {"up": 2, "down": 1}
    assert one.came == {"down": 2, "even": 1}
    assert one.answers(["even", "up"]) == ["even", "up", "down"]
    assert (two.share, dict(two.guessed), dict(two.came)) == (True, {"4": 1}, {"5": 1})
    assert len(two.answers()) == 10


def test_shares_at_the_ends_have_a_tenth_and_odd_things_are_passed_over():
    (pool,) = pools([{"p": guess(1.0, 0)}, {"p": guess(0.0, {"odd": 1})}, {"p": guess(None)}])
    assert pool.guessed == {"9": 1, "0": 1}
    assert pool.came == {"0": 1}


@pytest.fixture
def works(tmp_path):
    """Three learners who have taken the quizzes of one lesson."""
    room, log = Room(tmp_path / "class.sqlite"), Store(tmp_path / "runs.sqlite")
    known = {when: list(quizzes.quiz("why", when, "en")) for when in quizzes.WHEN}
    for number, name in enumerate(("=Ada", "Bob", "Cem")):
        member = room.member(room.join(room.code(), name, "x"))
        answers = {
            when: {
                question: {
                    "first": at <= number + 2 * (when == "after"),
                    "right": True,
                    "given": at,
                }
                for at, question in enumerate(questions)
            }
            for when, questions in known.items()
        }
        log.set_setting(member.id, NAMES.answers, {"why": answers})
        log.set_setting(member.id, NAMES.guesses, {"why/a/x": guess("+up", "up", True)})
        log.set_setting(member.id, NAMES.progress, {"why": ["idea", "gap"]})
        log.add(Run(owner=member.id, kind="train", status="done", note="@x"))
    yield room, log, results.gather(log, room.learners(), NAMES)
    room.close()
    log.close()


def test_a_quiz_is_counted_question_by_question_with_its_gain(works):
    found = results.quiz(works[2], "why")
    before = [one for one in found.asked if one.when == "before"]
    assert [(one.right, one.answered) for one in before] == [(3, 3), (2, 3), (1, 3), (0, 3)]
    low, high = before[1].interval
    assert low < 2 / 3 < high
    pairs = [((n + 1) / 4, (n + 3) / 7) for n in range(3)]
    missed = [sum(1 - share for share in side) for side in zip(*pairs, strict=True)]
    assert found.pairs == 3
    assert found.gains[""].mean == pytest.approx(1 - missed[1] / missed[0])
    low, high = found.gains[""].interval
    assert low < found.gains[""].mean < high
    parts = {question.link for question in quizzes.quiz("why", "before", "en").values()}
    assert set(found.gains) <= {"", *parts}


def test_a_quiz_that_nobody_took_has_no_gain_and_no_intervals(works):
    found = results.quiz(works[2], "race")
    assert found.gains == {} and {one.interval for one in found.asked} == {None}


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_gradebook_has_a_row_for_each_learner_and_no_formula(works):
    first, *_others = found = rows(export.gradebook(works[2], ["why", "race"]))
    assert [one["nickname"] for one in found] == ["'=Ada", "Bob", "Cem"]
    assert (first["why_before_right"], first["why_before_questions"]) == ("1", "4")
    assert (first["race_after_answered"], first["parts_done"], first["runs"]) == ("0", "2", "1")
    assert (first["guesses_right"], first["guesses_decided"]) == ("1", "1")


def test_the_zip_holds_everything_but_who_owns_it(works):
    room, log, all_of_them = works
    made = export.everything(room, log, all_of_them, ["why"])
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        held = {name: packed.read(name).decode("utf-8") for name in packed.namelist()}
    assert {"gradebook.csv", "guesses.csv", "answers.csv", "runs.csv", "class.json"} < set(held)
    assert rows(held["guesses.csv"])[0]["guess"] == "'+up"
    assert len(rows(held["answers.csv"])) == 3 * 11
    assert rows(held["runs.csv"])[0]["note"] == "'@x"
    assert json.loads(held["class.json"])["members"][0]["nickname"] == "=Ada"
    everything = "".join(held.values())
    assert not any(work.member.id in everything for work in all_of_them)
    assert room.code() not in everything
