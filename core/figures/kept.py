"""Equal figures are drawn once, for everybody who looks at them (light).

Plotly checks every property of a figure: one with a replay takes a tenth of a second of processor
time, in every script run of its page.  Pages run again with every click, and a class sees the same.
So every Plotly figure that a page shows is kept, and the drawings of many parts.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

MOST = 128  # figures; one with a replay takes about half a megabyte, most a tenth of that
P = ParamSpec("P")
T = TypeVar("T")
_drawn: OrderedDict[bytes, Any] = OrderedDict()
_drawing: dict[bytes, threading.Lock] = {}  # what is being drawn: who asks meanwhile waits for it
_changing = threading.Lock()


def kept(draw: Callable[P, T]) -> Callable[P, T]:
    """A function that draws a figure, as one that draws equal ones once.

    Several learners are given the same figure, so nobody may change it.
    """

    @wraps(draw)
    def look_up(*given: P.args, **named: P.kwargs) -> T:
        try:
            asked = pickle.dumps((draw.__module__, draw.__qualname__, given, named))
        except (pickle.PicklingError, AttributeError, TypeError):  # words that are a function's
            return draw(*given, **named)
        what = hashlib.blake2b(asked, digest_size=16).digest()  # the data may be long
        with _changing:
            mine = _drawing.setdefault(what, threading.Lock())
        with mine:
            try:
                found: T | None = _drawn.get(what)
                if found is None:
                    found = draw(*given, **named)
                with _changing:
                    _drawn[what] = found
                    _drawn.move_to_end(what)
                    while len(_drawn) > MOST:
                        _drawn.popitem(last=False)
            finally:
                with _changing:
                    _drawing.pop(what, None)
        return found

    return look_up
