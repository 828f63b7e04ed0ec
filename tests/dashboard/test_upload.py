"""Uploaders: what stands on screen is what is taken, everywhere the same."""

import tomllib
from types import SimpleNamespace

import pytest
from starlette.exceptions import HTTPException
from streamlit import net_util, runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest
from streamlit.web.server import server_util

from core import picture_files
from core.datasets.upload import zip_members
from core.paths import ROOT
from dashboard.kit import upload
from dashboard.shell import server
from tests.patience import PATIENCE

SERVER = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]


def page(language):
    import streamlit as st

    from dashboard.kit import upload

    st.session_state.setdefault("language", language)
    upload.zipped("ZIP", "packed")
    upload.photo("one", "one")
    upload.photos("many", "many")


@pytest.mark.parametrize(("language", "refused"), [("en", "was not taken"), ("ja", "受け取れ")])
def test_the_limit_on_screen_is_the_one_that_stands(language, refused):
    app = AppTest.from_function(page, args=(language,), default_timeout=PATIENCE).run()
    assert not app.exception
    limits = [upload.ZIP_MEGABYTES, upload.PHOTO_MEGABYTES, upload.PHOTO_MEGABYTES]
    assert [one.proto.max_upload_size_mb for one in app.file_uploader] == limits
    texts = [html.proto.body for html in app.get("html")]
    for text, most in zip(texts, limits, strict=True):
        assert text.count(f"{most} MB") == 2 and refused in text


def test_the_server_takes_what_the_page_promises_and_the_form_around_it():
    assert max(upload.ZIP_MEGABYTES, upload.PHOTO_MEGABYTES) + 1 == SERVER["maxUploadSize"]
    assert zip_members.MOST_MEMBER == upload.PHOTO_MEGABYTES * 1_000_000


def test_there_is_one_uploader_and_it_takes_every_ending_that_is_read():
    files = [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    calls = {file.name for file in files if ".file_uploader(" in file.read_text("utf-8")}
    assert calls == {"upload.py"}
    app = AppTest.from_function(page, args=("en",), default_timeout=PATIENCE).run()
    assert {f".{ending}" for ending in picture_files.READ} <= set(app.file_uploader[1].proto.type)
    assert list(app.file_uploader[0].proto.type) == [".zip"]


def test_uploads_of_one_tab_and_of_all_have_bounds(monkeypatch):
    monkeypatch.setattr(server, "MEGABYTES", 2)
    monkeypatch.setattr(server, "ALL_MEGABYTES", 3)
    keeper = MemoryUploadedFileManager("/upload")
    server.bound(keeper)

    def sent(tab, name):
        keeper.add_file(tab, UploadedFileRec(name, name, "image/png", bytes(1_000_000)))

    sent("one", "a")
    sent("one", "b")
    with pytest.raises(HTTPException) as refused:
        sent("one", "c")
    assert refused.value.status_code == 413  # as a file that is too large
    sent("two", "a")
    with pytest.raises(HTTPException):  # there is no more room for anybody
        sent("three", "a")
    keeper.remove_session_files("one")
    sent("three", "a")
    assert {tab: len(files) for tab, files in keeper.file_storage.items()} == {"two": 1, "three": 1}


def test_zips_fit_into_what_a_tab_may_hold():
    assert upload.ZIP_MEGABYTES < server.MEGABYTES < server.ALL_MEGABYTES


def test_nobody_outside_is_asked_for_the_address(monkeypatch):
    """A page of another site wants a connection: Streamlit compares its name with ours."""
    monkeypatch.setattr(net_util, "get_external_ip", lambda: pytest.fail("somebody was asked"))
    keeper = MemoryUploadedFileManager("/upload")
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(_uploaded_file_mgr=keeper))
    server.settle()
    assert not server_util.is_url_from_allowed_origins("http://evil.example")
    taking = keeper.add_file
    server.settle()
    assert keeper.add_file is taking  # the bounds are put once
