"""One accuracy at a glance: a dot with its interval on a scale of 0 to 100% (light).

It is fluid: positions across are shares of the width.
"""

from __future__ import annotations

from core.figures import svg
from core.figures.pen import Pen
from core.messages import msg

HEIGHT, MIDDLE = 84, 42
ABOVE, BELOW = 22, 76  # lines of words
_SCALE = "var(--tll-line)"
_RIGHTMOST = 91.3  # of the interval's words, in percent: farther they would run over the edge


def _at(percent: float) -> str:
    return f"{4 + 0.92 * percent:.1f}%"


def interval_svg(pen: Pen, accuracy: float, interval: tuple[float, float], chance: float) -> str:
    """Test accuracy with its 95% interval, what guessing gives marked; all 0..1."""
    value, low, high, guess = (100 * share for share in (accuracy, *interval, chance))
    head, quiet = pen.palette.head, pen.palette.quiet
    reach = pen.say(msg("{low} to {high}%", low=f"{low:.0f}", high=f"{high:.0f}"))
    clear = BELOW if abs(value - guess) < 30 else ABOVE  # of the other label
    anchor = "middle" if guess > 25 else "start"
    drawn = [
        _bar(0, 100, _SCALE),
        svg.line((_at(guess), 31), (_at(guess), 53), quiet, 2),
        _bar(low, high, head),
        svg.tag("circle", cx=_at(value), cy=MIDDLE, r=9, fill=head),
        _word(_at(0), BELOW, "0%", quiet, "start"),
        _word(_at(100), BELOW, "100%", quiet, "end"),
        _word(_at(guess), clear, pen.say(msg("guessing")), quiet, anchor),
        _word(_at(min(value, _RIGHTMOST)), ABOVE, reach, pen.palette.ink),
    ]
    label = msg(
        "Test accuracy {accuracy}%, 95% interval {low} to {high}%; guessing gives {chance}%",
        accuracy=f"{value:.0f}",
        low=f"{low:.0f}",
        high=f"{high:.0f}",
        chance=f"{guess:.0f}",
    )
    return svg.fluid(drawn, pen.say(label), HEIGHT)


def _bar(start: float, end: float, colour: str) -> str:
    ends = (_at(start), MIDDLE), (_at(end), MIDDLE)
    return svg.line(*ends, colour, 6, stroke_linecap="round")


def _word(x: str, y: float, text: str, colour: str, anchor: str = "middle") -> str:
    return svg.text(x, y, text, colour, size=14, text_anchor=anchor)
