"""The pieces of SVG drawings, written once; all words and attributes are escaped (light)."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

NAMESPACE = "http://www.w3.org/2000/svg"


def _attributes(given: dict[str, object]) -> str:
    """`None` is left out; ``stroke_width`` is ``stroke-width``, ``class_`` is ``class``."""
    out = ""
    for name, value in given.items():
        if value is None:
            continue
        said = f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        out += f' {name.rstrip("_").replace("_", "-")}="{escape(said, quote=True)}"'
    return out


def tag(name: str, inside: str = "", /, **given: object) -> str:
    """An element; `inside` is markup already."""
    start = f"<{name}{_attributes(given)}"
    return f"{start}>{inside}</{name}>" if inside else f"{start}/>"


def text(x: object, y: float, said: str, fill: str, *, size: float = 13, **given: object) -> str:
    """A line of words."""
    return tag("text", escape(said), x=x, y=y, font_size=size, fill=fill, **given)


def rect(x: object, y: float, width: object, height: float, **given: object) -> str:
    """A rectangle from its upper left corner."""
    return tag("rect", x=x, y=y, width=width, height=height, **given)


def line(
    start: tuple[object, object],
    end: tuple[object, object],
    stroke: str,
    width: float = 1,
    **given: object,
) -> str:
    """A straight line."""
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    return tag("line", **ends, stroke=stroke, stroke_width=width, **given)


def polyline(
    points: Iterable[tuple[float, float]], stroke: str, width: float, **given: object
) -> str:
    """A line through many points."""
    said = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return tag("polyline", points=said, fill="none", stroke=stroke, stroke_width=width, **given)


def path(d: str, stroke: str, width: float = 2, **given: object) -> str:
    """A line with round ends."""
    given = {"fill": "none", "stroke_width": width, "stroke_linecap": "round"} | given
    return tag("path", d=d, stroke=stroke, **given)


def group(inside: str, said: str, pick: object = None, **given: object) -> str:
    """Pieces that belong together and say what they are; `pick`: they can be chosen (a
    ``data-pick`` for dashboard/components/pick.py)."""
    label = None if pick is None else said
    title = tag("title", escape(said)) if said else ""
    return tag("g", title + inside, data_pick=pick, aria_label=label, **given)


def drawing(
    parts: Iterable[str], label: str, width: float, height: float, /, **given: object
) -> str:
    """A whole drawing; it shrinks with the page, never grows over its size.

    label: the picture in words for those who cannot see it.
    """
    sizes = {"viewBox": f"0 0 {width:.0f} {height:.0f}", "width": f"{width:.0f}"}
    style = "max-width:100%;height:auto;display:block"
    return tag(
        "svg",
        "".join(parts),
        role="img",
        aria_label=label,
        **{**sizes, "style": style, "xmlns": NAMESPACE, **given},
    )


def fluid(parts: Iterable[str], label: str, height: float, /, **given: object) -> str:
    """A drawing as wide as its place whose letters keep their size: x is in per cent."""
    look = {"role": "img", "aria_label": label, "width": "100%", "height": f"{height:.0f}"}
    return tag("svg", "".join(parts), **look, xmlns=NAMESPACE, **given)
