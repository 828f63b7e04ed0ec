"""The class: who comes in, who stays out, what is kept of whom."""

import sqlite3
import stat
import threading
import time

import pytest

from core.classroom import codes, limits
from core.classroom.member import LONGEST, LONGEST_WORDS, Plan, Step
from core.classroom.room import Room
from core.messages import LabError

TEACHER = "a long enough code"


@pytest.fixture
def room(tmp_path):
    with_file = Room(tmp_path / "class.sqlite")
    yield with_file
    with_file.close()


def joined(room, nickname="Ada", client="10.0.0.1"):
    token = room.join(room.code(), nickname, client)
    return token, room.member(token)


def test_a_learner_joins_by_the_code_and_is_known_by_a_token(room):
    token, member = joined(room)
    assert (member.nickname, member.role, member.teaches) == ("Ada", "learner", False)
    assert room.learners() == [member]
    assert token not in member.id and member.id not in token


def test_the_code_is_heard_as_people_type_it(room):
    code = room.code()
    assert room.member(room.join(f" {code[:3].lower()}-{code[3:]} ", "Ada", "x")) is not None


def test_a_wrong_code_lets_nobody_in(room):
    with pytest.raises(LabError, match="not right"):
        room.join("WRONG1", "Ada", "x")
    assert room.learners() == []


def test_of_two_processes_that_make_a_code_at_once_the_first_has_made_it(room, monkeypatch):
    other, made = Room(room.path), []

    def for_learners():
        monkeypatch.undo()  # the second one finds no code either, makes one and is done first
        made.append(other.code())
        return "ABCDEF"

    monkeypatch.setattr("core.classroom.room.codes.for_learners", for_learners)
    assert [room.code(), other.code()] == made * 2
    other.close()


def test_an_old_code_opens_nothing_and_who_has_joined_stays(room):
    token, member = joined(room)
    old = room.code()
    assert room.new_code() != old
    with pytest.raises(LabError):
        room.join(old, "Eve", "x")
    assert room.member(token) == member


def test_a_guessed_or_forged_token_is_nobodys(room):
    token, member = joined(room)
    with sqlite3.connect(room.path) as file:
        (kept,) = file.execute("SELECT token FROM members").fetchone()
    for forged in ("", member.id, kept, codes.token(), token[:-1], token.swapcase(), "' OR 1=1"):
        assert room.member(forged) is None


def test_the_file_holds_no_token_and_no_teachers_code(room):
    room.set_teacher_code(TEACHER)
    token, _member = joined(room)
    teaching = room.teach(TEACHER, "x")
    held = b"".join(path.read_bytes() for path in room.path.parent.iterdir())
    for secret in (token, teaching, TEACHER, codes.typed(TEACHER)):
        assert secret.encode() not in held
    assert stat.S_IMODE(room.path.stat().st_mode) == 0o600


def test_the_teacher_comes_in_by_another_code_and_is_no_learner(room):
    with pytest.raises(LabError):
        room.teach("", "x")  # no code was set
    room.set_teacher_code(TEACHER)
    with pytest.raises(LabError):
        room.teach(room.code(), "x")
    assert room.member(room.teach(TEACHER, "x")).teaches
    assert room.learners() == []
    with pytest.raises(LabError, match="10 characters"):
        room.set_teacher_code("1234")


def test_a_nickname_is_one_short_line_of_text_and_nobody_elses(room):
    names = [
        joined(room, name)[1].nickname for name in ("Ada", "ada ", "ＡＤＡ", "A\u202eda\x00\nB")
    ]
    assert names[:2] == ["Ada", "ada 2"]
    assert len(set(map(str.casefold, names))) == 4
    assert names[3] == "Ada B"
    assert len(joined(room, "x" * 500)[1].nickname) == LONGEST
    assert joined(room, "<b>=1+1</b>")[1].nickname == "<b>=1+1</b>"  # text; who shows it escapes it
    for nothing in ("", "   ", "\u200b\u202e", "!?"):
        with pytest.raises(LabError, match="letter"):
            joined(room, nothing)


