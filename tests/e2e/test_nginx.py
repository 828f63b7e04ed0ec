"""docs/nginx.conf as it stands there, in a real nginx before the real app."""

import re
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from ipaddress import ip_address

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from core.classroom import authority
from core.paths import ROOT
from scripts.setup import NGINX
from tests.e2e.conftest import free_port

pytestmark = pytest.mark.browser

NAME = "lab.school.example"
AROUND = """
daemon off; master_process off; pid {folder}/pid; error_log stderr;
events {{ worker_connections 256; }}
http {{ access_log off; {temporary} {config} }}
"""


@pytest.fixture(scope="module")
def front(server, tmp_path_factory):
    """Addresses of nginx in front of the app (TLS, plain), and what trusts its certificate."""
    nginx = shutil.which("nginx") or shutil.which(NGINX)
    if nginx is None:
        pytest.skip("no nginx: `make test` unpacks Debian's where there is apt-get")
    folder = tmp_path_factory.mktemp("nginx")
    files = authority.prepare(folder / "tls", [NAME], [ip_address("127.0.0.1")])
    secure, plain, app = free_port(), free_port(), server.rpartition(":")[2]
    config = (ROOT / "docs" / "nginx.conf").read_text("utf-8")
    for there, here in {
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "127.0.0.1:8501": f"127.0.0.1:{app}",
        "/etc/ssl/lab/fullchain.pem": str(files.certificate),
        "/etc/ssl/lab/key.pem": str(files.key),
        f"https://{NAME}": f"https://127.0.0.1:{secure}",
    }.items():
        assert config.count(there) == 1, there
        config = config.replace(there, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    written = folder / "nginx.conf"
    written.write_text(AROUND.format(folder=folder, temporary=temporary, config=config))
    log = folder / "nginx.log"
    with log.open("w") as stream:
        command = [nginx, "-p", str(folder), "-e", "stderr", "-c", str(written)]
        process = subprocess.Popen(command, stdout=stream, stderr=stream)
    trusting = ssl.create_default_context(cafile=files.authority)
    try:
        for _ in range(100):
            assert process.poll() is None, log.read_text()
            with suppress(OSError):
                address = f"https://127.0.0.1:{secure}/_stcore/health"
                urllib.request.urlopen(address, context=trusting, timeout=5).close()
                break
            time.sleep(0.05)
        yield f"127.0.0.1:{secure}", f"127.0.0.1:{plain}", trusting, folder
    finally:
        process.terminate()
        process.wait(10)


def answered(front, path, method="GET", body=None, **headers):
    """Status, headers and text."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"https://{front[0]}{path}", body, named, method=method)
    try:
        with urllib.request.urlopen(request, context=front[2], timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


def connected(front, origin):
    return connect(
        f"wss://{front[0]}/_stcore/stream",
        ssl=front[2],
        origin=Origin(origin),
        subprotocols=[Subprotocol("streamlit")],
    )


def test_a_page_comes_over_tls_with_its_headers(front):
    status, headers, text = answered(front, "/why")
    assert status == 200 and b"<html" in text
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "camera=(self)" in headers["Permissions-Policy"]


def test_without_tls_one_is_sent_there(front):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_given):
            return None

    opener = urllib.request.build_opener(Stay)
    with pytest.raises(urllib.error.HTTPError) as moved:
        opener.open(f"http://{front[1]}/why?part=gap", timeout=10)
    with moved.value as answer:
        assert answer.code == 301
        assert answer.headers["Location"] == "https://127.0.0.1/why?part=gap"


def test_pages_of_other_sites_get_neither_page_nor_connection(front):
    assert answered(front, "/", Origin="http://evil.example")[0] == 403
    assert answered(front, "/", Origin="null")[0] == 403
    with pytest.raises(InvalidStatus) as refused, connected(front, "http://evil.example"):
        pass
    assert refused.value.response.status_code == 403
    with connected(front, f"https://{front[0]}") as socket:
        assert socket.subprotocol == "streamlit"


def test_uploads_have_bounds_and_need_the_token(front):
    upload = "/_stcore/upload_file/a/b"
    assert answered(front, upload, "PUT", b"x")[0] == 403
    assert answered(front, upload, "PUT", b"x", Content_Length="300000000")[0] == 413


def test_the_app_works_through_it_and_nothing_lies_on_the_disk(front, browser):
    context = browser.new_context(ignore_https_errors=True, locale="en-US")
    try:
        page = context.new_page()
        page.goto(f"https://{front[0]}/photo")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("photo", re.I))
        page.get_by_role("radio", name="日本語").click()
        expect(page.locator("html")).to_have_attribute("lang", "ja")
    finally:
        context.close()
    kinds = ("client_body", "proxy")
    assert [file for kind in kinds for file in (front[3] / kind).rglob("*") if file.is_file()] == []
