"""Codes that people type and tokens that browsers keep (light).

The code for learners is written on the board; it is kept as it is, to be shown again.  Of the
teacher's code and of every token only a hash is kept: a code that somebody chose is stretched
(scrypt), a token is long enough without.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets

from core.messages import LabError

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another one
SHORTEST = 10  # characters of a teacher's code that somebody chose
_WORK = {"n": 2**14, "r": 8, "p": 1}


def for_learners() -> str:
    """Six characters: 31⁶, with few tries each minute (`core.classroom.limits`)."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


def for_teacher() -> str:
    """Sixteen characters in groups of four: 79 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def typed(code: str) -> str:
    """A code without what people add or leave out: capitals, spaces, dashes."""
    return re.sub(r"[\s\-]", "", code)[:200].upper()


def same(code: str, other: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(typed(code).encode(), typed(other).encode())


def stretched(code: str) -> str:
    """What is kept of a teacher's code: ``salt$hash``."""
    if len(typed(code)) < SHORTEST:
        raise LabError(
            "A teacher’s code needs at least {count:# character|# characters}.", count=SHORTEST
        )
    return _stretched(code, os.urandom(16))


def opens(code: str, kept: str) -> bool:
    """Whether it is the teacher's code of which `kept` is left."""
    salt, _dollar, _hash = kept.partition("$")
    return hmac.compare_digest(_stretched(code, bytes.fromhex(salt)), kept)


def _stretched(code: str, salt: bytes) -> str:
    made = hashlib.scrypt(typed(code).encode(), salt=salt, dklen=32, **_WORK)
    return f"{salt.hex()}${made.hex()}"


def token() -> str:
    """256 bits that make a browser a member."""
    return secrets.token_urlsafe(32)


def kept(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
