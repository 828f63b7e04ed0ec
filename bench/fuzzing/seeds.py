"""Where fuzzing starts: small files, links and requests of the project's own making."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import urlencode

from PIL import Image

from bench import corpus
from core.imagine.attacks.recipe import SETTINGS as ATTACK
from core.imagine.attacks.recipe import Attack
from core.imagine.ideal.recipe import SETTINGS as IDEAL
from core.imagine.ideal.recipe import Ideal, Term
from core.race.plan import SETTINGS as RACE
from core.transfer.recipe import SETTINGS as RECIPE
from core.transfer.recipe import Recipe

SMALL = 8_000  # bytes of a photo that is mutated
PNG = b"\x89PNG\r\n\x1a\n"
CUT = b"\xff\xfe"  # between the members that an input of `zip_of` names


def photos() -> Iterator[bytes]:
    for _name, data in corpus.files():
        if len(data) <= SMALL:
            yield data
    for kind in ("GIF", "BMP", "JPEG", "PNG", "WEBP"):
        yield corpus.saved(corpus.photo((8, 6)), kind)


def mended(data: bytes) -> bytes:
    """A PNG with the checksums of its chunks put right; anything else as it is.

    Without that, hardly anything that is changed in one gets further than its checksum.
    """
    if not data.startswith(PNG):
        return data
    out, at = bytearray(PNG), len(PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        inside = data[at + 4 : at + 8 + length]
        if at + 12 + length > len(data):
            break
        out += data[at : at + 4] + inside + struct.pack(">I", zlib.crc32(inside))
        at += 12 + length
    return bytes(out + data[at:])


def zips() -> Iterator[bytes]:
    photo = corpus.saved(corpus.photo((8, 6)), "JPEG")
    trees = (
        ("cats/1.jpg", "cats/2.jpg", "dogs/1.jpg"),
        ("all/train/cats/1.jpg", "all/train/dogs/1.jpg", "all/test/cats/2.jpg", "all/test/dogs/"),
        ("写真/猫/1.jpg", "写真/犬/1.png", "__MACOSX/._1.jpg", "写真/読んで.txt"),
        ("cats/photo", "dogs/inner.zip", "dogs/a.heic", "dogs/1.jpg"),
    )
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        for tree in trees:
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w", method) as out:
                for name in tree:
                    out.writestr(name, b"" if name.endswith("/") else photo)
            yield buffer.getvalue()
    yield b"PK\x05\x06" + bytes(18)


def contents() -> Iterator[bytes]:
    """Inputs of `zip_of`."""
    plain = struct.pack("<HHIH", 0, 0, 0o100644, 0)
    trees = (
        ("cats/1.jpg", "dogs/1.jpg"),
        ("train/cats/1.jpg", "train/dogs/1.jpg", "test/cats/1.jpg", "test/dogs/1.jpg"),
        ("a/cats/train/1.jpg", "a/cats/test/1.jpg", "a/dogs/train/1.jpg", "a/dogs/test/2.jpg"),
        ("cats/cats/1.jpg", "cats/dogs/1.jpg", "dogs/1.jpg", "val/x.png"),
        ("..\\x.jpg", "C:/x.jpg", "/x.jpg", "./cats//1.jpg"),
    )
    for tree in trees:
        yield CUT.join(plain + name.encode() for name in tree)
    for code in ("cp932", "gbk", "cp866"):
        words = {"cp932": "写真/猫/1.jpg", "gbk": "照片/猫/1.jpg", "cp866": "фото/кот/1.jpg"}
        yield CUT.join((plain + words[code].encode(code), plain + b"dogs/1.jpg"))
    utf8 = struct.pack("<HHIH", 0x800, 0, 0o100644, 0)
    yield CUT.join((utf8 + "写真/猫/1.jpg".encode(), utf8 + "写真/犬/1.jpg".encode()))


def zip_of(data: bytes) -> bytes:
    """A ZIP of the members that an input names, each with flags, method, kind of file and a size
    that it claims."""
    body, table, count = b"", b"", 0
    for record in data.split(CUT)[:200]:
        if len(record) < 11:
            continue
        flags, method, mode, claimed = struct.unpack_from("<HHIH", record)
        name = record[10:]
        inside = b"\xff\xd8\xff" + name[:20]
        size = len(inside) + claimed
        shared = struct.pack(
            *("<HHHHIIIHH", flags, method, 0, 33, zlib.crc32(inside), len(inside), size),
            *(len(name), 0),
        )
        table += b"PK\x01\x02" + struct.pack("<HH", 0x314, 20) + shared
        table += struct.pack("<HHHII", 0, 0, 0, (mode & 0xFFFF) << 16, len(body)) + name
        body += b"PK\x03\x04" + struct.pack("<H", 20) + shared + name + inside
        count += 1
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(table), len(body), 0)
    return body + table + end


def _recipes() -> Iterator[tuple[dict[str, str], dict[str, object]]]:
    recipes = (
        Recipe(dataset="digits", classes=("0", "1", "7"), size=96, unfreeze=2, backbone="vgg16"),
        Recipe(head="probe", seed=3),
        Recipe(classes=("cat", "dog"), lr=0.01, epochs=20, augment="chapter"),
    )
    for recipe in recipes:
        yield RECIPE.to_query(recipe), recipe.to_json()
    for ideal in (Ideal(param="tv"), Ideal(objective=(Term(index=1, weight=0.5), Term(index=2)))):
        yield IDEAL.to_query(ideal), ideal.to_json()
    for method in ("patch", "pgd", "deepfool"):
        attack = Attack.of(method)
        yield ATTACK.to_query(attack), attack.to_json()
    race = RACE.make()
    yield RACE.to_query(race), {"arms": ["scratch", "extract.squeezenet"], "seeds": 3}


def links() -> Iterator[bytes]:
    for query, _said in _recipes():
        yield urlencode(query).encode()
    yield b"arms=scratch,extract.squeezenet,tune.vgg16.99&seeds=5&budget=3"
    yield b"size=7&lr=1e999&classes=%00,%2c&seed=-1&unfreeze=nan"


def documents() -> Iterator[bytes]:
    for query, said in _recipes():
        yield json.dumps(said).encode()
        yield json.dumps(query).encode()


def heads() -> Iterator[bytes]:
    plain = b"GET /x?code=ABC HTTP/1.1\r\nHost: lab:8501\r\nAccept: */*\r\n\r\n"
    yield plain
    yield plain[:-2] + b"Origin: http://evil.example\r\n\r\n"
    yield plain[:-2] + b"X-Class-Visitor: word tls 127.0.0.1\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n"
    yield (
        b"GET /_stcore/stream HTTP/1.1\r\nHost: [fe80::1]:8501\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Key: AAAA\r\nOrigin: https://[fe80::1]:8501\r\n\r\n"
    )
    yield b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: lab\r\nContent-Length: 3\r\n\r\nabc"


def paintings() -> Iterator[bytes]:
    for size in ((64, 48), (8, 6), (128, 96)):
        yield corpus.saved(Image.new("RGBA", size, (9, 200, 30, 128)), "PNG")
    yield corpus.saved(corpus.photo((64, 48)), "PNG")
    yield corpus.saved(corpus.photo((64, 48)).convert("P"), "PNG")
