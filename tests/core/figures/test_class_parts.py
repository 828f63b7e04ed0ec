"""Bars of the photos of each class: every photo is in one segment, the line is at what is asked."""

from core.figures.class_parts import PartTexts, class_parts
from core.figures.palette import Palette

PARTS = {"train": [6, 6], "val": [2, 2], "test": [3, 3], "rest": [0, 9]}


def test_segments_add_up_and_name_their_part(palette: Palette):
    texts = PartTexts("A title", "Photos", {name: name.upper() for name in PARTS}, "12 photos")
    figure = class_parts(["cat", "dog"], PARTS, texts, palette, least=12)
    assert [trace.name for trace in figure.data] == ["TRAIN", "VAL", "TEST", "REST"]
    assert [sum(values) for values in zip(*(trace.x for trace in figure.data), strict=True)] == [
        11,
        20,
    ]
    looks = {(trace.marker.color, trace.marker.pattern.shape) for trace in figure.data}
    assert len(looks) == 4  # colour is not the only signal
    assert figure.layout.shapes[0].x0 == figure.layout.shapes[0].x1 == 12
    without = class_parts(["cat"], {"train": [5], "rest": [0]}, texts, palette, least=12)
    assert [trace.name for trace in without.data] == ["TRAIN"]
