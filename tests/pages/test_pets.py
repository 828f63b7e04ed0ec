"""Pets and new domains: the way to the photos, what is measured with them, domains and drawings."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.datasets import library
from core.experiments.domains import Gain
from core.paths import ROOT
from core.statistics import difference
from dashboard.kit import lesson
from tests.pages import made_pets
from tests.pages.guessed import press
from tests.pages.settled import settle

PAGE = ROOT / "pages" / "pets" / "page.py"


def said(app):
    return " ".join(element.value for element in (*app.markdown, *app.info, *app.caption))


def open_part(visit, part, locale="en-US"):
    app = visit(PAGE, locale, query={lesson.PART: part})
    assert not app.exception
    return app


@pytest.fixture
def with_pets():
    made_pets.store()
    assert library.available("pets_species")
    yield
    made_pets.discard()


def test_while_the_photos_are_not_here_the_page_offers_them_and_says_where_they_go(visit):
    known = library.official("pets")
    part_file = known.path(known.archives[0]).with_name("images.tar.gz.part")
    part_file.unlink(missing_ok=True)
    app = open_part(visit, "pets")
    assert "37" in said(app)
    for name in ("pets", "dogs_vs_cats"):
        assert app.button(key=f"pets_{name}_go").label == "Download"
    codes = " ".join(code.value for code in app.code)
    for name in ("pets", "dogs_vs_cats"):
        for archive in library.official(name).archives:
            assert str(library.official(name).path(archive)) in codes
    assert "python -m core fetch --dataset pets" in codes
    part_file.write_bytes(b"0" * 3_000_000)
    app.run()
    assert app.button(key="pets_pets_go").label == "Go on: 3 MB are here"
    part_file.unlink()


@pytest.mark.parametrize("part", ["breeds", "species"])
def test_without_photos_a_part_leads_to_the_download(visit, part):
    app = open_part(visit, part)
    assert "not on this computer yet" in said(app)
    app.button(key="pets_to_download").click().run()
    assert app.header[0].value == "The photos"


def test_breeds_are_trained_and_their_hardest_pairs_shown(visit, with_pets):
    app = open_part(visit, "breeds")
    app.select_slider(key="breeds_train_guess").set_value(0.5).run()
    app.button(key="breeds_train_go").click().run()
    app = settle(app)
    assert not app.exception
    text = said(app)
    assert "of 148 test photos are right" in text
    assert "stay inside the species" in text
    assert "breeds of ImageNet reach" in text
    assert " ⇄ " in text


def test_species_name_the_breeds_that_are_mistaken(visit, with_pets):
    app = open_part(visit, "species", "ja-JP")
    press(app, "species_train", "dog")
    app = settle(app)
    assert not app.exception
    assert "テスト用の写真96枚での" in said(app)
    assert any(words in said(app) for words in ("間違えられた品種：", "間違いは1つもありません"))


def test_the_photos_that_are_here_are_counted(visit, with_pets):
    app = open_part(visit, "pets")
    assert app.success[0].value == "444 photos are here"
    assert "2 files in it are broken" in said(app)


def test_the_learner_predicts_an_order_before_anything_is_measured(visit):
    app = open_part(visit, "domains")
    assert "First predict" in said(app)
    keys = {button.key for button in app.button}
    assert "domains_run_go" not in keys and app.button(key="domains_run_wait").disabled
    ready = ["digits", "faces", "textures"]
    guess = app.multiselect(key="domains_run_guess")
    assert len(guess.options) == len(ready)
    guess.set_value(ready[:2]).run()
    assert "domains_run_go" not in {button.key for button in app.button}
    app.multiselect(key="domains_run_guess").set_value(ready).run()
    assert app.button(key="domains_run_go").label == f"Measure: {6 * len(ready)} trainings"


def findings(found, guess):
    import streamlit as st

    from core.experiments.domains import apart
    from dashboard.kit import lesson
    from pages.pets import domains

    st.session_state.setdefault("language", "en")
    part = lesson.parts("pets", "en")["domains"]
    st.markdown(domains.of_guess(part, guess, apart(found)))
    domains.findings(part, found)


def gain(dataset, scratch, transfer):
    return Gain(dataset, scratch, transfer, difference(scratch, transfer))


@pytest.mark.parametrize(
    ("digits", "expected", "absent"),
    [
        ((0.5, 0.51, 0.52), "**Here transfer hurts**: on Digits", "ahead on average"),
        ((0.92, 0.8, 0.9), "On Digits the small CNN from scratch is ahead", "hurts"),
        ((0.97, 0.96, 0.98), "91% are right from scratch already", "hurts"),
    ],
)
def test_the_sentences_are_chosen_by_the_measurement(digits, expected, absent):
    found = [
        gain("cifar10", (0.2, 0.22, 0.24), (0.6, 0.64, 0.63)),
        gain("digits", (0.9, 0.91, 0.92), digits),
    ]
    app = AppTest.from_function(findings, args=(found, ["digits", "cifar10"])).run()
    assert not app.exception
    assert expected in said(app)
    assert absent not in said(app)
    assert "Transfer gains least on Digits" in said(app)
    assert "**0 of 1 pair** whose intervals do not touch" in said(app)


def rings_and_bars():
    y, x = np.mgrid[:96, :96]
    for at in range(6):
        ring = np.abs(np.hypot(x - 45 - 3 * at, y - 48) - 30) < 4
        ink = ring if at % 2 == 0 else (x + 3 * at) % 16 < 5
        yield np.repeat(np.where(ink, 0, 255).astype(np.uint8)[..., None], 3, 2)


def test_drawings_are_told_apart_deleted_and_put_back(visit):
    from core.images import to_text

    app = open_part(visit, "drawings")
    assert "Keep at least 3 drawings" in said(app)
    assert app.button(key="drawn_keep").disabled
    app.session_state["pets_drawings"] = [
        {"id": str(at), "kind": at % 2, "text": to_text(pixels)}
        for at, pixels in enumerate(rings_and_bars())
    ]
    app.run()
    assert "**cat**: 3 of 5" in said(app)
    assert app.button(key="drawn_wait").disabled
    app.select_slider(key="drawn_guess").set_value(1.0).run()
    app.button(key="drawn_go").click().run()
    app = settle(app)
    assert not app.exception
    assert "6 of 6 drawings are named right" in said(app)
    gone = app.session_state["pets_drawings"].pop(2)
    app.session_state["pets_drawings_gone"] = (2, gone)
    app.run()
    assert "Keep at least 3 drawings" in said(app)
    app.button(key="drawn_undo").click().run()
    assert [drawing["id"] for drawing in app.session_state["pets_drawings"]] == list("012345")
    assert "6 of 6 drawings are named right" in said(app)
