"""Starts the replay of a chart once, when it first comes on screen.

Plotly starts an animation only from its own button; this presses it.  Who asked their system for
less motion is left alone, and should the button not be found, the chart simply stands complete.
"""

from __future__ import annotations

import streamlit as st

_JS = """
const played = new Set();

export default function ({ data, parentElement }) {
  if (played.has(data.once)) return;
  played.add(data.once);
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  let tries = 0;
  const timer = setInterval(() => {
    const button = document.querySelector(`.st-key-${data.chart} .updatemenu-button`);
    if (button) button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    if (button || ++tries > 40) clearInterval(timer);
  }, 100);
  return () => clearInterval(timer);
}
"""

_mount = st.components.v2.component("tll_autoplay", js=_JS)


def autoplay(chart: str, once: str) -> None:
    """Play the chart with the element key `chart`, one time for each value of `once`."""
    _mount(key="autoplay", data={"chart": chart, "once": once}, height=1)
