"""The class: who may come in, who is there, what the teacher leads (light)."""

from __future__ import annotations

import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import count
from sqlite3 import Connection
from typing import Any

from core import names
from core.classroom import codes, limits
from core.classroom.database import Database
from core.classroom.member import LEARNER, LONGEST_WORDS, TEACHER, Lead, Member, Pause, Plan, Step
from core.classroom.member import cleaned as cleaned_nickname
from core.messages import LabError

MOST = 200  # members: no class, but a program
_MEMBER = "id, role, nickname, joined, seen, place, followed"
_CODE, _TEACHER, _PAUSE, _LEAD, _PLAN = "code", "teacher", "pause", "lead", "plan"


class Room(Database):
    """The class in one file.  Nothing here knows who asks: the dashboard checks roles."""

    # -- codes -----------------------------------------------------------------------------------

    def code(self) -> str:
        """The code for learners, made when there is none: by the first of all who ask at once."""
        return str(self.get(_CODE) or self.put_first(_CODE, codes.for_learners()))

    def new_code(self) -> str:
        """Another code for learners; the old one opens nothing from now on."""
        made = codes.for_learners()
        self.put(_CODE, made)
        return made

    def set_teacher_code(self, code: str) -> None:
        """From now on this is the teacher's code; only its hash is kept."""
        self.put(_TEACHER, codes.stretched(code))

    # -- coming in -------------------------------------------------------------------------------

    def join(self, code: str, nickname: str, client: str) -> str:
        """A learner comes in by the code; the token that makes their browser a member.

        Raises LabError for a wrong code, too many of them, an empty nickname.
        """
        kept, name = self.code(), cleaned_nickname(nickname)
        return self._enter(codes.same(code, kept), LEARNER, name, client)

    def teach(self, code: str, client: str) -> str:
        """The teacher comes in; the token that makes their browser the teacher's."""
        with self._writing() as connection:  # first: stretching a code costs time
            limits.check(connection, client, time.time())
        kept = self.get(_TEACHER)
        return self._enter(bool(kept) and codes.opens(code, kept), TEACHER, TEACHER, client)

    def sign_in(self, subject: str, nickname: str) -> str:
        """A learner whom an identity provider has vouched for; the same member each time."""
        name, who, token = cleaned_nickname(nickname), codes.kept(subject), codes.token()
        with self._writing() as connection:
            known = "UPDATE members SET token = ? WHERE subject = ?"
            if not connection.execute(known, (codes.kept(token), who)).rowcount:
                self._add(connection, LEARNER, name, token, who)
        return token

    def _enter(self, right: bool, role: str, nickname: str, client: str) -> str:
        token, now = codes.token(), time.time()
        with self._writing() as connection:
            limits.check(connection, client, now)
            if right:
                self._add(connection, role, nickname, token)
            else:
                limits.note(connection, client, now)
        if not right:
            raise LabError("This code is not right. Look at it once more.")
        return token

    def _add(
        self,
        connection: Connection,
        role: str,
        nickname: str,
        token: str,
        subject: str | None = None,
    ) -> None:
        taken = {row[0] for row in connection.execute("SELECT alike FROM members")}
        if len(taken) >= MOST:
            raise LabError("The class is full: {count} are in it.", count=MOST)
        name = next(
            name
            for number in count(1)
            if names.alike(name := nickname if number == 1 else f"{nickname} {number}") not in taken
        )
        connection.execute(
            "INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '')",
            (
                *(secrets.token_hex(16), role, name, names.alike(name), codes.kept(token)),
                *(subject, datetime.now(UTC).isoformat(timespec="seconds"), time.time()),
            ),
        )

    # -- who is there ----------------------------------------------------------------------------

    def member(self, token: str) -> Member | None:
        """Whose browser keeps this token; None for nobody's."""
        hashed = codes.kept(token)
        query = f"SELECT token, {_MEMBER} FROM members WHERE token = ?"
        for kept, *row in self._read(query, hashed):
            if hmac.compare_digest(kept, hashed):
                return Member(*row)
        return None

    def learners(self) -> list[Member]:
        """All learners, in the order in which they came."""
        query = f"SELECT {_MEMBER} FROM members WHERE role = ? ORDER BY joined, rowid"
        return [Member(*row) for row in self._read(query, LEARNER)]

    def saw(self, member: str, place: str) -> None:
        """A member is there, at this place."""
        with self._writing() as connection:
            query = "UPDATE members SET seen = ?, place = ? WHERE id = ?"
            connection.execute(query, (time.time(), place[:200], member))
            limits.forget(connection, time.time())  # an address is kept as long as it is needed

    def follow(self, member: str, lead: str) -> None:
        """A member was taken to where the teacher leads."""
        with self._writing() as connection:
            connection.execute("UPDATE members SET followed = ? WHERE id = ?", (lead, member))

    def remove(self, member: str) -> None:
        """A member is gone: their token opens nothing any more."""
        with self._writing() as connection:
            connection.execute("DELETE FROM members WHERE id = ?", (member,))
        self._empty_write_ahead_log()

    # -- what the teacher leads ------------------------------------------------------------------

    def pause(self) -> Pause | None:
        kept = self.get(_PAUSE)
        return Pause(**kept) if kept else None

    def set_pause(self, words: str | None) -> None:
        """Every learner's screen says this; None lifts it."""
        self.put(_PAUSE, None if words is None else {"words": words.strip()[:LONGEST_WORDS]})

    def lead(self) -> Lead | None:
        kept = self.get(_LEAD)
        return Lead(**kept) if kept else None

    def set_lead(self, page: str, query: Mapping[str, str] | None = None) -> None:
        """Open a page for everybody who is there or comes later; "" ends it."""
        lead = Lead(secrets.token_hex(4), page, dict(query or {}))
        self.put(_LEAD, asdict(lead) if page else None)

    def plan(self) -> Plan:
        kept = self.get(_PLAN) or {"steps": [], "began": None}
        return Plan(tuple(Step(**step) for step in kept["steps"]), kept["began"])

    def set_plan(self, plan: Plan) -> None:
        self.put(_PLAN, asdict(plan))

    # -- the words of questions --------------------------------------------------------------------

    def note_question(self, place: str, language: str, said: Mapping[str, Any]) -> None:
        """Keep what a question and its choices say in a language, for the pooled guesses."""
        with self._writing() as connection:
            query = "INSERT OR REPLACE INTO questions VALUES (?, ?, ?)"
            connection.execute(query, (place, language, json.dumps(dict(said))))

    def question(self, place: str, language: str) -> dict[str, Any]:
        """What a question says, in this language if somebody has seen it so; {} for none."""
        query = "SELECT said FROM questions WHERE place = ? ORDER BY language = ? DESC LIMIT 1"
        rows = self._read(query, place, language)
        found: dict[str, Any] = json.loads(rows[0][0]) if rows else {}
        return found

    # -- the end -----------------------------------------------------------------------------------

    def clear(self) -> None:
        """Delete everything of the class but the teacher's way in; the code is a new one."""
        with self._writing() as connection:
            connection.execute("DELETE FROM members WHERE role = ?", (LEARNER,))
            for table in ("attempts", "questions"):
                connection.execute(f"DELETE FROM {table}")
            connection.execute("DELETE FROM kept WHERE name <> ?", (_TEACHER,))
        self._empty_write_ahead_log()
        self.code()
