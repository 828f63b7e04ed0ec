"""Everything of a class as one ZIP of tables and JSON, before it is deleted (light)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from core import tables
from core.classroom import results
from core.classroom.results import Work
from core.classroom.room import Room
from core.runs import export
from core.runs.store import Store

MOST_RUNS = 10_000  # of one learner
_GUESS = ("nickname", "place", "guess", "came", "right")
_ANSWER = ("nickname", "lesson", "when", "question", "right_at_first", "right", "given")


def gradebook(works: Sequence[Work], lessons: Sequence[str]) -> str:
    """One row a learner."""
    rows = (results.row(work, lessons) for work in works)
    return tables.to_csv(results.columns(lessons), rows)


def everything(room: Room, log: Store, works: Sequence[Work], lessons: Sequence[str]) -> bytes:
    """The ZIP.  No token, no code and no id of a member is in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("gradebook.csv", gradebook(works, lessons))
        packed.writestr("guesses.csv", tables.to_csv(_GUESS, _guesses(works)))
        packed.writestr("answers.csv", tables.to_csv(_ANSWER, _answers(works)))
        columns = ("nickname", *export.COLUMNS)
        packed.writestr("runs.csv", tables.to_csv(columns, _runs(log, works)))
        packed.writestr("class.json", _class(room, works))
        for number, work in enumerate(works, 1):
            runs = log.runs(owner=work.member.id, limit=MOST_RUNS)
            if runs:  # a nickname is no file name
                packed.writestr(f"runs/{number:03}.json", export.to_json(runs))
    return out.getvalue()


def _guesses(works: Sequence[Work]) -> Iterator[dict[str, Any]]:
    for work in works:
        for place, one in work.guesses.items():
            said = {"guess": _plain(one["guess"]), "came": _plain(one["came"])}
            yield {"nickname": work.member.nickname, "place": place, "right": one["right"]} | said


def _answers(works: Sequence[Work]) -> Iterator[dict[str, Any]]:
    for work in works:
        for lesson, moments in work.answers.items():
            for when, given in moments.items():
                for question, one in given.items():
                    yield {
                        "nickname": work.member.nickname,
                        "lesson": lesson,
                        "when": when,
                        "question": question,
                        "right_at_first": one["first"],
                        "right": one["right"],
                        "given": _plain(one["given"]),
                    }


def _runs(log: Store, works: Sequence[Work]) -> Iterator[dict[str, Any]]:
    for work in works:
        for run in log.runs(owner=work.member.id, limit=MOST_RUNS):
            yield {"nickname": work.member.nickname} | export.row(run)


def _class(room: Room, works: Sequence[Work]) -> str:
    plan = room.plan()
    document = {
        "members": [
            {"number": number, "nickname": one.member.nickname, "joined": one.member.joined}
            | {"parts_done": one.progress}
            for number, one in enumerate(works, 1)
        ],
        "plan": [vars(step) for step in plan.steps],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
