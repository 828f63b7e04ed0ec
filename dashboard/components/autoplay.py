"""Starts the replay of a chart once, when it first comes on screen.

Plotly starts an animation only from its own button; this presses it.  Who asked their system for
less motion is left alone, and should the button not be found, the chart simply stands complete.  A
replay that is still playing when a button of the page is pressed jumps to its end.
"""

from __future__ import annotations

from dashboard.components.component import component

_mount = component("autoplay")


def autoplay(chart: str, once: str) -> None:
    """Play the chart with the element key `chart`, one time for each value of `once`."""
    _mount(key="autoplay", data={"chart": chart, "once": once}, height=1)
