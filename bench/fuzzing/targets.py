"""What is fuzzed: everything that reads what somebody else has made, as functions of bytes."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import h11

from bench.fuzzing import seeds
from core import images
from core.classroom import visitor
from core.classroom.visitor import Visitor
from core.datasets.upload import archive, kinds
from core.imagine.attacks.recipe import SETTINGS as ATTACK
from core.imagine.ideal.recipe import SETTINGS as IDEAL
from core.messages import LabError
from core.race.plan import SETTINGS as RACE
from core.settings import Read, Settings
from core.transfer.recipe import SETTINGS as RECIPE
from dashboard.classroom import door
from dashboard.components import canvas

SECONDS = 3.0  # of the processor that an input may take, instrumented
MEGABYTES = 300  # that it may make the process grow by
WORD = "only-the-app-knows"
TABLES: tuple[Settings[Any], ...] = (RECIPE, RACE, IDEAL, ATTACK)


@dataclass(frozen=True)
class Target:
    """`run` raises for a finding only; `longest`: bytes of an input."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    longest: int


class TooMuch(Exception):
    """An input took more time or memory than it may."""


def watched(run: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The same, which also raises where an input takes too much."""

    def watching(data: bytes) -> None:
        before, started = _peak(), time.process_time()
        run(data)
        took, grown = time.process_time() - started, _peak() - before
        if took > SECONDS or grown > MEGABYTES:
            raise TooMuch(f"{took:.1f} s, {grown} MB for {len(data)} bytes")

    return watching


def _peak() -> int:
    """The most memory that this process has had, in MB."""
    import resource  # not on Windows, where there is no atheris either

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def photo(data: bytes) -> None:
    """A photo, and a mask: as it came, and with the checksums of a PNG put right."""
    for given in dict.fromkeys((data, seeds.mended(data))):
        for read in (images.decode, images.mask):
            with suppress(LabError):
                read(given, "upload")


def packed(data: bytes) -> None:
    """A ZIP of photos, down to the bytes of each."""
    file = _scratch() / "upload"
    file.write_bytes(data)
    with suppress(LabError):
        for given in archive.zipped(file).photos:
            with suppress(LabError):
                kinds.check(given.read(), given.file)


def members(data: bytes) -> None:
    """A ZIP whose table of contents says what the input says, and is well-formed."""
    packed(seeds.zip_of(data))


def link(data: bytes) -> None:
    """The query of an address: what is read is sound, and comes back the same."""
    query = dict(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True))
    for table in TABLES:
        _sound(table, table.from_query(query))


def document(data: bytes) -> None:
    """A recipe that was kept, of whatever version."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(given, dict):
        for table in TABLES:
            _sound(table, table.from_json(given))


def _sound(table: Settings[Any], read: Read[Any]) -> None:
    read.recipe.check()
    assert len(str(read.trouble)) < 3_000
    again = table.from_query(table.to_query(read.recipe))
    assert again.recipe == read.recipe and again.trouble is None, (read, again)


def head(data: bytes) -> None:
    """What a visitor's browser, or no browser, says first to the door of a class."""
    asyncio.run(_head(data))


async def _head(data: bytes) -> None:
    reader = asyncio.StreamReader(limit=door.LARGEST_HEAD)
    reader.feed_data(data)
    reader.feed_eof()
    try:
        said = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return
    for to_tls in (False, True):
        door.refused(said, to_tls)
    heard = door.passed_on(said, Visitor("10.0.0.9", False), WORD)
    connection = h11.Connection(h11.SERVER)
    try:
        connection.receive_data(heard)
        asked = connection.next_event()
    except h11.RemoteProtocolError:  # nor does the app take it
        return
    if isinstance(asked, h11.Request):
        name = visitor.HEADER.lower().encode()
        named = [value.decode("latin-1") for key, value in asked.headers if key == name]
        comes = {visitor.read(value, WORD) for value in named}
        assert comes <= {Visitor("10.0.0.9", False), visitor.STRANGER}, heard


def painting(data: bytes) -> None:
    """What a drawing canvas sends: a picture that says it is a PNG."""
    for given in dict.fromkeys((data, seeds.mended(data))):
        pixels = canvas.pixels(given, (64, 48))
        assert pixels is None or pixels.shape == (48, 64, 4)


@cache
def _scratch() -> Path:
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))


TARGETS = {
    "photo": Target(photo, seeds.photos, 20_000),
    "zip": Target(packed, seeds.zips, 20_000),
    "members": Target(members, seeds.contents, 4_000),
    "link": Target(link, seeds.links, 2_000),
    "document": Target(document, seeds.documents, 4_000),
    "head": Target(head, seeds.heads, 4_000),
    "painting": Target(painting, seeds.paintings, 20_000),
}
