"""Equal figures are drawn once, for everybody who looks at them (light).

Plotly checks every property of a figure: one with a replay takes a tenth of a second of processor
time, in every script run of its page.  Pages run again with every click, and a class sees the same.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import plotly.graph_objects as go

MOST = 128  # figures; one with a replay takes about half a megabyte, most a tenth of that
P = ParamSpec("P")
_drawn: OrderedDict[bytes, go.Figure] = OrderedDict()
_drawing: dict[bytes, threading.Lock] = {}  # what is being drawn: who asks meanwhile waits for it
_changing = threading.Lock()


def kept(draw: Callable[P, go.Figure]) -> Callable[P, go.Figure]:
    """A function that draws a figure, as one that draws equal ones once.

    Several learners are given the same figure, so nobody may change it.
    """

    @wraps(draw)
    def look_up(*given: P.args, **named: P.kwargs) -> go.Figure:
        try:
            asked = pickle.dumps((draw.__module__, draw.__qualname__, given, named))
        except (pickle.PicklingError, AttributeError, TypeError):  # words that are a function's
            return draw(*given, **named)
        what = hashlib.blake2b(asked, digest_size=16).digest()  # the data may be long
        with _changing:
            mine = _drawing.setdefault(what, threading.Lock())
        with mine:
            try:
                found = _drawn.get(what)
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
