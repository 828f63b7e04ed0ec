import re

import pytest

from core.figures.network import BlockView
from core.figures.program_state import (
    DROPPED,
    UNITS,
    HeadLayer,
    ProgramState,
    StateTexts,
    program_state_html,
)

BLOCKS = [BlockView(f"Block {i}", "", 7, 10) for i in range(4)]
TEXTS = StateTexts("A network", "Nothing <yet>", "said", "<b>5</b> of 9")


def drawn(palette, boundary=2, head=(), gone="", compiled="yes", share=0.5):
    return program_state_html(
        ProgramState(boundary, head, gone, compiled, share), BLOCKS, TEXTS, palette
    )


def test_before_there_is_a_network_it_says_so(palette):
    text = drawn(palette, boundary=None)
    assert "Nothing &lt;yet&gt;" in text
    assert "<svg" not in text


@pytest.mark.parametrize("boundary", range(5))
def test_only_unfrozen_blocks_wait_for_a_new_compile(palette, boundary):
    stale = drawn(palette, boundary, compiled="stale")
    assert f":nth-child(n+{boundary + 1})" in stale
    assert "× said" in stale
    assert ":nth-child" not in drawn(palette, boundary)


def test_the_head_is_hidden_left_out_or_drawn(palette):
    def kind(**state):
        return re.search(r'class="prog ([a-z]*)"', drawn(palette, **state)).group(1)

    assert kind() == "bare"
    assert kind(gone="1,000 classes") == "gone"
    assert kind(head=[HeadLayer("Dense", "")]) == ""
    assert "× 1,000 classes" in drawn(palette, gone="1,000 classes")


def test_dropout_greys_half_of_the_units(palette):
    text = drawn(
        palette,
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


def test_the_share_that_learns_is_a_bar(palette):
    assert "width:12.5%" in drawn(palette, share=0.125)
