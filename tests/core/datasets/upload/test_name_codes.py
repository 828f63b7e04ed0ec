"""Names in old codes: in ZIPs, in folders, with a Unicode path beside them."""

import os
import struct
import sys
import zipfile
import zlib

import pytest

from core.datasets.upload import archive, name_codes

WORDS = [
    ("cp932", ["猫/ソ表.jpg", "犬/1.jpg"]),  # second bytes of two letters look like “\\”
    ("cp932", ["写真\\ねこ\\1.jpg", "写真\\いぬ\\1.jpg"]),
    ("cp932", ["新しいフォルダー①"]),
    ("euc_jp", ["猫/1.jpg", "犬/1.jpg"]),
    ("euc_jp", ["猫"]),
    ("euc_jp", ["ラーメン", "寿司"]),
    ("gbk", ["训练/猫/1.jpg", "测试/狗/2.jpg"]),
    ("gbk", ["苹果", "香蕉"]),
    ("cp949", ["고양이", "강아지"]),
    ("big5", ["貓", "狗"]),
    ("cp850", ["café", "Hündchen"]),
    ("cp1252", ["Hündchen – groß", "señor"]),
    ("cp866", ["кошки", "собаки"]),
    ("utf-8", ["ガ", "café", "кот", "🐈"]),
]


@pytest.mark.parametrize(("code", "words"), WORDS)
def test_names_are_read_in_the_code_they_were_written_in(code, words):
    assert name_codes.read([word.encode(code) for word in words]) == (words, code)


def test_names_in_two_codes_are_each_read():
    names = ["写真.jpg".encode(), "猫.jpg".encode("cp932")]
    assert name_codes.read(names) == (["写真.jpg", "猫.jpg"], "cp932")


def zipped(path, entries):
    """A ZIP of empty files under raw names, with extra fields in its table of contents."""
    with zipfile.ZipFile(path, "w") as out:
        for n, (raw, _extra) in enumerate(entries):
            out.writestr(f"{n:0{len(raw)}}", b"")
    data = path.read_bytes()
    for n, (raw, _extra) in enumerate(entries):
        data = data.replace(f"{n:0{len(raw)}}".encode(), raw)
    start = data.index(b"PK\1\2")
    body, contents, end = data[:start], data[start:], data[data.index(b"PK\5\6") :]
    out = b""
    for raw, extra in entries:
        out += contents[:30] + struct.pack("<H", len(extra)) + contents[32 : 46 + len(raw)] + extra
        contents = contents[46 + len(raw) :]
    end = end[:12] + struct.pack("<L", len(out)) + end[16:]
    path.write_bytes(body + out + end)


def unicode_path(raw, name, crc=None):
    field = struct.pack("<BL", 1, zlib.crc32(raw) if crc is None else crc) + name.encode()
    return struct.pack("<HHHH", 0x9999, 0, 0x7075, len(field)) + field


def test_a_unicode_path_counts_for_the_name_it_was_made_for(tmp_path):
    cats, dogs = b"c___/1.jpg", b"d___/1.jpg"
    zipped(
        tmp_path / "x.zip",
        [
            (cats, unicode_path(cats, "猫たち/1.jpg")),
            (dogs, unicode_path(dogs, "../../1.jpg", crc=5)),
        ],
    )
    source = archive.zipped(tmp_path / "x.zip")
    assert list(source.titles) == ["猫たち", "d___"]
    assert source.notes == ()


def test_a_code_that_was_guessed_is_told(tmp_path):
    raw = ["猫/1.jpg".encode("cp932"), "犬/1.jpg".encode("cp932")]
    zipped(tmp_path / "x.zip", [(name, b"") for name in raw])
    source = archive.zipped(tmp_path / "x.zip")
    assert list(source.titles) == ["猫", "犬"]
    assert "Shift JIS" in str(source.notes[0])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are always text")
def test_a_folder_whose_names_are_bytes_is_read_and_can_be_shown(tmp_path):
    for word in ("猫", "犬"):
        place = tmp_path / os.fsdecode(word.encode("cp932"))
        place.mkdir()
        (place / os.fsdecode("ソ.jpg".encode("cp932"))).write_bytes(b"x")
    source = archive.folder(tmp_path)
    photos = list(source.photos)
    assert sorted(photo.path.encode().decode() for photo in photos) == ["犬/ソ.jpg", "猫/ソ.jpg"]
    assert [photo.read() for photo in photos] == [b"x", b"x"]
    assert "Shift JIS" in str(source.notes[0])
