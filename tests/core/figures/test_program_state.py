import re

import pytest

from core.figures.network import BlockView
from core.figures.program_state import (
    DROPPED,
    UNITS,
    HeadLayer,
    ProgramState,
    program_state_html,
)

BLOCKS = [BlockView(f"Block {i}", "", 7, 10) for i in range(4)]


def drawn(pen, boundary=2, head=(), gone="", compiled="yes", trainable=5):
    state = ProgramState("<Net>", boundary, head, gone, compiled, "0.1", trainable, 40, 2)
    return program_state_html(pen, state, BLOCKS)


def test_before_there_is_a_network_it_says_so(pen):
    text = drawn(pen, boundary=None)
    assert "There is no network yet." in text
    assert "<svg" not in text


@pytest.mark.parametrize("boundary", range(5))
def test_only_unfrozen_blocks_wait_for_a_new_compile(pen, boundary):
    stale = drawn(pen, boundary, compiled="stale")
    assert f":nth-child(n+{boundary + 1})" in stale
    assert "× compiled before" in stale
    assert ":nth-child" not in drawn(pen, boundary)


def test_the_head_is_hidden_left_out_or_drawn(pen):
    def kind(**state):
        return re.search(r'class="prog ([a-z]*)"', drawn(pen, **state)).group(1)

    assert kind() == "bare"
    assert kind(gone="1,000 classes") == "gone"
    assert kind(head=[HeadLayer("Dense", "")]) == ""
    assert "× 1,000 classes" in drawn(pen, gone="1,000 classes")


def test_dropout_greys_half_of_the_units(pen):
    text = drawn(
        pen,
        head=[
            HeadLayer("Mean <b>", "", new=True),
            HeadLayer("Dense", "9", units=True),
            HeadLayer("Dropout", "", units=True, dropped=True),
        ],
    )
    assert text.count("<i></i>") + text.count('<i class="off">') == 2 * UNITS
    assert text.count('<i class="off">') == len(DROPPED) == UNITS // 2
    assert text.count('class="layer new"') == 1
    assert "Mean &lt;b&gt;" in text


def test_the_share_that_learns_is_a_bar(pen):
    assert "width:12.5%" in drawn(pen, trainable=5)
