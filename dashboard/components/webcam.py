"""A camera with a button for each class: hold it down and it takes photos, as long as it is held.

The camera's picture stays in the browser; what is recorded goes to the session and to no disk.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

MOST = 200  # photos of a class
_KEPT = "webcam"  # session: key -> {class: [JPEG bytes]}
_DROPPED = "webcam_dropped"  # session: key -> (class, the photos that were removed last)
_SHOWN = 8  # newest photos of a class, as they are sent back to the browser
_LARGEST = 200_000  # bytes of one photo

_HTML = """
<div class="cam">
  <div class="view"><video muted playsinline></video><button type="button" class="start"></button>
    <p class="trouble" role="alert"></p></div>
  <div class="rows"></div>
</div>
"""

_CSS = """
.cam { display: grid; grid-template-columns: minmax(220px, 288px) 1fr; gap: 1.2rem;
  font-family: var(--st-font); color: var(--st-text-color); align-items: start; }
@media (max-width: 640px) { .cam { grid-template-columns: 1fr; } }
.cam .view { position: relative; aspect-ratio: 1; border-radius: .8rem; overflow: hidden;
  background: var(--st-secondary-background-color); display: grid; place-items: center; }
.cam video { width: 100%; height: 100%; object-fit: cover; transform: scaleX(-1); }
.cam .view.off video { display: none; }
.cam .view.on .start, .cam .view.on .trouble { display: none; }
.cam .view.live { box-shadow: 0 0 0 4px var(--tll-wrong); }
.cam .trouble { margin: 0; padding: 0 1rem 1rem; font-size: .92rem; text-align: center; }
.cam .trouble:empty { display: none; }
.cam .row { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .3rem .9rem;
  align-items: center; padding: .6rem .2rem; border-bottom: 1px solid var(--st-border-color); }
.cam .name { font-weight: 600; overflow-wrap: anywhere; }
.cam .count { font-variant-numeric: tabular-nums; opacity: .8; font-weight: 400;
  font-size: .9rem; }
.cam .photos { display: flex; gap: 4px; overflow: hidden; min-height: 44px; }
.cam .photos img { width: 44px; height: 44px; border-radius: .4rem; flex: none; }
.cam .does { grid-column: 1 / -1; display: flex; gap: .5rem; flex-wrap: wrap; }
.cam button { font: inherit; color: inherit; cursor: pointer; border-radius: .5rem;
  padding: .35rem .9rem; background: none; border: 1px solid var(--st-border-color);
  touch-action: none; user-select: none; }
.cam button:hover:enabled { border-color: var(--st-primary-color); }
.cam button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
.cam button:disabled { opacity: .45; cursor: default; }
.cam .start, .cam .hold { background: var(--st-primary-color); border-color: transparent;
  color: var(--st-background-color); font-weight: 600; }
