"""A guess and what came out, in one picture: far apart or together, in words for all."""

import re

import pytest

from core.figures.guessed import choice_svg, share_svg


@pytest.mark.parametrize(("guess", "tone"), [(0.5, "right"), (0.2, "wrong")])
def test_a_share_near_what_came_out_is_right(pen, palette, guess, tone):
    drawn = share_svg(pen, guess, 0.55, near=0.1)
    assert getattr(palette, tone) in drawn
    assert f'aria-label="Your guess {100 * guess:.0f}%, measured 55%"' in drawn
    places = [float(x) for x in re.findall(r'circle cx="([\d.]+)%"', drawn)]
    assert (places[0] < places[1]) == (guess < 0.55)


def test_the_ring_is_at_the_guess_and_the_dot_at_what_came(pen, palette):
    drawn = choice_svg(pen, ["a", "b", "c"], 0, [2], False)
    ring = re.search(r'cy="(\d+)" r="9"', drawn).group(1)
    dot = re.search(r'cy="(\d+)" r="5"', drawn).group(1)
    assert (ring, dot) == ("13", "65")
    assert palette.wrong in drawn and palette.right not in drawn
    assert 'aria-label="Your guess: a. Measured: c"' in drawn


def test_a_long_choice_takes_a_second_line_and_pushes_the_next_down(pen):
    long = "Two-stage fine-tuning with EfficientNet-Lite0"
    drawn = choice_svg(pen, [long, "b"], 1, [0], False)
    said = re.findall(r">([^<>]+)</text>", drawn)
    assert " ".join(said[:-1]) == f"{long} · measured" and all(len(line) <= 38 for line in said)
    assert re.search(r'cy="(\d+)" r="9"', drawn).group(1) == "58"  # 26 and 19 below the first
