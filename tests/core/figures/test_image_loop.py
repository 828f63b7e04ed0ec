"""The loop as a picture: what learns is warm, what is frozen is cold, and nothing is markup."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from core.figures.image_loop import LOOP_CSS, Scene, image_loop

IMAGE = Scene(
    "ideal",
    "image",
    "Net",
    "logit of\n“<cat>”\n3.2",
    "data:image/png;base64,AAAA",
    "data:image/png;base64,BBBB",
)


def drawn(scene, pen):
    return ElementTree.fromstring(image_loop(pen, scene))


def named(root, tag):
    return [element for element in root.iter() if element.tag.endswith(tag)]


def texts(root):
    return [element.text for element in named(root, "text")]


def test_image_and_change_are_shown_and_words_are_escaped(pen):
    root = drawn(IMAGE, pen)
    assert [element.get("href") for element in named(root, "image")] == [IMAGE.image, IMAGE.change]
    assert "“<cat>”" in texts(root)
    assert root.get("aria-label").startswith("An image goes into a network")


def test_without_a_change_there_is_one_picture(pen):
    assert len(named(drawn(replace(IMAGE, change=""), pen), "image")) == 1


@pytest.mark.parametrize("learns", ["image", "weights"])
def test_what_learns_is_warm_and_stands_at_the_end_of_the_gradient(pen, palette, learns):
    root = drawn(replace(IMAGE, learns=learns, change=""), pen)
    colour = {element.text: element.get("fill") for element in named(root, "text")}
    assert colour["learns"] == palette.trainable
    assert colour["stays as it is"] == palette.frozen
    places = {element.text: float(element.get("x")) for element in named(root, "text")}
    assert (places["learns"] < places["stays as it is"]) == (learns == "image")
    (dot,) = named(root, "circle")
    assert f".{dot.get('class')} {{" in LOOP_CSS
