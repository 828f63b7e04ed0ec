"""One's own photos on the page: from a ZIP to checks with pictures, and back again."""

import io
import re
import zipfile

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from core.datasets import own
from core.datasets.upload import incoming
from core.paths import ROOT
from dashboard.components import webcam
from dashboard.shell import services
from tests.pages.settled import settle

PAGE = ROOT / "pages" / "dataset" / "page.py"


def png(seed):
    rough = np.random.default_rng(seed).integers(0, 256, (5, 5, 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(rough).resize((120, 100), Image.Resampling.BICUBIC).save(buffer, "PNG")
    return buffer.getvalue()


def packed(broken=False, count=9):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for label, name in enumerate(("猫", "犬")):
            for n in range(count):
                out.writestr(f"pets/{name}/{n}.png", png(100 * label + n))
        out.writestr("pets/猫/again.png", png(0))
        out.writestr("pets/犬/a.heic", b"ftypheic")
        out.writestr("pets/鳥/", b"")
        if broken:
            out.writestr("../evil.png", png(1))
    return buffer.getvalue()


def keep(app, data, name="pets.zip"):
    app.file_uploader[0].upload(name, data, "application/zip").run()
    app.button(key="adding_keep").click().run()
    return settle(app)


def words(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.info))


def pictures(app):
    return " ".join(element.body for element in app.get("html"))


@pytest.mark.parametrize("locale", ["ja-JP", "en-US"])
def test_from_a_zip_to_checks_and_back(visit, locale):
    english = locale == "en-US"
    app = visit(PAGE, locale)
    me = app.session_state["learner"]
    assert app.button(key="adding_keep").disabled
    app = keep(app, packed())
    assert not app.exception
    (said,) = own.listed(me)
    assert said["title"] == "pets"
    assert said["counts"] == [9, 9]
    assert app.query_params["data"] in (said["id"], [said["id"]])
    assert "**猫**" in words(app)
    assert "鳥" in app.warning[0].value
    assert pictures(app).count("<img") == 18
    assert services.ready_datasets()[-1] != said["id"]  # asked for somebody else
    assert list(incoming.folder().iterdir()) == []

    app.button_group(key="dataset_part").set_value("checks").run()
    assert not app.exception
    read = words(app)
    assert ("Exact copies" if english else "まったく同じ") in read
    assert ("9 photos" if english else "9枚") in read
    assert "a.heic" in read.replace("\\", "")  # as Markdown writes it
    assert re.search("[ぁ-ん]", read.replace("猫", "")) is None or not english

    app.button_group(key="dataset_part").set_value("photos").run()
    app.text_input(key=f"photos_name_{said['id']}").set_value("Two pets").run()
    assert own.document(said["id"])["title"] == "Two pets"
    delete = app.button(key="photos_delete")
    assert delete.label == ("Delete this dataset" if english else "このデータセットを削除")
    delete.click().run()
    assert own.listed(me) == []
    assert "Two pets" in words(app)
    app.button(key=f"photos_undo_{said['id']}").click().run()
    assert not app.exception
    assert [one["id"] for one in own.listed(me)] == [said["id"]]
    app.button(key="photos_delete").click().run()
    app.button(key=f"photos_erase_{said['id']}").click().run()
    assert not app.exception
    assert not own.put_back(me, said["id"])
    assert app.button(key="adding_keep").disabled


@pytest.mark.parametrize(("data", "sentence"), [
    (packed(broken=True), "外の場所"),
    (packed(count=4), "「猫」で使える写真は4枚"),
])  # fmt: skip
def test_what_cannot_be_used_is_said_and_can_be_tried_again(visit, data, sentence):
    app = keep(visit(PAGE), data)
    assert not app.exception
    assert sentence in app.warning[0].value
    assert own.listed(app.session_state["learner"]) == []
    app.button(key="own_collect_again").click().run()
    app = keep(app, packed())
    assert not app.exception
    assert len(own.listed(app.session_state["learner"])) == 1


def test_files_class_by_class(visit):
    app = visit(PAGE, "en-US")
    app.segmented_control(key="adding_way").set_value("files").run()
    for row, name in enumerate(("cup", "spoon")):
        app.text_input(key=f"adding_class_{row}_0").set_value(name).run()
        for n in range(8):
            app.file_uploader[row].upload(f"{n}.png", png(50 * row + n), "image/png")
        app.run()
    app.button(key="adding_more").click().run()
    app.file_uploader[2].upload("fork.png", png(99), "image/png").run()
    assert "no name yet: 3" in app.warning[0].value
    assert app.button(key="adding_keep").disabled
    app.text_input(key="adding_class_2_0").set_value("cup").run()
    assert not app.warning
    app.button(key="adding_keep").click().run()
    app = settle(app)
    assert not app.exception
    (said,) = own.listed(app.session_state["learner"])
    assert said["class_titles"] == ["cup", "spoon"]
    assert said["counts"] == [9, 8]
    assert said["title"] == "cup, spoon"
    services.forget_learner(app.session_state["learner"])
    assert own.listed(app.session_state["learner"]) == []


def camera():
    import base64
    from types import SimpleNamespace

    import streamlit as st

    from dashboard.components import webcam

    words = {}
    webcam.webcam(["fist", "palm"], words, "cam")
    if st.button("record"):
        url = "data:image/jpeg;base64," + base64.b64encode(b"jpeg").decode()
        event = {"name": "fist", "photos": [url] * 150 + ["javascript:alert(1)"]}
        for said in (
            event,
            {"name": "fist", "photos": "no list"},
            {"name": "nobody’s", "photos": [url]},
            SimpleNamespace(),
        ):
            webcam._take("cam", ["fist", "palm"], said)
    if st.button("drop"):
        webcam._drop("cam", {"name": "fist", "count": 1})
    if st.button("undo") and webcam.removed("cam"):
        webcam.put_back("cam")
    if st.button("forget"):
        webcam.forget("cam")
    st.text({name: len(photos) for name, photos in webcam.recorded("cam").items()})


def test_what_a_camera_records_is_bounded_and_can_be_taken_back():
    page = AppTest.from_function(camera).run()
    for button, expected in ((0, 150), (0, 200), (1, 199), (2, 200), (2, 200), (1, 199)):
        page.button[button].click().run()
        assert not page.exception
        assert page.text[0].value == f"{{'fist': {expected}}}"
    page.button[3].click().run()
    assert page.text[0].value == "{}"


def test_photos_of_a_camera_have_room_and_no_more(monkeypatch):
    monkeypatch.setattr(webcam, "_MOST_BYTES", 2 * webcam._LARGEST + 5 * len(b"jpeg"))
    page = AppTest.from_function(camera).run()
    page.button[0].click().run()
    assert page.text[0].value == "{'fist': 6}"


def test_the_place_for_a_zip_stands_above_what_a_zip_looks_like(visit):
    drawn = list(visit(PAGE, "en-US").main)
    place = next(at for at, one in enumerate(drawn) if one.type == "file_uploader")
    shown = next(at for at, one in enumerate(drawn) if "tll-tree" in getattr(one, "body", ""))
    assert place < shown
