"""Worksheets and teacher's pages of the lessons as HTML to print (light).

Both are made from what the lesson itself is made from: its goals (`texts`), what its parts ask
before they measure (`asked`), its quizzes with their reasons (`quizzes`); time and questions to
talk about stand in `assets/worksheets/LESSON.LANGUAGE.yaml`.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2

from core.messages import Message, msg
from core.paths import ROOT
from core.teaching import asked, quizzes, texts, yaml_files
from core.translations import Words, words

FOLDER = ROOT / "assets" / "worksheets"
TEXTS = {
    "worksheet": msg("Worksheet"),
    "teacher": msg("Teacher’s page"),
    "name": msg("Name"),
    "class": msg("Class"),
    "date": msg("Date"),
    "time": msg("Time"),
    "plan": msg("Plan"),
    "before": msg("Before the lesson: what do you think?"),
    "part": msg("Part"),
    "goal": msg("Goal"),
    "predict": msg("Predict"),
    "because": msg("because"),
    "measured": msg("Measured"),
    "true": msg("My guess came true"),
    "why": msg("Why? What I see in the figure:"),
    "look": msg("What I try, and what I see:"),
    "after": msg("After the lesson"),
    "discuss": msg("To talk about"),
    "answer": msg("Answer"),
    "colon": msg("{group}: {said}", group="", said=""),
    "measure_note": msg(
        "What is measured differs a little from computer to computer: let the class compare its "
        "numbers, and the intervals with them."
    ),
    "curve": msg("The Lab measures it: compare with what you see."),
    "open": msg("Open in the Lab: {place}", place="{place}"),
    "minutes": msg("{count} min", count="{count}"),
    "goes_with": msg("Open the Lab on every computer before the class, and run its setup once."),
}
LAB = ("broken",)  # a lesson that stands on another page: the playground
# What the page says in front of a question; the sheet says it of every one.
_PREDICT = re.compile(r"^(Your prediction|Your guess|Guess first|(まず|あなたの)?予想)[:：,]\s*")
_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
    (re.compile(r"\[(.+?)\]\(.+?\)"), r"\1"),
    (re.compile(r":material/\w+:"), ""),
    (re.compile(r"(?<![\w*])\*(?!\s)(.+?)\*"), r"<i>\1</i>"),
)


@dataclass(frozen=True)
class Sheet:
    """What `assets/worksheets` says of a lesson: its title on the site, how long it takes, and
    what to talk about, each with a note for the teacher."""

    title: str
    minutes: int
    discuss: tuple[tuple[str, str], ...]


def sheet(lesson: str, into: str) -> Sheet:
    """Raises FileNotFoundError for a lesson without one."""
    kept = yaml_files.read(FOLDER / f"{lesson}.{into}.yaml")
    talk = tuple((one["ask"], one["answer"]) for one in kept["discuss"])
    return Sheet(kept["title"], kept["minutes"], talk)


def render(lesson: str, into: str, teacher: bool) -> str:
    """A lesson's worksheet as one HTML file, or with the answers, as the teacher's page."""
    say = words(into)
    page = quizzes_of(lesson)
    return str(
        _template().render(
            language=into,
            lesson=lesson,
            address=f"/{'playground' if lesson in LAB else lesson}",
            teacher=teacher,
            sheet=sheet(lesson, into),
            parts=[_Part(part, say) for part in texts.parts(lesson, into).values()],
            before=_quiz(page, quizzes.BEFORE, into),
            after=_quiz(page, quizzes.AFTER, into),
            t={name: say(text) for name, text in TEXTS.items()},
        )
    )


def archive(into: str, lessons: Iterable[str] = ()) -> bytes:
    """Every lesson's worksheet and teacher's page as a ZIP."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files(into, lessons):
            out.writestr(name, text)
    return kept.getvalue()


def files(into: str, lessons: Iterable[str] = ()) -> Iterable[tuple[str, str]]:
    """File name and HTML, for all lessons or some."""
    for lesson in lessons or texts.lessons():
        for teacher in (False, True):
            yield named(lesson, into, teacher), render(lesson, into, teacher)


def named(lesson: str, into: str, teacher: bool) -> str:
    """The name of a sheet's file."""
    return f"{lesson}-{'teacher' if teacher else 'worksheet'}.{into}.html"


def quizzes_of(lesson: str) -> str:
    """The page whose quizzes belong to a lesson; "" for none."""
    page = "playground" if lesson in LAB else lesson
    return page if quizzes.stands(page) else ""


class _Part:
    """A part as the sheet shows it: what it is for, and the predictions that it asks for."""

    def __init__(self, part: texts.Part, say: Words) -> None:
        self.title, self.goal, self.id = part.title, part.goal, part.id
        self.asked = [_whole(say, one) for one in asked.questions(part.lesson, part.id)]


def _whole(say: Words, question: Message) -> str:
    said = _PREDICT.sub("", say(question))
    return said[:1].upper() + said[1:]


def _quiz(page: str, when: str, into: str) -> list[quizzes.Question]:
    return list(quizzes.quiz(page, when, into).values()) if page else []


def marked(text: str) -> str:
    """Markdown's marks inside a line as HTML; all else is escaped."""
    out = html.escape(text, quote=False)
    for pattern, into in _MARKS:
        out = pattern.sub(into, out)
    return out


@cache
def _template() -> Any:
    loader = jinja2.FileSystemLoader(FOLDER)
    known = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    known.filters["marked"] = marked
    return known.get_template("sheet.html.jinja")
