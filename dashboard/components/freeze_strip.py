"""The freeze slider on the network itself: drag the boundary, the blocks follow at once.

Streamlit's own slider reports only on release and repaints nothing meanwhile.  This widget draws
the blocks once (`core.figures.network`) and recolours them while the boundary moves; Python hears
of it on release.  It is a slider for the keyboard and for screen readers as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from core.figures.network import HEAD_WIDTH, BlockView, network_svg
from core.figures.pen import Pen
from core.figures.signs import FLAME, SNOWFLAKE

_HTML = """
<div class="strip">
  <div class="sides" aria-hidden="true">
    <span class="cold"></span><span class="warm"></span>
  </div>
  <div class="stage">
    <div class="drawing"></div>
    <div class="handle" role="slider" tabindex="0" aria-valuemin="0">
      <span class="line"></span><span class="grip"></span>
    </div>
  </div>
  <div class="tip"></div>
  <div class="read"></div>
</div>
"""

_CSS = """
.strip { font-family: var(--st-font); color: var(--st-text-color); user-select: none; }
.sides { display: flex; justify-content: space-between; gap: 1rem; font-weight: 600;
  font-size: .95rem; min-height: 1.5rem; }
.sides span { display: inline-flex; align-items: center; gap: .35rem; }
.sides svg { width: 1rem; height: 1rem; flex: none; }
.cold { color: var(--frozen); }
.warm { color: var(--trainable); margin-left: auto; text-align: right; }
.stage { position: relative; cursor: ew-resize; touch-action: pan-y; }
.drawing svg { display: block; overflow: visible; }
.block rect { transition: fill .12s; }
.block.near .body { stroke: var(--st-text-color); stroke-width: 1.5; }
.handle { position: absolute; top: 0; height: 108px; width: 44px; margin-left: -22px;
  outline: none; }
.line { position: absolute; left: 20.5px; top: 4px; bottom: 0; width: 3px; border-radius: 2px;
  background: var(--st-text-color); }
.grip { position: absolute; left: 9px; top: 30px; width: 26px; height: 44px; border-radius: 13px;
  background: var(--st-background-color); border: 2.5px solid var(--st-text-color);
  box-sizing: border-box; box-shadow: 0 1px 4px rgba(0,0,0,.25); }
.grip::before { content: "\\2039\\00a0\\203a"; position: absolute; inset: 0; display: grid;
  place-items: center; font-size: 15px; font-weight: 700; letter-spacing: -2px; }
.handle:focus-visible .grip { box-shadow: 0 0 0 4px var(--head); }
.strip.dragging .grip { transform: scale(1.06); }
.tip { min-height: 1.4rem; font-size: .85rem; color: var(--quiet); }
.read { font-size: 1rem; line-height: 1.5; font-variant-numeric: tabular-nums;
  word-break: auto-phrase; }
