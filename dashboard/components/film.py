"""Histories of pictures: one slider, moved in the browser itself, scrubs through all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.figures.signs import PAUSE, PLAY

_HTML = """
<div class="film">
  <div class="pictures"></div>
  <div class="bar"><button type="button"></button><input type="range" min="0" step="1"></div>
</div>
"""

_CSS = """
.film { font-family: var(--st-font); color: var(--st-text-color); }
.film .pictures { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr)); }
.film figure { margin: 0; }
.film img { width: 100%; aspect-ratio: 1; display: block; border-radius: .7rem;
  background: var(--st-secondary-background-color); }
.film .title { font-weight: 600; margin-bottom: .35rem; }
.film figcaption { font-size: .88rem; margin-top: .35rem; min-height: 1.3em;
  font-variant-numeric: tabular-nums; }
.film .bar { display: flex; gap: .7rem; align-items: center; margin-top: .5rem; }
.film button { font: inherit; color: inherit; cursor: pointer; background: none;
  padding: .2rem .8rem; white-space: nowrap; border-radius: .5rem;
  border: 1px solid var(--st-border-color); }
.film button svg { width: .9em; height: .9em; vertical-align: -.08em; fill: currentColor; }
.film button:hover { border-color: var(--st-primary-color); }
.film button:focus-visible, .film input:focus-visible { outline: 3px solid var(--st-primary-color);
  outline-offset: 2px; }
.film input { flex: 1; accent-color: var(--st-primary-color); min-width: 0; }
"""

_JS = """
const PACE = 90;  // milliseconds a frame

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".film");
  const [slider, button] = [root.querySelector("input"), root.querySelector("button")];
  const pictures = root.querySelector(".pictures");
  const last = Math.max(...data.films.map((film) => film.frames.length)) - 1;
  let timer = null;
  const show = () => {
    const share = last ? slider.value / last : 1;
    data.films.forEach((film, place) => {
      const frame = film.frames[Math.round(share * (film.frames.length - 1))];
      const figure = pictures.children[place];
      figure.querySelector("img").src = `data:image/${frame.kind};base64,${frame.image}`;
      figure.querySelector("figcaption").textContent = frame.note;
    });
  };
  const label = (does) => {
    button.innerHTML = `<svg viewBox="0 0 16 16"><path d="${data.signs[does]}"/></svg>`;
    button.append(` ${data[does]}`);
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    label("play");
  };
  const play = () => {
    slider.value = 0;
    show();
    label("pause");
    timer = setInterval(() => {
      slider.value = Number(slider.value) + 1;
      show();
      if (Number(slider.value) >= last) stop();
    }, PACE);
  };
  if (root.dataset.shown !== data.id) {
    root.dataset.shown = data.id;
    pictures.replaceChildren(...data.films.map((film) => {
      const figure = document.createElement("figure");
      if (film.title) {
        const title = document.createElement("div");
        title.className = "title";
        title.textContent = film.title;
        figure.append(title);
      }
      const image = document.createElement("img");
      image.alt = film.alt;
      figure.append(image, document.createElement("figcaption"));
      return figure;
    }));
    slider.max = last;
    slider.value = last;
  }
  slider.setAttribute("aria-label", data.label);
  root.querySelector(".bar").hidden = last < 1;
  root.querySelector(".bar").style.display = last < 1 ? "none" : "";
  slider.oninput = () => { stop(); show(); };
  button.onclick = () => (timer === null ? play() : stop());
  stop();
  show();
  return stop;
}
"""

_mount = st.components.v2.component("tll_film", html=_HTML, css=_CSS, js=_JS)


@dataclass(frozen=True)
class Frame:
    """One picture in base64 (`kind`: jpeg or png) and what is said below it."""

    image: str
    note: str = ""
    kind: str = "jpeg"


@dataclass(frozen=True)
class Film:
    """A history, oldest first, at least one frame; `title` stands above it."""

    frames: Sequence[Frame]
    alt: str
    title: str = ""


@dataclass(frozen=True)
class Words:
    """The words of the controls, in the learner's language."""

    play: str
    pause: str
    label: str  # of the slider


def film(films: Sequence[Film], words: Words, key: str) -> None:
    """Draw histories side by side.  Each stands at its last frame until somebody moves the slider;
    histories of different lengths move by their share."""
    data = {
        "films": [
            {"title": one.title, "alt": one.alt, "frames": [vars(f) for f in one.frames]}
            for one in films
        ],
        "signs": {"play": PLAY, "pause": PAUSE},
        **vars(words),
    }
    said = repr(data["films"]).encode()
    _mount(key=key, data=data | {"id": hashlib.sha256(said).hexdigest()}, width="stretch")
