"""A camera with a button for each class: hold it down and it takes photos, as long as it is held.

The camera's picture stays in the browser; what is recorded goes to the session and to no disk.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.components.component import component

MOST = 200  # photos of a class
_KEPT = "webcam"  # session: key -> {class: [JPEG bytes]}
_DROPPED = "webcam_dropped"  # session: key -> (class, the photos that were removed last)
_SHOWN = 8  # newest photos of a class, as they are sent back to the browser
_LARGEST = 200_000  # bytes of one photo
_MOST_BYTES = 200_000_000  # of all photos of a session

_mount = component("webcam")


def webcam(classes: Sequence[str], words: Mapping[str, str], key: str) -> None:
    """Draw the camera with a row for each class; read what was recorded with `recorded`.

    words: what the buttons ``start``, ``hold``, ``last`` and ``all`` say, ``count`` with a # for
    the number, and what is said of a camera that was ``refused``, is ``missing`` or ``insecure``.
    """
    trigger = f"{key}_camera"

    def heard() -> None:
        event = st.session_state[trigger]
        _take(key, classes, getattr(event, "recorded", None))
        _drop(key, getattr(event, "dropped", None))

    kept = recorded(key)
    rows = [
        {
            "name": name,
            "count": len(kept.get(name, ())),
            "photos": [_url(one) for one in reversed(kept.get(name, [])[-_SHOWN:])],
        }
        for name in classes
    ]
    _mount(
        key=trigger,
        data={"classes": rows, "words": dict(words), "most": MOST, "shown": _SHOWN},
        on_recorded_change=heard,
        on_dropped_change=heard,
        width="stretch",
    )


def recorded(key: str) -> Mapping[str, list[bytes]]:
    """The photos of each class, JPEG, oldest first."""
    kept: Mapping[str, list[bytes]] = st.session_state.get(_KEPT, {}).get(key, {})
    return kept


def forget(key: str) -> None:
    """Let go of everything that was recorded."""
    for kept in (_KEPT, _DROPPED):
        st.session_state.get(kept, {}).pop(key, None)


def removed(key: str) -> int:
    """How many photos `put_back` would bring back."""
    return len(st.session_state.get(_DROPPED, {}).get(key, ("", []))[1])


def put_back(key: str) -> None:
    """Bring back the photos that were removed last, as far as there is room."""
    name, photos = st.session_state[_DROPPED].pop(key)
    kept = st.session_state[_KEPT][key].setdefault(name, [])
    kept += photos[: MOST - len(kept)]


def full(key: str) -> bool:
    """Whether no more photos are taken."""
    return _held(key) > _MOST_BYTES - 2 * _LARGEST


def _held(key: str) -> int:
    return sum(len(photo) for photos in recorded(key).values() for photo in photos)


def _take(key: str, classes: Sequence[str], event: Any) -> None:
    """Photos from the browser: data URLs of JPEGs; anything else is passed over."""
    if not isinstance(event, dict) or not isinstance(event.get("photos"), list):
        return
    if event.get("name") not in classes:
        return
    mine = st.session_state.setdefault(_KEPT, {}).setdefault(key, {})
    photos = mine.setdefault(event["name"], [])
    for url in event["photos"][: MOST - len(photos)]:
        if full(key):
            return
        _kind, _comma, text = str(url)[: 2 * _LARGEST].partition("data:image/jpeg;base64,")
        try:
            photo = base64.b64decode(text, validate=True)
        except ValueError:
            continue
        if photo:
            photos.append(photo)


def _drop(key: str, event: Any) -> None:
    if isinstance(event, dict):
        name = str(event.get("name"))
        photos = recorded(key).get(name, [])
        left = max(0, len(photos) - int(event.get("count", 1)))
        st.session_state.setdefault(_DROPPED, {})[key] = (name, photos[left:])
        del photos[left:]


def _url(photo: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(photo).decode()}"
