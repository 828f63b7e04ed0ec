"""Names from outside (files, folders, classes) as they may be shown (light)."""

from __future__ import annotations

import re
import unicodedata

# Emoji and some scripts join letters with characters that cannot be seen; anywhere else these only
# make two names look equal that are not.
_JOINED = re.compile(r"(?<=[^\x00-\x7f])[\u200c\u200d](?=[^\x00-\x7f])")
_FLAG = re.compile("(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f")
_NEVER = re.compile("[\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e0fff]")


def plain(text: str) -> str:
    """A name without control and direction characters and halves of letters.

    What this Python's Unicode does not know yet stays: next year's emoji are names, too.
    """
    kept = {
        at
        for found in (_JOINED, _FLAG)
        for one in found.finditer(text)
        for at in range(*one.span())
    }
    return "".join(c for at, c in enumerate(text) if at in kept or _visible(c))


def _visible(c: str) -> bool:
    kind = unicodedata.category(c)
    if kind == "Cn":
        return _NEVER.match(c) is None and ord(c) & 0xFFFE != 0xFFFE
    return kind not in ("Cc", "Cf", "Cs") and _NEVER.match(c) is None


def alike(text: str) -> str:
    """What two spellings of one name share: capitals, Unicode's forms, and what Windows drops at
    the end make no difference."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return re.sub("[\ufe00-\ufe0f]", "", folded).rstrip(" .")
