"""Shares over equal steps: what is named below them."""

from core.figures.along import MANY, Line, along


def test_of_many_steps_every_other_one_is_named_so_that_none_is_turned(pen):
    for count in (MANY, MANY + 1):
        values = [0.5] * count
        line = Line("a", "right", values, [(0.4, 0.6)] * count)
        steps = [str(step) for step in range(count)]
        axis = along(pen, [line], "t", steps=steps, over="o", share="s").layout.xaxis
        assert len(axis.tickvals) == count
        assert [said for said in axis.ticktext if said] == steps[:: 1 if count == MANY else 2]
