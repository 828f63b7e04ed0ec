"""Two pictures over each other: a slider uncovers one, holding a button shows the other alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from core import images

_HTML = """
<div class="compare">
  <div class="stage">
    <img class="after"><img class="before">
    <span class="line"></span><span class="tag left"></span><span class="tag right"></span>
  </div>
  <input type="range" min="0" max="100" value="50">
  <button type="button"></button>
</div>
"""

_CSS = """
.compare { font-family: var(--st-font); color: var(--st-text-color); display: grid; gap: .4rem; }
.stage { position: relative; border-radius: .5rem; overflow: hidden; line-height: 0; }
.stage img { width: 100%; display: block; }
.stage .before { position: absolute; inset: 0; clip-path: inset(0 calc(100% - var(--at)) 0 0); }
.compare.held .before { clip-path: none; }
.line { position: absolute; top: 0; bottom: 0; left: var(--at); width: 2px; margin-left: -1px;
  background: #fff; box-shadow: 0 0 0 1px rgba(0,0,0,.45); }
.compare.held .line { display: none; }
.tag { position: absolute; top: .4rem; padding: .1rem .5rem; border-radius: .4rem; line-height: 1.4;
  font-size: .8rem; background: var(--st-background-color); color: var(--st-text-color); }
.left { left: .4rem; } .right { right: .4rem; }
.compare.held .right { display: none; }
input { width: 100%; margin: 0; accent-color: var(--st-primary-color); cursor: ew-resize; }
button { font: inherit; font-size: .95rem; padding: .45rem .8rem; border-radius: .5rem;
  color: inherit; background: transparent; border: 1px solid var(--st-border-color);
  cursor: pointer; touch-action: none; user-select: none; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible, input:focus-visible { outline: 3px solid var(--st-primary-color);
  outline-offset: 2px; }
"""

_JS = """
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".compare");
  const find = (part) => root.querySelector(part);
  const slider = find("input"), button = find("button");
  for (const side of ["before", "after"]) {
    const source = "data:image/png;base64," + data[side];
    if (find("." + side).src !== source) find("." + side).src = source;
    find("." + side).alt = data.words[side];
  }
  find(".left").textContent = data.words.before;
  find(".right").textContent = data.words.after;
  button.textContent = data.words.hold;
  slider.setAttribute("aria-label", data.words.slide);
  const place = () => root.style.setProperty("--at", slider.value + "%");
  slider.oninput = place;
  place();
  const hold = (held) => () => root.classList.toggle("held", held);
  button.onpointerdown = hold(true);
  button.onpointerup = button.onpointerleave = button.onpointercancel = button.onblur = hold(false);
  button.onkeydown = (event) => { if (event.key === " " || event.key === "Enter") hold(true)(); };
  button.onkeyup = hold(false);
}
"""

_mount = st.components.v2.component("tll_compare", html=_HTML, css=_CSS, js=_JS)


def compare(before: np.ndarray, after: np.ndarray, words: Mapping[str, str], key: str) -> None:
    """Show two pictures uint8 [h, w, 3] of the same shape over each other.

    words: what ``before``, ``after``, the button ``hold`` and the slider ``slide`` say.
    """
    pictures = {"before": images.to_text(before), "after": images.to_text(after)}
    _mount(key=key, data=pictures | {"words": dict(words)}, width="stretch")