.cam .hold:active:enabled { filter: brightness(.85); }
"""

_JS = """
const SIDE = 288, PAUSE = 200;  // pixels a side; milliseconds between two photos

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".cam");
  const view = root.querySelector(".view"), video = root.querySelector("video");
  const start = root.querySelector(".start"), trouble = root.querySelector(".trouble");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  let timer = null;

  const live = () => view.classList.contains("on");
  const shut = () => {
    (video.srcObject ? video.srcObject.getTracks() : []).forEach((track) => track.stop());
    video.srcObject = null;
  };
  start.textContent = data.words.start;
  if (!video.srcObject) view.className = "view off";
  start.onclick = async () => {
    trouble.textContent = "";
    if (!navigator.mediaDevices) { trouble.textContent = data.words.insecure; return; }
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia(
        { video: { width: 640, height: 480, facingMode: "user" }, audio: false });
      await video.play();
      view.className = "view on";
      root.querySelectorAll(".hold").forEach((b) => { b.disabled = b.dataset.full === "1"; });
    } catch (error) {
      trouble.textContent = error.name === "NotAllowedError" ? data.words.refused
        : data.words.missing;
    }
  };

  const photo = () => {
    const side = Math.min(video.videoWidth, video.videoHeight);
    canvas.getContext("2d").drawImage(video, (video.videoWidth - side) / 2,
      (video.videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
    return canvas.toDataURL("image/jpeg", 0.85);
  };
  const image = (source) => {
    const one = document.createElement("img");
    one.alt = "";
    one.src = source;
    return one;
  };

  const rows = data.classes.map((entry) => {
    const row = document.createElement("div");
    row.className = "row";
    row.innerHTML = '<div><div class="name"></div><div class="count"></div></div>' +
      '<div class="photos"></div><div class="does"><button type="button" class="hold"></button>' +
      '<button type="button" class="last"></button>' +
      '<button type="button" class="all"></button></div>';
    const part = (name) => row.querySelector(name);
    const photos = part(".photos"), hold = part(".hold");
    const count = (n) => { part(".count").textContent = data.words.count.replace("#", n); };
    part(".name").textContent = entry.name;
    photos.append(...entry.photos.map(image));
    count(entry.count);
    hold.textContent = data.words.hold;
    hold.setAttribute("aria-label", `${data.words.hold}: ${entry.name}`);
    hold.dataset.full = entry.count >= data.most ? "1" : "";
    hold.disabled = !live() || entry.count >= data.most;
    let taken = [];
    const take = () => {
      if (entry.count + taken.length >= data.most) { end(); return; }
      taken.push(photo());
      photos.prepend(image(taken[taken.length - 1]));
      while (photos.children.length > data.shown) photos.lastChild.remove();
      count(entry.count + taken.length);
    };
    const begin = (event) => {
      if (hold.disabled || timer !== null) return;
      if (event.pointerId !== undefined) hold.setPointerCapture(event.pointerId);
      event.preventDefault();
      hold.focus();
      view.classList.add("live");
      take();
      timer = setInterval(take, PAUSE);
    };
    const end = () => {
      if (timer === null) return;
      clearInterval(timer);
      timer = null;
      view.classList.remove("live");
      if (taken.length) setTriggerValue("recorded", { name: entry.name, photos: taken });
      taken = [];
    };
    hold.onpointerdown = begin;
    hold.onpointerup = hold.onpointercancel = hold.onblur = end;
    hold.onkeydown = (event) => { if (event.key === " " && !event.repeat) begin(event); };
    hold.onkeyup = (event) => { if (event.key === " ") end(); };
    for (const [name, many] of [["last", 1], ["all", data.most]]) {
      const button = part(`.${name}`);
      button.textContent = data.words[name];
      button.disabled = !entry.count;
      button.onclick = () => setTriggerValue("dropped", { name: entry.name, count: many });
    }
    return row;
  });
  root.querySelector(".rows").replaceChildren(...rows);
  return () => {  // also before every new drawing: the camera goes off only with the page
    if (timer !== null) clearInterval(timer);
    setTimeout(() => { if (!root.isConnected) shut(); }, 500);
  };
}
"""

_mount = st.components.v2.component("tll_webcam", html=_HTML, css=_CSS, js=_JS)


@dataclass(frozen=True)
class Words:
    """What stands on the buttons and what is said when there is no camera; `count` holds a #."""

    start: str
    hold: str
    last: str
    all: str
    count: str
    refused: str
    missing: str
    insecure: str


def webcam(classes: Sequence[str], words: Words, key: str) -> None:
    """Draw the camera with a row for each class; read what was recorded with `recorded`."""
    trigger = f"{key}_camera"

    def heard() -> None:
        event = st.session_state[trigger]
        _take(key, getattr(event, "recorded", None))
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
        data={"classes": rows, "words": vars(words), "most": MOST, "shown": _SHOWN},
        on_recorded_change=heard,
        on_dropped_change=heard,
        width="stretch",
    )


def recorded(key: str) -> Mapping[str, list[bytes]]:
    """The photos of each class, JPEG, oldest first."""
    return st.session_state.get(_KEPT, {}).get(key, {})


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


def _take(key: str, event: Any) -> None:
    """Photos from the browser: data URLs of JPEGs; anything else is passed over."""
    if not isinstance(event, dict) or not isinstance(event.get("photos"), list):
        return
    mine = st.session_state.setdefault(_KEPT, {}).setdefault(key, {})
    photos = mine.setdefault(str(event.get("name")), [])
    for url in event["photos"][: MOST - len(photos)]:
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
