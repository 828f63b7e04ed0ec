"""The table of all parts, `docs/parts.md`: what stands in each of them, read off.

What a part does is read in its code (`core.teaching.reached`), what a learner sees first on the
page that a test has opened, and the rest where it is kept.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from typing import Any

from core.paths import ROOT
from core.teaching import quizzes, reached, texts, worksheets
from dashboard.shell import sitemap
from tests.e2e import test_axe

FILE = ROOT / "docs" / "parts.md"
WHOLE = "page"  # instead of a part: a page that measures and is no lesson
# What a part uses when it …
ASKS = {  # … asks for a prediction, which is kept
    "guesses.keep", "predict.asked", "predict.quick", "trial.draw", "trial.experiment",
    "measured.draw", "measured.press", "program.draw",
}  # fmt: skip
MEASURES = ASKS | {"ask.result", "ask.press", "ask.on_press", "series.control", "services.submit"}
BESIDE = {"stage.sides", "measured.draw", "program.draw"}  # … shows the result by its button
SCROLLED = {"reveal.reveal", "trial.draw", "trial.experiment", "confusion.panel"}
UNASKED = "UNASKED"  # in a part's file: why nothing is predicted before it measures
SHEETS = {"playground": "broken"}  # a page -> the lesson that its worksheet is about
FOLDED = ("popover", "expander")
NO, YES = "–", "yes"
HEAD = """# Every part, and what stands in it

Written from the code, and from the pages as they open with CIFAR-10 fetched:
`PARTS_WRITE=1 pytest tests/pages/test_every_page.py`, which also says when this is stale.

*Measures*: something is computed for the learner; all others explain. *Prediction*: it is asked for
before, and kept. *At first sight*: what is there before anything is pressed, or is begun by the
worker as the part opens. *Result*: beside its button (the stage), scrolled to, or
told in the place of the question. *Quiz* and *worksheet*: of its lesson. *axe*: the themes in which
`tests/e2e/test_axe.py` opens it.

| part | measures | prediction | at first sight | result | quiz | worksheet | axe |
|---|---|---|---|---|---|---|---|
"""


def every() -> Iterator[tuple[str, str]]:
    """Page and part, in the site's order."""
    for page in sitemap.TITLES:
        if (texts.FOLDER / f"{page}.en.md").is_file():
            yield from ((page, part) for part in texts.parts(page, "en"))
        elif quizzes.stands(page):
            yield page, WHOLE


def row(page: str, part: str, first: str) -> str:
    """The line of a part; `first`: what is there at first sight."""
    used = reached.of(page, part).used
    measures = bool(used & MEASURES)
    asks = YES if used & ASKS else unasked(page, part) if measures else NO
    cells = (
        f"{page} · {part}", YES if measures else NO, asks, first, _result(used), _quiz(page),
        YES if _sheet(page, part) else NO, _axe(page, part),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def unasked(page: str, part: str) -> str:
    """The reason in a part's file why it measures without a prediction; "" for none."""
    file = reached.PAGES / page / f"{part}.py"
    match reached.code(file).defined.get(UNASKED):
        case ast.Assign(value=ast.Constant(value=str(reason))):
            return reason
    return ""


def first_sight(main: Any) -> str:
    """What a page that has just opened shows: read off the tree of `AppTest`."""
    found = {_kind(one) for one in _leaves(main)}
    return ", ".join(name for name in ("example", "figure") if name in found) or NO


def _leaves(block: Any) -> Iterator[Any]:
    """All elements but those that are folded away, and the bar of every page."""
    for child in block.children.values():
        if not hasattr(child, "children"):
            yield child
        elif child.type not in FOLDED and not _id(child).endswith("-tll_running"):
            yield from _leaves(child)


def _id(block: Any) -> str:
    return str(getattr(block.proto, "id", ""))


def _kind(one: Any) -> str:
    """Whether an element is a figure or on the way to one, or says that one is an example."""
    if one.type in ("plotly_chart", "image", "imgs", "dataframe", "code", "progress"):
        return "figure"
    if one.type == "bidi_component":
        drawn = ("pick", "film", "compare", "canvas", "freeze_strip")
        return "figure" if one.proto.component_name.endswith(drawn) else ""
    said = str(getattr(one, "value", "") or getattr(one.proto, "body", ""))
    if one.type == "caption":
        return "example" if said.startswith(":material/visibility:") else ""
    return "figure" if "<svg" in said or "<img" in said else ""


def _result(used: frozenset[str]) -> str:
    if not used & MEASURES:
        return NO
    if used & BESIDE:
        return "beside"
    if used & SCROLLED:
        return "scrolled to"
    return "in place" if used & ASKS else NO


def _quiz(page: str) -> str:
    if not quizzes.stands(page):
        return NO
    return ", ".join(when for when in quizzes.WHEN if quizzes.quiz(page, when, "en")) or NO


@cache
def _sheets(lesson: str) -> str:
    made = (worksheets.render(lesson, into, teacher=False) for into in ("en", "ja"))
    return "".join(made)


def _sheet(page: str, part: str) -> bool:
    """Whether the lesson has a worksheet in both languages, and the part stands in it."""
    lesson = SHEETS.get(page, page)
    if not all((worksheets.FOLDER / f"{lesson}.{into}.yaml").is_file() for into in ("en", "ja")):
        return False
    goals = [texts.parts(lesson, into)[part].goal for into in ("en", "ja") if part != WHOLE]
    return all(worksheets.marked(goal) in _sheets(lesson) for goal in goals)


def _axe(page: str, part: str) -> str:
    (mark,) = test_axe.test_axe_finds_nothing_of_ours.pytestmark
    place = page if part == WHOLE else f"{page}?part={part}"
    return ", ".join(scheme for scheme, at in mark.args[1] if at == place) or NO
