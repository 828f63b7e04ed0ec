from xml.etree import ElementTree

import pytest

from core.experiments.depth import cut
from core.figures.layer_cut import layer_cut_svg

SVG = "{http://www.w3.org/2000/svg}"


def description(*blocks):
    return {
        "blocks": [
            {
                "layers": [
                    {"name": f"l{i}_{n}", "kind": kind, "parameters": 9 * (kind == "Conv2D")}
                    for n, kind in enumerate(kinds)
                ]
            }
            for i, kinds in enumerate(blocks)
        ]
    }


NETWORK = description(["Conv2D", "Activation"], ["Conv2D", "Conv2D", "MaxPooling2D"])


def drawn(last, pen, network=NETWORK):
    titles = [f"Block <{i}>" for i in range(len(network["blocks"]))]
    text = layer_cut_svg(pen, cut(network, last), titles, 'A "net"')
    return ElementTree.fromstring(text)


def rects(root, name):
    return [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == name]


@pytest.mark.parametrize("last", range(1, 6))
def test_every_layer_is_there_and_the_last_ones_are_warm(pen, last):
    root = drawn(last, pen)
    kept, trained = rects(root, "kept"), rects(root, "trained")
    assert (len(kept), len(trained)) == (5 - last, last)
    assert {rect.get("stroke") for rect in trained} == {pen.palette.trainable}
    assert {rect.get("stroke") for rect in kept} <= {pen.palette.frozen}
    assert root.get("aria-label") == 'A "net"'


@pytest.mark.parametrize(
    ("last", "torn"), [(1, True), (2, True), (3, False), (4, True), (5, False)]
)
def test_a_block_that_is_cut_through_is_marked_and_said(pen, last, torn):
    root = drawn(last, pen)
    assert len(rects(root, "torn")) == torn
    assert ("cut through" in [text.text for text in root.iter(f"{SVG}text")]) == torn


def test_layers_without_weights_are_only_outlined(pen):
    fills = {rect[0].text: rect.get("fill") for rect in rects(drawn(5, pen), "trained")}
    assert fills["Block <0> · l0_0 (Conv2D)"] == pen.palette.trainable
    assert fills["Block <0> · l0_1 (Activation)"] != pen.palette.trainable


def test_many_layers_stay_as_low_as_few(pen):
    tall = drawn(1, pen, description(["Conv2D"] * 40, ["Conv2D"]))
    assert float(tall.get("height")) < 300
    bottoms = [float(r.get("y")) + float(r.get("height")) for r in rects(tall, "kept")]
    assert max(bottoms) < float(tall.get("height")) - 20
