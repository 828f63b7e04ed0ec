"""The drawings of how to trust a class's certificate say what the page says."""

import xml.etree.ElementTree as ET

from scripts import trust_pictures

SVG = "{http://www.w3.org/2000/svg}"


def test_the_drawings_are_those_of_the_page_as_it_is_now():
    made = trust_pictures.pictures()
    assert {path: path.read_text() for path in made} == made
    assert set(trust_pictures.PICTURES.glob("trust.*.svg")) == set(made)
    for path in made:
        page = trust_pictures.PAGES[path.suffixes[-2][1:]]
        assert f"](pictures/{path.name})" in page.read_text()


def test_every_word_that_is_pressed_stands_in_its_frame_in_both_languages():
    counts = {}
    for language, page in trust_pictures.PAGES.items():
        every = list(trust_pictures.devices(page.read_text()))
        counts[language] = [[len(step) for step in steps] for _heading, steps in every]
        for heading, steps in every:
            texts = [
                t.text
                for t in ET.fromstring(trust_pictures.drawn(heading, steps)).iter(f"{SVG}text")
            ]
            shown = "".join(texts).replace(" ", "")
            for word in (word for step in steps for word in step):
                assert word.replace(" ", "") in shown
    assert counts["en"] == counts["ja"]
