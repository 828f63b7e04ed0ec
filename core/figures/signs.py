"""Signs as drawn paths: a glyph that a reader's fonts do not have would be an empty box (light).

Each is the ``d`` of a path in a view of 16 x 16.
"""

from __future__ import annotations

SNOWFLAKE = (
    "M8 1v14M1.9 4.5l12.2 7M14.1 4.5l-12.2 7M6.2 2.2 8 4l1.8-1.8M6.2 13.8 8 12l1.8 1.8"
    "M2.2 7.1l2.4-.7-.6-2.4M13.8 8.9l-2.4.7.6 2.4M13.8 7.1l-2.4-.7.6-2.4M2.2 8.9l2.4.7-.6 2.4"
)
FLAME = (
    "M8.6 1c.4 2.7-1.1 3.9-2.4 5.3C5.1 7.5 4 8.7 4 10.6 4 13 5.8 15 8.1 15"
    "c2.3 0 4-1.8 4-4.2 0-1.6-.8-2.7-1.5-3.8-.3.9-.8 1.4-1.5 1.7"
    ".5-2.6.6-5.4-.5-7.7Z"
)
PLAY = "M4 2.5v11L13.5 8Z"
PAUSE = "M4 2.5h3v11H4ZM9 2.5h3v11H9Z"


def inline(path: str, tone: str) -> str:
    """A sign in a line of HTML text, in a colour of the palette (`core.figures.palette`)."""
    colour = f"var(--tll-{tone})"
    look = (
        f'fill="none" stroke="{colour}" stroke-width="1.6" stroke-linecap="round"'
        if path == SNOWFLAKE
        else f'fill="{colour}"'
    )
    return (
        '<svg viewBox="0 0 16 16" aria-hidden="true" '
        f'style="width:1em;height:1em;vertical-align:-.12em"><path d="{path}" {look}/></svg>'
    )
