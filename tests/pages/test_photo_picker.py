"""Choosing a photo: a sample, a file of one's own, a file that is none."""

import io

import numpy as np
import pytest
from PIL import Image
from streamlit.runtime.caching.cache_data_api import _data_caches
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE


def choose(key):
    import streamlit as st

    from dashboard.kit import photo

    st.session_state.setdefault("language", "en")
    st.button("coffee", key="coffee", on_click=photo.choose_sample, args=("coffee",))
    st.button("rubbish", key="rubbish", on_click=photo.choose_sample, args=("nothing",))
    chosen = photo.picker(key)
    st.text(f"{chosen.id}|{chosen.name}|{chosen.pixels.shape}|{chosen.digest[:8]}")


def said(app):
    return app.text[0].value.split("|")


def png(shape):
    buffer = io.BytesIO()
    pixels = np.random.default_rng(0).integers(0, 255, shape, np.uint8)
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def page():
    return AppTest.from_function(choose, args=("it",), default_timeout=PATIENCE).run()


def test_a_cat_to_begin_with_then_the_sample_that_was_chosen(page):
    assert said(page)[0] == "chelsea"
    page.button(key="coffee").click().run()
    assert said(page)[:2] == ["coffee", "a cup of coffee"]
    page.button(key="rubbish").click().run()
    assert said(page)[0] == "coffee"


def test_a_file_of_ones_own_stays_chosen_when_the_samples_are_looked_at(page):
    page.segmented_control(key="it_way").set_value("file").run()
    page.file_uploader[0].upload("mine.jfif", png((1500, 2048, 3)), "image/jpeg").run()
    assert not page.exception
    assert said(page)[:3] == ["", "mine.jfif", "(750, 1024, 3)"]
    page.segmented_control(key="it_way").set_value("samples").run()
    assert said(page)[1] == "mine.jfif"


def test_a_file_that_is_no_photo_is_refused_in_words_and_the_choice_kept(page):
    page.segmented_control(key="it_way").set_value("file").run()
    page.file_uploader[0].upload("trick.png", b"<svg/>", "image/png").run()
    assert not page.exception
    assert "trick" in page.error[0].value
    assert said(page)[0] == "chelsea"


def change(key):
    import streamlit as st

    from dashboard.kit import photo

    st.session_state.setdefault("language", "en")
    photo.changer(key)
    st.text(f"{photo.current().name}|{st.session_state[key + '_photo']}")


def test_the_chooser_gives_way_to_what_is_said_of_a_new_photo():
    page = AppTest.from_function(change, args=("it",), default_timeout=PATIENCE).run()
    page.session_state["it_photo"] = True
    page.segmented_control(key="it_way").set_value("camera").run()
    assert said(page) == ["Chelsea, a tabby cat", "True"]  # looked around: it stays open
    page.segmented_control(key="it_way").set_value("photos").run()
    page.file_uploader[0].upload("mine.png", png((40, 40, 3)), "image/png").run()
    assert said(page) == ["mine.png", "False"]


def look(key):
    import streamlit as st

    from core.images import resize
    from dashboard.kit import gallery, photo

    st.session_state.setdefault("language", "en")
    photo.changer(key)
    small = resize(photo.current().pixels[None], 96)[0]
    gallery.rows([gallery.Picture(gallery.jpeg(small), "x")], "1fr")
    gallery.rows([gallery.Picture(gallery.png(small), "x")], "1fr")


def for_everybody():
    """Keys of what this process remembers beyond a session."""
    shared = _data_caches._function_caches.get(None, {})
    return {key: set(cache.storage._mem_cache) for key, cache in shared.items()}


def test_what_is_made_of_ones_own_photo_goes_with_the_session():
    pages = [AppTest.from_function(look, args=("it",), default_timeout=PATIENCE) for _ in range(2)]
    before = {}
    for seed, page in enumerate(pages):
        page.run()
        page.file_uploader[0].upload("mine.png", png((300 + seed, 200, 3)), "image/png").run()
        assert not page.exception and "mine" in page.caption[-1].value
        before, known = for_everybody(), before
    assert before and before == known  # the second photo has left nothing there
