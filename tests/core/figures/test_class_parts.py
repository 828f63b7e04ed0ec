"""Bars of the photos of each class: every photo is in one segment, the line is at what is asked."""

from core.figures.class_parts import class_parts

PARTS = {"train": [6, 6], "val": [2, 2], "test": [3, 3], "rest": [0, 9]}


def test_segments_add_up_and_name_their_part(pen):
    figure = class_parts(pen, PARTS, "A title", ["cat", "dog"], 12)
    assert [trace.name for trace in figure.data] == [
        "For training",
        "For validation",
        "For the test, held out",
        "Not used: look-alikes and surplus",
    ]
    assert [sum(values) for values in zip(*(trace.x for trace in figure.data), strict=True)] == [
        11,
        20,
    ]
    looks = {(trace.marker.color, trace.marker.pattern.shape) for trace in figure.data}
    assert len(looks) == 4  # colour is not the only signal
    assert figure.layout.shapes[0].x0 == figure.layout.shapes[0].x1 == 12
    without = class_parts(pen, {"train": [5], "rest": [0]}, "A title", ["cat"], 12)
    assert [trace.name for trace in without.data] == ["For training"]
