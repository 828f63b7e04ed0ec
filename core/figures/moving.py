"""What figures that move are steered with: buttons and a slider below the plot (light)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.figures.pen import Pen

Step = tuple[str, list[Any]]  # a label, and the arguments of Plotly's ``animate``


def _steps(steps: Iterable[Step]) -> list[dict[str, Any]]:
    return [{"label": label, "method": "animate", "args": given} for label, given in steps]


def buttons(pen: Pen, y: float, steps: Iterable[Step], **look: Any) -> dict[str, Any]:
    """Buttons in the left corner; y: their upper edge, in heights of the plot."""
    return {
        "type": "buttons",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "top",
        "showactive": False,
        "bgcolor": pen.palette.raised,
        "bordercolor": pen.palette.quiet,
        "font": {"color": pen.palette.ink},
        "buttons": _steps(steps),
    } | look


def slider(pen: Pen, y: float, steps: Iterable[Step], **look: Any) -> dict[str, Any]:
    """A slider beside them."""
    quiet = pen.palette.quiet
    return {"y": y, "steps": _steps(steps), "bordercolor": quiet, "tickcolor": quiet} | look
