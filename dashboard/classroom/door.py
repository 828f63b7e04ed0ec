"""The door of a class: one port of the network, before an app that only this computer reaches.

A visitor may speak TLS or not, as the first byte tells.  The door passes everything on as it is,
but for the head of a connection's first request: there it writes who comes, and how (`Visitor`),
under a word that only the app knows.  A browser opens a connection of its own for the websocket, so
what the app reads is the door's; a request without it counts as a stranger's.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import ssl
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from core.classroom.join import CERTIFICATE, HEALTH
from core.classroom.visitor import HEADER, Visitor
from core.operation import status

LARGEST_HEAD = 64 * 1024
PATIENCE = 15.0  # seconds for a first byte, a handshake, a head
GOODBYE = 2.0  # seconds for what is written last
MOST = 2_000  # connections
MOST_OF_ONE = 600  # from one address, behind which a whole class may be
_CHUNK = 64 * 1024
_TLS = b"\x16"  # how a TLS handshake begins


@dataclass(frozen=True)
class Door:
    """`inside`: the app's port on this computer; `word`: see above."""

    inside: int
    word: str
    tls: ssl.SSLContext
    authority: Path
    tls_only: bool = False

    async def serve(self, listener: socket.socket) -> None:
        """Let visitors in until the task is cancelled."""
        guests: set[asyncio.Task[None]] = set()
        try:
            await self._let_in(listener, guests)
        finally:
            for guest in guests:
                guest.cancel()
            await asyncio.gather(*guests, return_exceptions=True)

    async def _let_in(self, listener: socket.socket, guests: set[asyncio.Task[None]]) -> None:
        loop, room = asyncio.get_running_loop(), asyncio.Semaphore(MOST)
        here: Counter[str] = Counter()

        def gone(guest: asyncio.Task[None]) -> None:
            guests.discard(guest)
            here.subtract([guest.get_name()])
            if not here[guest.get_name()]:
                del here[guest.get_name()]
            room.release()

        while True:
            await room.acquire()
            try:
                visitor, address = await loop.sock_accept(listener)
            except OSError:  # too many open files, a visitor who is gone already
                room.release()
                await asyncio.sleep(0.1)
                continue
            name = str(address[0])
            if here[name] >= MOST_OF_ONE:
                visitor.close()
                room.release()
                continue
            here[name] += 1
            guest = asyncio.create_task(self._guest(visitor, name), name=name)
            guests.add(guest)
            guest.add_done_callback(gone)

    async def _guest(self, visitor: socket.socket, address: str) -> None:
        visitor.setblocking(False)
        writer: asyncio.StreamWriter | None = None
        try:
            async with asyncio.timeout(PATIENCE):
                secure = await _first_byte(visitor) == _TLS
                reader, writer = await _streams(visitor, self.tls if secure else None)
                head = await reader.readuntil(b"\r\n\r\n")
            await self._answer(head, reader, writer, Visitor(address, secure))
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # gone, too slow, or no browser
        finally:
            if writer is not None:
                await _close(writer)
            else:
                visitor.close()

    async def _answer(
        self,
        head: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        visitor: Visitor,
    ) -> None:
        path = _path(_parts(head)[0]).partition(b"?")[0]
        if path == CERTIFICATE.encode():
            writer.write(_file(self.authority.read_bytes()))
        elif path == HEALTH.encode():
            writer.write(_health())
        elif answer := refused(head, self.tls_only and not visitor.secure):
            writer.write(answer)
        else:
            await _connect(self.inside, passed_on(head, visitor, self.word), reader, writer)
            return
        await writer.drain()


def _parts(head: bytes) -> tuple[bytes, list[bytes]]:
    """The request, and the lines of the head."""
    request, *lines = head.split(b"\r\n")
    return request, lines[:-2]


def _path(request: bytes) -> bytes:
    return [*request.split(b" "), b"", b""][1]


def refused(head: bytes, to_tls: bool) -> bytes:
    """What is said instead of passing a request on; nothing where it is."""
    request, lines = _parts(head)
    if _foreign(lines):
        return _short(b"403 Forbidden")
    return _moved(_path(request), lines) if to_tls else b""


