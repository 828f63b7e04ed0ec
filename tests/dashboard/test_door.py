"""The door of a class: both ways in, who comes, and what it never lets through."""

import asyncio
import contextlib
import json
import socket
import ssl
from ipaddress import ip_address

import pytest

from core.classroom import authority, visitor
from core.classroom.join import CERTIFICATE, HEALTH
from dashboard.classroom import door as doors
from dashboard.classroom.__main__ import _listener, main
from dashboard.classroom.door import Door

WORD = "only the app knows"
GET = b"GET /x HTTP/1.1\r\nHost: lab:1\r\nAccept: */*\r\n\r\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return authority.prepare(tmp_path_factory.mktemp("tls"), ["lab"], [ip_address("10.0.0.5")])


async def app(reader, writer):
    """Says what it heard of the head, then echoes."""
    with contextlib.suppress(asyncio.IncompleteReadError, OSError):
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HEARD " + head)
        while chunk := await reader.read(1000):
            writer.write(b"ECHO " + chunk)
    writer.transport.abort()


@pytest.fixture
def through(files):
    """``through(visit, tls_only=False)``: run the coroutine ``visit(port)`` against a door."""

    def run(visit, tls_only=False, with_app=True):
        async def all_of_it():
            inner = await asyncio.start_server(app, "127.0.0.1", 0)
            inside = inner.sockets[0].getsockname()[1]
            if not with_app:
                inner.close()
            tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            tls.load_cert_chain(files.certificate, files.key)
            listener = _listener("127.0.0.1", 0)
            door = Door(inside, WORD.replace(" ", "-"), tls, files.authority, tls_only)
            serving = asyncio.create_task(door.serve(listener))
            try:
                async with asyncio.timeout(20):
                    return await visit(listener.getsockname()[1])
            finally:
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)
                inner.close()
                await asyncio.sleep(0.05)  # the app's side hears of it
                listener.close()

        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            return runner.run(all_of_it())

    return run


def asking(files, request, tls):
    """A visit that sends a request and reads until the door or the app has said enough."""

    async def visit(port):
        trusting = ssl.create_default_context(cafile=files.authority) if tls else None
        name = "localhost" if tls else None
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=trusting, server_hostname=name
        )
        writer.write(request)
        said = await reader.read(10_000)
        while said and b"\r\n\r\n" not in said:
            said += await reader.read(10_000)
        writer.transport.abort()
        return said

    return visit


def header(said):
    (line,) = [one for one in said.decode().split("\r\n") if one.startswith(visitor.HEADER)]
    return visitor.read(line.partition(": ")[2], WORD.replace(" ", "-"))


@pytest.mark.parametrize("tls", [False, True])
def test_the_app_hears_who_comes_and_how_on_one_port(through, files, tls):
    said = through(asking(files, GET, tls))
    assert said.startswith(b"HEARD GET /x HTTP/1.1\r\nHost: lab:1\r\nAccept: */*\r\n")
    assert header(said) == visitor.Visitor("127.0.0.1", tls)


def test_a_visitor_cannot_say_who_they_are(through, files):
    forged = GET[:-2] + (
        b"X-Class-Visitor: only-the-app-knows tls 10.0.0.9\r\n"
        b"x-class-visitor: a tls b\r\nX-Forwarded-For: 10.0.0.9\r\n\r\n"
    )
    said = through(asking(files, forged, tls=False))
    assert header(said) == visitor.Visitor("127.0.0.1", False)
    assert b"10.0.0.9" not in said


def test_both_directions_stay_open(through, files):
    async def visit(port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(GET)
        await reader.readuntil(b"\r\n\r\n")
        heard = []
        for text in (b"one", b"two"):
            writer.write(text)
            heard.append(await reader.readexactly(8))
        writer.transport.abort()
        return heard

    assert through(visit) == [b"ECHO one", b"ECHO two"]


@pytest.mark.parametrize(("tls", "only"), [(False, False), (True, False), (False, True)])
def test_the_authority_is_handed_out_to_anybody(through, files, tls, only):
    request = GET.replace(b"/x", CERTIFICATE.encode() + b"?now")
    head, _blank, body = through(asking(files, request, tls), only).partition(b"\r\n\r\n")
    assert b"200 OK" in head and b"application/x-x509-ca-cert" in head
    assert body == files.authority.read_bytes() and b"PRIVATE" not in body


@pytest.mark.parametrize("can_run", [True, False])
def test_a_probe_hears_whether_jobs_can_run(through, files, monkeypatch, can_run):
    monkeypatch.setattr(doors.status, "health", lambda: {"can_run": can_run, "why": ""})
    request = GET.replace(b"/x", HEALTH.encode())
    head, _blank, body = through(asking(files, request, tls=False), True).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200" if can_run else b"HTTP/1.1 503")
    assert json.loads(body)["can_run"] is can_run


def test_tls_only_sends_plain_visitors_there(through, files):
    said = through(asking(files, GET, tls=False), tls_only=True)
    assert b"307" in said and b"Location: https://lab:1/x\r\n" in said
    assert through(asking(files, GET, tls=True), tls_only=True).startswith(b"HEARD")
    for bad in (GET.replace(b"lab:1", b"a/b@c"), GET.replace(b"Host: lab:1\r\n", b"")):
        assert b"400 Bad Request" in through(asking(files, bad, tls=False), tls_only=True)


@pytest.mark.parametrize(
    ("origin", "passes"),
    [
        (b"http://lab:1", True),
        (b"HTTPS://LAB:1", True),
        (b"http://evil.example", False),
        (b"http://lab:2", False),
        (b"null", False),
    ],
)
def test_pages_of_other_sites_are_refused(through, files, origin, passes):
    asked = GET[:-2] + b"Origin: " + origin + b"\r\n\r\n"
    said = through(asking(files, asked, tls=False))
    assert said.startswith(b"HEARD" if passes else b"HTTP/1.1 403 Forbidden")


@pytest.mark.parametrize(
    "sent", [b"", b"\x16\x03garbage garbage", b"GET / HTTP/1.1\r\nno end", b"x" * 70_000]
)
def test_whoever_is_no_browser_is_let_go(through, files, monkeypatch, sent):
    monkeypatch.setattr(doors, "PATIENCE", 0.3)

    async def visit(port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        with contextlib.suppress(ConnectionError):
            await reader.read()
        writer.transport.abort()
        return await asking(files, GET, tls=False)(port)

    assert through(visit).startswith(b"HEARD")


def test_one_address_takes_no_more_than_its_share_of_the_connections(through, files, monkeypatch):
    monkeypatch.setattr(doors, "MOST_OF_ONE", 2)

    async def visit(port):
        open_now = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        await asyncio.sleep(0.05)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionError):
            assert await reader.read() == b""  # one too many
        for _reader, other in [*open_now, (reader, writer)]:
            other.transport.abort()
        await asyncio.sleep(0.05)
        return await asking(files, GET, tls=False)(port)

    assert through(visit).startswith(b"HEARD")


def test_an_app_that_is_gone_is_an_end_and_no_crash(through, files):
    assert through(asking(files, GET, tls=False), with_app=False) == b""


def test_a_port_in_use_and_a_short_code_are_told_in_words(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TLL_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("TLL_TEACHER_CODE", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["--host", "127.0.0.1", "--port", port]) == 1
    assert f"Port {port} of 127.0.0.1 cannot be opened" in capsys.readouterr().err
    assert main(["--host", "127.0.0.1", "--port", "0", "--teacher-code", "short"]) == 1
    assert "at least 10 characters" in capsys.readouterr().err
