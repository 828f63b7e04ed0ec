"""Worksheets say what their lessons say; only the teacher's page has the answers."""

import io
import json
import re
import zipfile
from html import unescape

import pytest

from core.__main__ import main
from core.teaching import asked, quizzes, reached, texts, worksheets
from core.translations import LANGUAGES, words

lessons = pytest.mark.parametrize("lesson", texts.lessons())
languages = pytest.mark.parametrize("into", LANGUAGES)


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def spoken(text):
    """As it stands on a sheet."""
    return plain(worksheets.marked(text))


@lessons
@languages
def test_both_sheets_hold_goals_and_questions_and_one_the_answers(lesson, into):
    given, told = (worksheets.render(lesson, into, teacher) for teacher in (False, True))
    sheet = worksheets.sheet(lesson, into)
    for part in texts.parts(lesson, into).values():
        assert spoken(part.goal) in plain(given) and spoken(part.goal) in plain(told)
        for message in asked.questions(lesson, part.id):
            assert spoken(words(into)(message))[-12:] in plain(given)
    page = worksheets.quizzes_of(lesson)
    for when in quizzes.WHEN if page else ():
        for question in quizzes.quiz(page, when, into).values():
            assert spoken(question.ask) in plain(given)
            assert spoken(question.explain) in plain(told)
            assert spoken(question.explain) not in plain(given)
            for choice in question.choices:
                assert spoken(choice.why) in plain(told)
                assert spoken(choice.why) not in plain(given)
    for ask, answer in sheet.discuss:
        assert ask in plain(given) and ask in plain(told)
        assert answer in plain(told) and answer not in plain(given)


@lessons
def test_both_languages_ask_as_much(lesson):
    english, japanese = (worksheets.sheet(lesson, into) for into in ("en", "ja"))
    assert english.minutes == japanese.minutes > 0
    assert len(english.discuss) == len(japanese.discuss) >= 2


@languages
def test_a_sheet_is_called_what_its_page_is_called(into, monkeypatch):
    from dashboard.shell import sitemap

    for lesson in texts.lessons():
        if lesson not in worksheets.LAB:
            title, _icon = sitemap.TITLES[lesson]
            assert worksheets.sheet(lesson, into).title == words(into)(worksheets.Message(title))


def test_questions_are_read_from_what_a_part_reaches():
    of_slice, of_training = asked.questions("two_ways", "rates")  # another file, and its own
    assert "valley" in of_slice.template and "{rate}" in of_training.template
    assert "…" in words("en")(of_training)
    assert asked.questions("why", "no such part") == []


def test_a_question_of_the_kit_and_the_usual_one_of_two_are_read():
    (of_kit,) = asked.questions("ideal", "code")
    assert "same pixels" in of_kit.template
    (usual,) = asked.questions("adversarial", "matrix")  # an attack with a target
    assert "as it wants" in usual.template


def test_code_is_followed_through_its_page_and_what_it_uses_of_the_kit_is_named():
    found = reached.of("two_ways", "ways")  # its comparison is drawn by a file beside it
    files = {file.name for file, _definition in found.definitions}
    assert {"ways.py", "contest.py"} <= files and "rates.py" not in files
    assert {"trial.draw", "networks.choose"} <= found.used
    assert "stage.sides" not in found.used


@languages
def test_no_prediction_is_asked_for_twice_in_its_own_line(into):
    for lesson in texts.lessons():
        for one in re.findall(r"<h3>(.+?)</h3>", worksheets.render(lesson, into, False)):
            assert not re.match(r"\w+[:：] (Your|Guess|まず予想|あなたの予想)", plain(one)), one


@lessons
@pytest.mark.parametrize("teacher", [False, True])
def test_a_japanese_sheet_has_japanese_colons(lesson, teacher):
    said = re.sub("<style>.*?</style>", "", worksheets.render(lesson, "ja", teacher), flags=re.S)
    assert not re.findall("[ぁ-んァ-ヶ一-龠]:(?![a-z])", said)


def test_what_is_called_as_a_file_of_the_kit_asks_nothing():
    """`core.transfer.program` is not `dashboard.kit.program`."""
    asking = {
        one.template
        for part in texts.parts("cats_dogs", "en")
        for one in asked.questions("cats_dogs", part)
    }
    assert asking and not any("their pictures" in text for text in asking)


def test_marks_become_html_and_anything_else_is_escaped():
    assert worksheets.marked("**a** `b` <c> [d](e)") == "<b>a</b> <code>b</code> &lt;c&gt; d"


def test_the_command_writes_every_sheet_and_one_zip(tmp_path, capsys):
    told = ["worksheets", "--out", str(tmp_path), "--lang", "ja", "--lessons", "why,ideal"]
    assert main([*told, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    names = [f"{name}-{kind}.ja.html" for name in ("why", "ideal") for kind in KINDS]
    assert said["files"] == [*names, "worksheets.ja.zip"]
    with zipfile.ZipFile(io.BytesIO((tmp_path / "worksheets.ja.zip").read_bytes())) as whole:
        assert whole.namelist() == names
        assert whole.read(names[0]) == (tmp_path / names[0]).read_bytes()
    assert main(["worksheets", "--out", str(tmp_path), "--lessons", "nothing"]) == 1
    assert "nothing" in capsys.readouterr().err


KINDS = ("worksheet", "teacher")
