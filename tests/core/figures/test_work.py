"""Bars of work: pieces stand end to end, the first bar on top."""

from core.figures.work import Bar, Piece, work_bars


def test_pieces_follow_each_other_and_keep_their_meaning(pen, palette):
    bars = [
        Bar("all at once", [Piece("3×3", 9.0)]),
        Bar(
            "in two steps", [Piece("depthwise", 1.0, "trainable"), Piece("1×1", 2.5, "head", "why")]
        ),
    ]
    figure = work_bars(pen, bars, "Saved", "million")
    assert [(trace.base[0], trace.x[0]) for trace in figure.data] == [(0, 9), (0, 1), (1, 2.5)]
    assert [trace.marker.line.color for trace in figure.data] == [
        palette.ink,
        palette.trainable,
        palette.head,
    ]
    assert figure.data[2].hovertext[0] == "why"
    assert list(figure.layout.yaxis.categoryarray) == ["in two steps", "all at once"]
    assert figure.layout.title.text == "Saved"
    assert figure.layout.xaxis.title.text == "million"
