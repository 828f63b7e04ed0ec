"""Pictures in rows: what stands in the page for each of them."""

import base64
import io
from html.parser import HTMLParser

import numpy as np
from PIL import Image
from streamlit.testing.v1 import AppTest

from dashboard.components import pick
from dashboard.kit import gallery
from dashboard.kit.gallery import Picture


class Parts(HTMLParser):
    """Every tag's name and attributes, and the words."""

    def __init__(self, drawn: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(drawn.partition("</style>")[2])

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def drawn(monkeypatch, *pictures, columns="1fr", kind=""):
    out = []
    monkeypatch.setattr(gallery.st, "html", out.append)
    gallery.rows(pictures, columns, kind)
    return Parts(out[0])


def test_words_of_others_are_no_html(monkeypatch):
    said = '<script>"'
    parts = drawn(monkeypatch, Picture("data:,", said, said, said, above=said))
    assert {tag for tag, _attributes in parts.tags} == {"div", "figure", "b", "img", "figcaption"}
    assert parts.all("img")[0]["alt"] == said
    assert "".join(parts.words) == f"{said}{said} {said}"


def test_right_wrong_and_neither_are_told_apart(monkeypatch):
    parts = drawn(
        monkeypatch, *(Picture("data:,", "", right=right) for right in (True, False, None))
    )
    assert [figure["class"] for figure in parts.all("figure")] == ["right", "wrong", ""]
    assert gallery.marked(True, "cat") == "✓ cat"
    assert gallery.marked(False) == "✗"


def test_every_line_of_the_words_is_one_below_the_picture(monkeypatch):
    parts = drawn(monkeypatch, Picture("data:,", "", "cat\ncos 0.5"), Picture("data:,", ""))
    assert parts.words == ["cat", "cos 0.5"]
    assert len(parts.all("br")) == 1
    assert len(parts.all("figcaption")) == 1, "a picture without words has no empty line"


def test_the_columns_and_the_kind_are_those_asked_for(monkeypatch):
    box = drawn(monkeypatch, columns=gallery.at_least(90), kind="square pixels").all("div")[0]
    assert box["class"] == "tll-gallery square pixels"
    assert box["style"] == "--columns:repeat(auto-fill, minmax(90px, 1fr))"
    for word in ("square", "pixels", "framed", "dimmed", "choice"):
        assert f".tll-gallery.{word}" in gallery._CSS


def test_a_picture_to_choose_says_what_choosing_it_means(monkeypatch):
    heard = {}
    monkeypatch.setattr(pick, "pick", lambda html, *rest, **more: heard.update(html=html, **more))
    cards = [Picture("data:,", "", id=name, label=f"the {name}") for name in ("cat", "dog")]
    gallery.choose(cards, gallery.each(90), "key", print, chosen="dog")
    cat, dog = Parts(heard["html"]).all("figure")
    assert (cat["data-pick"], cat["aria-label"]) == ("cat", "the cat")
    assert "chosen" in dog["class"] and "chosen" not in cat["class"]
    assert heard["chosen"] == "dog"


def written():
    import streamlit as st

    from dashboard.kit import gallery

    st.session_state["sources"] = [
        [gallery.png(pixels), gallery.jpeg(pixels), gallery.jpeg(pixels, 20)]
        for pixels in st.session_state["pixels"]
    ]


def test_a_png_keeps_every_pixel_and_a_jpeg_its_size():
    noise = np.random.default_rng(0).integers(0, 256, (4, 6, 3), dtype=np.uint8)
    near = noise.copy()
    near[3, 5, 2] ^= 1
    page = AppTest.from_function(written)
    page.session_state["pixels"] = [noise, near, noise.copy()]
    page.run()
    sources, other, again = page.session_state["sources"]
    assert sources == again and sources[0] != other[0]  # written once; a bit makes another
    assert sources[1] != sources[2]
    for source, kind in zip(sources, ("PNG", "JPEG"), strict=False):
        head, _comma, text = source.partition(",")
        with Image.open(io.BytesIO(base64.b64decode(text))) as image:
            assert head == f"data:image/{kind.lower()};base64"
            assert (image.format, image.size) == (kind, (6, 4))
            assert kind == "JPEG" or np.array_equal(np.asarray(image), noise)


def test_two_pictures_share_a_frame_and_their_words(monkeypatch):
    other = Picture("data:,2", "two", hint="b.png")
    parts = drawn(monkeypatch, Picture("data:,1", "one", "a.png · b.png", beside=other))
    assert len(parts.all("figure")) == len(parts.all("figcaption")) == 1
    assert [(image["alt"], image.get("title")) for image in parts.all("img")] == [
        ("one", None),
        ("two", "b.png"),
    ]
