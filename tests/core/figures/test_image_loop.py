"""The loop as a picture: what learns is warm, what is frozen is cold, and nothing is markup."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from core.figures.image_loop import LOOP_CSS, LoopTexts, Scene, image_loop

TEXTS = LoopTexts(
    "image", "Net", "logit of\n“<cat>”\n3.2", "gradient", "change", "learns", "frozen", "said"
)
IMAGE = Scene("data:image/png;base64,AAAA", "data:image/png;base64,BBBB", "image")


def drawn(scene, palette):
    return ElementTree.fromstring(image_loop(scene, TEXTS, palette))


def named(root, tag):
    return [element for element in root.iter() if element.tag.endswith(tag)]


def texts(root):
    return [element.text for element in named(root, "text")]


def test_image_and_change_are_shown_and_words_are_escaped(palette):
    root = drawn(IMAGE, palette)
    assert [element.get("href") for element in named(root, "image")] == [IMAGE.image, IMAGE.change]
    assert "“<cat>”" in texts(root)
    assert root.get("aria-label") == "said"


def test_without_a_change_there_is_one_picture(palette):
    assert len(named(drawn(replace(IMAGE, change=""), palette), "image")) == 1


@pytest.mark.parametrize("learns", ["image", "weights"])
def test_what_learns_is_warm_and_stands_at_the_end_of_the_gradient(palette, learns):
    root = drawn(replace(IMAGE, learns=learns, change=""), palette)
    colour = {element.text: element.get("fill") for element in named(root, "text")}
    assert colour["learns"] == palette.trainable
    assert colour["frozen"] == palette.frozen
    places = {element.text: float(element.get("x")) for element in named(root, "text")}
    assert (places["learns"] < places["frozen"]) == (learns == "image")
    (dot,) = named(root, "circle")
    assert f".{dot.get('class')} {{" in LOOP_CSS