def test_one_client_and_all_together_may_be_wrong_so_often(room, monkeypatch):
    def wrong(client):
        with pytest.raises(LabError) as refused:
            room.join("WRONG1", "Eve", client)
        return str(refused.value)

    assert all("not right" in wrong("eve") for _ in range(limits.OF_ONE))
    assert "Too many" in wrong("eve")
    with pytest.raises(LabError, match="Too many"):
        room.join(room.code(), "Eve", "eve")  # even the right one
    with pytest.raises(LabError, match="Too many"):
        room.teach(TEACHER, "eve")
    joined(room, client="somebody else")
    for number in range(limits.OF_ALL - limits.OF_ONE):
        wrong(str(number))
    with pytest.raises(LabError, match="Too many"):
        joined(room, "Bob", client="another")
    later = time.time() + limits.WINDOW + 1
    monkeypatch.setattr("core.classroom.room.time.time", lambda: later)
    joined(room, "Bob", client="eve")  # after five minutes


def test_the_address_of_a_wrong_code_is_not_kept_longer_than_needed(room, monkeypatch):
    _token, member = joined(room)
    with pytest.raises(LabError):
        room.join("WRONG1", "Eve", "10.9.8.7")
    later = time.time() + limits.WINDOW + 1
    monkeypatch.setattr("core.classroom.room.time.time", lambda: later)
    room.saw(member.id, "why")  # as every open page says within ten seconds
    assert room._read("SELECT * FROM attempts") == []


def test_several_processes_share_one_class(room):
    other, failed = Room(room.path), []

    def come(number):
        try:
            joined((room, other)[number % 2], "Ada")
        except LabError as error:
            failed.append(error)

    threads = [threading.Thread(target=come, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {one.nickname for one in other.learners()} == {
        "Ada",
        *(f"Ada {n}" for n in range(2, 13)),
    }
    room.set_pause("Look")
    assert other.pause().words == "Look"
    other.close()


def test_who_is_taken_out_is_nobody(room):
    token, member = joined(room)
    room.remove(member.id)
    assert room.member(token) is None


def test_a_school_account_is_the_same_member_each_time(room):
    first = room.sign_in("https://school 42", "Ada")
    member = room.member(first)
    second = room.sign_in("https://school 42", "Ada L.")
    assert room.member(second).id == member.id
    assert room.member(first) is None  # one browser at a time
    assert room.member(room.sign_in("https://school 43", "Ada")).nickname == "Ada 2"


def test_what_the_teacher_leads_is_kept_for_all(room):
    assert (room.pause(), room.lead(), room.plan()) == (None, None, Plan())
    room.set_pause("x" * 999)
    assert len(room.pause().words) == LONGEST_WORDS
    room.set_pause(None)
    room.set_lead("playground", {"unfreeze": "2"})
    lead = room.lead()
    assert (lead.page, lead.query) == ("playground", {"unfreeze": "2"})
    room.set_lead("why")
    assert room.lead().id != lead.id
    room.set_lead("")
    assert (room.pause(), room.lead()) == (None, None)
    plan = Plan((Step("why", 25), Step("race", 15)), began=1000.0)
    room.set_plan(plan)
    assert room.plan() == plan
    assert [plan.at(1000.0 + 60 * minute) for minute in (0, 24, 25, 40)] == [0, 0, 1, None]


def test_a_question_is_told_in_ones_own_language_if_anybody_has_seen_it_so(room):
    room.note_question("why/gap/a", "en", {"ask": "Why?"})
    assert room.question("why/gap/a", "ja") == {"ask": "Why?"}
    room.note_question("why/gap/a", "ja", {"ask": "なぜ？"})
    assert room.question("why/gap/a", "ja") == {"ask": "なぜ？"}
    assert room.question("else", "ja") == {}


def test_the_end_deletes_everybody_and_overwrites_them(room):
    room.set_teacher_code(TEACHER)
    teaching = room.teach(TEACHER, "x")
    token, _member = joined(room, "Rumpelstiltskin")
    code = room.code()
    room.set_pause("Psst Rumpelstiltskin")
    room.clear()
    assert room.learners() == [] and room.member(token) is None and room.pause() is None
    assert room.code() != code
    assert room.member(teaching).teaches
    held = b"".join(path.read_bytes() for path in room.path.parent.iterdir())
    assert b"Rumpelstiltskin" not in held


def test_a_damaged_file_is_told_in_words(tmp_path):
    (tmp_path / "class.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(LabError, match="file of the class"):
        Room(tmp_path / "class.sqlite")