.read b { font-size: 1.25rem; }
@media (prefers-reduced-motion: reduce) { .block rect { transition: none; } }
"""

_JS = """
const memory = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  const strip = find(".strip"), stage = find(".stage"), handle = find(".handle");
  const drawing = find(".drawing"), tip = find(".tip");
  const own = memory.get(parentElement) || { dragging: false, timer: null, waiting: false };
  memory.set(parentElement, own);

  for (const [name, colour] of Object.entries(data.palette))
    strip.style.setProperty("--" + name, colour);
  if (own.svg !== data.svg) { drawing.innerHTML = data.svg; own.svg = data.svg; }
  const blocks = [...drawing.querySelectorAll(".block")];
  const count = blocks.length, slots = count + data.head_width;
  const icon = (path, filled) => `<svg viewBox="0 0 16 16"><path d="${path}" ` + (filled
    ? 'fill="currentColor"/></svg>'
    : 'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/></svg>');

  const show = (boundary) => {
    own.boundary = boundary;
    const state = data.states[boundary];
    blocks.forEach((block, index) => {
      const frozen = index < boundary;
      const colour = frozen ? data.palette.frozen : data.palette.trainable;
      block.querySelectorAll("rect").forEach((rect) => rect.setAttribute("fill", colour));
      block.querySelector(".ice").setAttribute("visibility", frozen ? "visible" : "hidden");
      block.querySelector(".fire").setAttribute("visibility", frozen ? "hidden" : "visible");
    });
    handle.style.left = (100 * boundary / slots) + "%";
    handle.setAttribute("aria-valuemax", count);
    handle.setAttribute("aria-valuenow", boundary);
    handle.setAttribute("aria-valuetext", state.spoken);
    handle.setAttribute("aria-label", data.label);
    const put = (selector, path, filled, text) => {
      const place = find(selector);
      place.innerHTML = text ? icon(path, filled) : "";
      place.append(text);
    };
    put(".cold", data.icons.ice, false, state.cold);
    put(".warm", data.icons.fire, true, state.warm);
    const read = find(".read");
    read.replaceChildren();
    state.read.forEach(([strong, text]) => {
      const part = document.createElement(strong ? "b" : "span");
      part.textContent = text;
      read.append(part);
    });
  };
  const point = (index) => {
    blocks.forEach((block, i) => block.classList.toggle("near", i === index));
    tip.textContent = index >= 0 && index < count ? data.blocks[index]
      : index >= count ? data.head : data.hint;
  };
  const place = (event) => {
    const box = stage.getBoundingClientRect();
    return (event.clientX - box.left) / box.width * slots;
  };
  const clamp = (value) => Math.max(0, Math.min(count, value));
  const report = () => {
    clearTimeout(own.timer);
    own.waiting = false;
    if (own.boundary !== own.reported) {
      own.reported = own.boundary;
      setTriggerValue("moved", own.boundary);
    }
  };

  if (!own.dragging && !own.waiting) {
    own.reported = data.boundary;
    show(data.boundary);
    point(-1);
  }

  stage.onpointerdown = (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    try { stage.setPointerCapture(event.pointerId); } catch (gone) { /* pointer already up */ }
    own.dragging = true;
    strip.classList.add("dragging");
    handle.focus({ preventScroll: true });
    show(clamp(Math.round(place(event))));
  };
  stage.onpointermove = (event) => {
    if (own.dragging) {
      show(clamp(Math.round(place(event))));
      tip.textContent = data.states[own.boundary].spoken;
    } else point(Math.floor(place(event)));
  };
  stage.onpointerup = stage.onpointercancel = () => {
    if (!own.dragging) return;
    own.dragging = false;
    strip.classList.remove("dragging");
    report();
  };
  stage.onpointerleave = () => { if (!own.dragging) point(-1); };
  handle.onfocus = () => { tip.textContent = data.states[own.boundary].spoken; };
  handle.onblur = () => { point(-1); if (own.waiting) report(); };
  handle.onkeydown = (event) => {
    const page = Math.max(2, Math.round(count / 5));
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1,
      PageDown: -page, PageUp: page, Home: -count, End: count }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(clamp(own.boundary + step));
    tip.textContent = data.states[own.boundary].spoken;
    own.waiting = true;               // several presses are one move
    clearTimeout(own.timer);
    own.timer = setTimeout(report, 400);
  };
  return () => clearTimeout(own.timer);
}
"""

_mount = st.components.v2.component("tll_freeze_strip", html=_HTML, css=_CSS, js=_JS)


@dataclass(frozen=True)
class StripState:
    """What the widget says while the boundary stands at one place."""

    cold: str  # over the frozen side; "" when nothing is frozen
    warm: str  # over the trained side
    spoken: str  # the same in one sentence, for screen readers and the keyboard
    read: tuple[tuple[bool, str], ...]  # the line below: (strong, text) pieces


def freeze_strip(
    blocks: Sequence[BlockView],
    boundary: int,
    states: Sequence[StripState],
    pen: Pen,
    *,
    label: str,
    hint: str,
    head: str,
    key: str,
    on_move: Callable[[int], None],
) -> None:
    """Draw the network with its boundary; calls `on_move(boundary)` when it was let go elsewhere.

    boundary: number of leading frozen blocks.  states: one for every place, len(blocks) + 1.
    label: what the slider sets.  hint: the line below while nothing is pointed at.  head: what the
    head is, in words.
    """
    colours = ("frozen", "trainable", "head", "quiet", "ground")
    data: dict[str, Any] = {
        # Drawn once for a network and theme: the widget recolours it.
        "svg": network_svg(pen, blocks, 0, label=label, head=head),
        "boundary": boundary,
        "states": [asdict(state) for state in states],
        "blocks": [f"{block.title}: {block.detail}" for block in blocks],
        "head": head,
        "hint": hint,
        "label": label,
        "palette": {name: getattr(pen.palette, name) for name in colours},
        "icons": {"ice": SNOWFLAKE, "fire": FLAME},
        "head_width": HEAD_WIDTH,
    }

    def moved() -> None:
        place = st.session_state[key].moved
        if isinstance(place, int) and 0 <= place <= len(blocks):
            on_move(place)

    _mount(key=key, data=data, on_moved_change=moved, width="stretch", height="content")