def passed_on(head: bytes, visitor: Visitor, word: str) -> bytes:
    """The head of a request as the app hears it: who comes is said by the door alone."""
    request, lines = _parts(head)
    ours = (HEADER.lower().encode() + b":", b"x-forwarded-")
    kept = [line for line in lines if not line.lower().startswith(ours)]
    kept.append(f"{HEADER}: {visitor.written(word)}".encode())
    return b"\r\n".join([request, *kept, b"", b""])


async def _first_byte(visitor: socket.socket) -> bytes:
    """What a visitor begins with; it stays to be read."""
    loop, there = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(visitor, there.set)
    try:
        await there.wait()
    finally:
        loop.remove_reader(visitor)
    return visitor.recv(1, socket.MSG_PEEK)


async def _streams(
    visitor: socket.socket, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=LARGEST_HEAD, loop=loop)
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
    transport, _protocol = await loop.connect_accepted_socket(lambda: protocol, visitor, ssl=tls)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


async def _connect(
    port: int, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Everything from one to the other, until either has closed."""
    inner, to_inner = await asyncio.open_connection("127.0.0.1", port)
    to_inner.write(head)
    ways = [asyncio.create_task(_pour(*way)) for way in ((reader, to_inner), (inner, writer))]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        if not ways[1].done():  # the visitor has said everything; the answer may be on its way
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ways[1], PATIENCE)
    finally:
        for way in ways:
            way.cancel()
        await _close(to_inner)


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, ssl.SSLError):
        while chunk := await source.read(_CHUNK):
            target.write(chunk)
            await target.drain()
        if target.can_write_eof():
            target.write_eof()


async def _close(writer: asyncio.StreamWriter) -> None:
    """After what is still to be written; whoever does not read that is let go."""
    writer.close()
    try:
        async with asyncio.timeout(GOODBYE):
            await writer.wait_closed()
    except OSError:
        pass
    finally:
        writer.transport.abort()


def _file(content: bytes) -> bytes:
    kind = b"application/x-x509-ca-cert"
    head = (b"HTTP/1.1 200 OK", b"Content-Type: " + kind, b"Cache-Control: no-store")
    length = f"Content-Length: {len(content)}".encode()
    return b"\r\n".join([*head, length, b"Connection: close", b"", content])


def _health() -> bytes:
    """For a probe: 200 where jobs can run, 503 where they cannot."""
    said = status.health()
    content = json.dumps(said).encode()
    head = b"HTTP/1.1 200 OK" if said["can_run"] else b"HTTP/1.1 503 Service Unavailable"
    lines = [head, b"Content-Type: application/json", b"Cache-Control: no-store"]
    length = f"Content-Length: {len(content)}".encode()
    return b"\r\n".join([*lines, length, b"Connection: close", b"", content])


def _moved(path: bytes, lines: list[bytes]) -> bytes:
    """To the same place over TLS, at the address that the browser has asked."""
    host = _said(lines, b"host:")
    known = bool(host) and all(c in b"0123456789abcdefghijklmnopqrstuvwxyz.-:[]" for c in host)
    if not known or not path.startswith(b"/"):
        return _short(b"400 Bad Request")
    return _short(b"307 Temporary Redirect", b"Location: https://" + host + path)


def _foreign(lines: list[bytes]) -> bool:
    """Whether a page of another site asks.  Streamlit would refuse it, too, but look up this
    machine's public address for that: a question to a server outside."""
    origin = _said(lines, b"origin:")
    return bool(origin) and origin.partition(b"://")[2] != _said(lines, b"host:")


def _said(lines: list[bytes], name: bytes) -> bytes:
    """The value of a header; b"" where it is not there."""
    found = (line[len(name) :].strip() for line in lines if line.lower().startswith(name))
    return next(found, b"").lower()


def _short(status: bytes, *more: bytes) -> bytes:
    """An answer that ends the connection."""
    lines = [b"HTTP/1.1 " + status, *more, b"Content-Length: 0", b"Connection: close", b"", b""]
    return b"\r\n".join(lines)
