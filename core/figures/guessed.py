"""A guess beside what came out, at a glance (light).

Fluid, as `core.figures.interval`: places across are shares of the width, letters keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.figures import svg
from core.figures.lettering import PHONE, wrapped
from core.figures.pen import Pen
from core.messages import msg

HEIGHT, MIDDLE = 78, 40
ABOVE, BELOW = 18, 72


def _at(share: float) -> float:
    return 4 + 92 * share


def share_svg(pen: Pen, guess: float, came: float, near: float) -> str:
    """A guessed share and the true one on a scale of 0 to 100%; all 0..1.

    near: how far off a guess still counts as right; drawn as a band around what came out.
    """
    right = abs(guess - came) <= near
    tone = pen.palette.right if right else pen.palette.wrong
    low, high = max(0.0, came - near), min(1.0, came + near)
    drawn = [
        _line(0, 1, "var(--tll-line)", 6),
        _line(low, high, tone, 14, opacity=0.3),
        _line(min(guess, came), max(guess, came), tone, 2, stroke_dasharray="4 5"),
        _circle(guess, 8, fill=pen.palette.ground, stroke=pen.palette.ink, stroke_width=2.5),
        _circle(came, 8, fill=tone),
        _word(guess, BELOW, pen.say(msg("your guess {share}%", share=_percent(guess))), pen),
        _word(came, ABOVE, pen.say(msg("measured {share}%", share=_percent(came))), pen),
    ]
    label = msg("Your guess {guess}%, measured {came}%", guess=_percent(guess), came=_percent(came))
    return svg.fluid(drawn, pen.say(label), HEIGHT)


def choice_svg(
    pen: Pen, choices: Sequence[str], guess: int, came: Sequence[int], right: bool | None
) -> str:
    """The choices one below the other: a ring at the guess, a filled dot at what came out."""
    row, line, top = 26, 19, 0
    tone = {True: pen.palette.right, False: pen.palette.wrong, None: pen.palette.quiet}[right]
    drawn = []
    for at, name in enumerate(choices):
        y = top + row / 2
        if at in came:
            drawn.append(svg.tag("circle", cx=12, cy=y, r=5, fill=tone))
        if at == guess:
            drawn.append(
                svg.tag(
                    "circle", cx=12, cy=y, r=9, fill="none", stroke=pen.palette.ink, stroke_width=2
                )
            )
        words = [name]
        words += [pen.say(msg("your guess"))] if at == guess else []
        words += [pen.say(msg("measured"))] if at in came else []
        ink = pen.palette.ink if at == guess or at in came else pen.palette.quiet
        lines = wrapped(" · ".join(words), PHONE).split("<br>")
        for down, said in enumerate(lines):
            drawn.append(svg.text(30, y + 5 + down * line, said, ink, size=14))
        top += row + line * (len(lines) - 1)
    label = msg(
        "Your guess: {guess}. Measured: {came}",
        guess=choices[guess],
        came=", ".join(choices[at] for at in came),
    )
    return svg.fluid(drawn, pen.say(label), top)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _line(start: float, end: float, colour: str, width: float, **more: object) -> str:
    ends: dict[str, object] = {"x1": f"{_at(start):.1f}%", "x2": f"{_at(end):.1f}%"}
    look: dict[str, object] = {"stroke": colour, "stroke_width": width, "stroke_linecap": "round"}
    return svg.tag("line", y1=MIDDLE, y2=MIDDLE, **ends, **look, **more)


def _circle(share: float, radius: float, **look: object) -> str:
    return svg.tag("circle", cx=f"{_at(share):.1f}%", cy=MIDDLE, r=radius, **look)


def _word(share: float, y: float, said: str, pen: Pen) -> str:
    anchor = "start" if share < 0.2 else "end" if share > 0.8 else "middle"
    return svg.text(f"{_at(share):.1f}%", y, said, pen.palette.ink, size=14, text_anchor=anchor)
