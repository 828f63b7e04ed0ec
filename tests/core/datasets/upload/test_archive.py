"""Hostile and honest ZIPs: only what a ZIP of photos does is accepted, everything else in words."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.datasets.upload import archive, aside, class_names, collected
from core.messages import LabError, Message


def jpeg(seed=0, size=(40, 30)):
    pixels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG")
    return buffer.getvalue()


PHOTO = jpeg()
NOISE = np.random.default_rng(1).bytes(70_000)
PLAIN = {"cats/1.jpg": PHOTO, "cats/2.jpg": PHOTO, "dogs/1.jpg": PHOTO}


def packed(members, method=zipfile.ZIP_STORED):
    """The bytes of a ZIP; names may also be ready-made ZipInfo objects."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as out:
        for name, data in members.items() if isinstance(members, dict) else members:
            out.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture
def read(tmp_path):
    """Everything in a ZIP of these bytes: {class: [file names]} and the notes."""

    def run(data):
        path = tmp_path / "upload"
        path.write_bytes(data)
        source = archive.zipped(path)
        found = {}
        for photo in source.photos:
            assert photo.read()
            found.setdefault(photo.name, []).append(photo.file)
        assert sum(map(len, found.values())) == source.total
        return found, [str(note) for note in source.notes]

    return run


def info(name, **fields):
    made = zipfile.ZipInfo(name)
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def encrypted():
    data = bytearray(packed(PLAIN))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + flags] |= 1
    return bytes(data)


def wrong_checksum():
    data = bytearray(packed(PLAIN))
    data[data.index(PHOTO) + len(PHOTO) // 2] ^= 1
    return bytes(data)


def declared(size):
    """A small member that says it is `size` bytes long, in both places."""
    data = bytearray(packed({**PLAIN, "cats/huge.jpg": NOISE}, zipfile.ZIP_DEFLATED))
    for start, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = 0
        while (place := data.find(start, place)) >= 0:
            if struct.unpack_from("<I", data, place + at)[0] == 70_000:
                struct.pack_into("<I", data, place + at, size)
            place += 4
    return bytes(data)


def long_contents():
    """So many entries that the table of contents alone would fill the memory."""
    contents = (b"PK\x01\x02" + bytes(42)) * 120_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, len(contents), 0, 0)
    return contents + end


SYMLINK = info("cats/link.jpg", external_attr=(stat.S_IFLNK | 0o777) << 16)
TWICE = [("cats/1.jpg", PHOTO), ("cats/1.jpg", PHOTO), ("dogs/1.jpg", PHOTO)]
HOSTILE = {
    "parent folders": (lambda: packed({**PLAIN, "../../evil.jpg": PHOTO}), "outside of it"),
    "parent inside": (lambda: packed({**PLAIN, "cats/../../x.jpg": PHOTO}), "outside of it"),
    "absolute": (lambda: packed({**PLAIN, "/etc/cron.d/x.jpg": PHOTO}), "outside of it"),
    "drive": (lambda: packed({**PLAIN, "C:/Windows/x.jpg": PHOTO}), "outside of it"),
    "backslashes": (lambda: packed({**PLAIN, "..\\..\\x.jpg": PHOTO}), "outside of it"),
    "share": (lambda: packed({**PLAIN, "\\\\server\\x.jpg": PHOTO}), "outside of it"),
    "drive of Windows": (lambda: packed({**PLAIN, "C:\\Windows\\x.jpg": PHOTO}), "outside of it"),
    "ratio": (
        lambda: packed({**PLAIN, "cats/0.jpg": bytes(20_000_000)}, zipfile.ZIP_DEFLATED),
        "more than 100 times its size",
    ),
    "ratio, disguised": (
        lambda: packed({**PLAIN, "cats/0": PHOTO + bytes(20_000_000)}, zipfile.ZIP_DEFLATED),
        "more than 100 times its size",
    ),
    "entries": (lambda: packed({f"cats/{n}.jpg": b"" for n in range(20_001)}), "more than 20000"),
    "endless contents": (long_contents, "more than 20000"),
    "huge member": (lambda: declared(3_000_000_000), "more than 100 times its size"),
    "no ZIP": (lambda: PHOTO, "not a ZIP file"),
    "empty": (lambda: b"", "not a ZIP file"),
    "cut off": (lambda: packed(PLAIN)[:-40], "not a ZIP file"),
    "no folders": (lambda: packed({"1.jpg": PHOTO, "2.jpg": PHOTO}), "No class folders"),
    "no photos": (lambda: packed({"cats/a.txt": b"x", "dogs/b.txt": b"y"}), "No class folders"),
}


def _twice():
    with pytest.warns(UserWarning, match="Duplicate name"):
        return packed(TWICE)


@pytest.mark.parametrize(("make", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_zip_is_refused_in_words_and_nothing_is_written(
    read, tmp_path, monkeypatch, make, sentence
):
    data = make()
    inside = tmp_path / "here"
    inside.mkdir()
    monkeypatch.chdir(inside)
    tracemalloc.start()
    try:
        with pytest.raises(LabError, match=sentence):
            read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 40_000_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "upload"]
    assert list(inside.iterdir()) == []


def test_folders_are_classes(read):
    assert read(packed(PLAIN)) == ({"cats": ["1.jpg", "2.jpg"], "dogs": ["1.jpg"]}, [])
    assert read(packed(PLAIN, zipfile.ZIP_DEFLATED))[0] == read(packed(PLAIN))[0]


def test_folders_around_the_classes_and_what_systems_leave_behind_do_not_matter(read):
    found, notes = read(
        packed(
            {
                **{f"my photos/set 1/{name}": data for name, data in PLAIN.items()},
                "my photos/": b"",
                "my photos/.DS_Store": b"x",
                "my photos/set 1/cats/Thumbs.db": b"x",
                "__MACOSX/my photos/set 1/cats/._1.jpg": b"x",
            }
        )
    )
    assert found == {"cats": ["1.jpg", "2.jpg"], "dogs": ["1.jpg"]}
    assert notes == []


# what is wrong with one file → the class, the file and the words that say so
FAULTS = {
    "wrong checksum": (wrong_checksum, "cats", "cats/1.jpg", "checksum or length"),
    "longer than it is": (lambda: declared(80_000), "cats", "cats/huge.jpg", "checksum or length"),
    "shorter than it is": (lambda: declared(1_000), "cats", "cats/huge.jpg", "checksum or length"),
    "too large": (
        lambda: packed([*PLAIN.items(), ("cats/big.jpg", NOISE * 600)]),
        *("cats", "cats/big.jpg", "larger than 40 MB"),
    ),
    "encrypted": (encrypted, "cats", "cats/1.jpg", "encrypted"),
    "other compression": (
        lambda: packed([*PLAIN.items(), (info("cats/b.jpg", compress_type=12), PHOTO)]),
        *("cats", "cats/b.jpg", "packed in a way"),
    ),
    "nested, disguised": (
        lambda: packed({**PLAIN, "cats/3.jpg": packed(PLAIN)}),
        *("cats", "cats/3.jpg", "archive itself"),
    ),
    "HEIC": (
        lambda: packed({**PLAIN, "dogs/3.HEIC": b"\0\0\0\x18ftypheic" + bytes(99)}),
        *("dogs", "dogs/3.HEIC", "HEIC photo"),
    ),
    "HEIC that calls itself JPEG": (
        lambda: packed({**PLAIN, "dogs/3.jpg": b"\0\0\0\x18ftypheic" + bytes(99)}),
        *("dogs", "dogs/3.jpg", "HEIC photo"),
    ),
    "a TIFF without an ending": (
        lambda: packed({**PLAIN, "dogs/3": b"II*\0" + bytes(99)}),
        *("dogs", "dogs/3", "format TIFF"),
    ),
    "empty": (lambda: packed({**PLAIN, "dogs/0.jpg": b""}), "dogs", "dogs/0.jpg", "is empty"),
}


@pytest.mark.parametrize(("make", "name", "file", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_one_file_is_told_and_the_others_are_read(tmp_path, make, name, file, sentence):
    (tmp_path / "upload").write_bytes(make())
    found = collected.collect(archive.zipped(tmp_path / "upload"))
    (broken,) = found.broken
    assert (broken["class"], broken["file"]) == (name, file)
    assert sentence in str(Message.from_json(broken["reason"]))
    assert found.names() | {name} == {"cats", "dogs"} or found.conflicts


# what is not used → why
ASIDE = {
    "a link": (lambda: packed([*PLAIN.items(), (SYMLINK, "/etc/passwd")]), "cats/link.jpg", "link"),
    "an archive": (
        lambda: packed({**PLAIN, "cats/more.zip": packed(PLAIN)}),
        *("cats/more.zip", "archive"),
    ),
    "a text": (lambda: packed({**PLAIN, "cats/a.txt": b"x"}), "cats/a.txt", "no_picture"),
    "text full of nothing": (
        lambda: packed({**PLAIN, "cats/a.txt": bytes(9_000_000)}, zipfile.ZIP_DEFLATED),
        *("cats/a.txt", "no_picture"),
    ),
    "hidden": (lambda: packed({**PLAIN, "cats/.x.jpg": PHOTO}), "cats/.x.jpg", "hidden"),
    "stray": (lambda: packed({**PLAIN, "stray.png": PHOTO}), "stray.png", "no_class"),
}


@pytest.mark.parametrize(("make", "file", "reason"), ASIDE.values(), ids=ASIDE)
def test_what_is_no_photo_is_left_aside_by_name(tmp_path, make, file, reason):
    (tmp_path / "upload").write_bytes(make())
    source = archive.zipped(tmp_path / "upload")
    assert {why: [path for _name, path in files] for why, files in source.aside.items()} == {
        reason: [file]
    }
    assert [given.path for given in source.photos] == list(PLAIN)
    assert file in str(aside.notes(source.aside)[0])


def test_one_name_twice_and_control_characters_are_no_reason_to_refuse(read):
    assert read(_twice())[0] == {"cats": ["1.jpg", "1.jpg"], "dogs": ["1.jpg"]}
    found, _notes = read(packed({**PLAIN, "cats/\x1b[2J3.jpg": PHOTO}))
    assert found["cats"][-1] == "[2J3.jpg"


def test_photos_are_known_by_their_bytes(read):
    odd = {"cats/a": PHOTO, "cats/b.jpg_large": PHOTO, "cats/c.JFIF": PHOTO, "dogs/d.txt": PHOTO}
    assert read(packed(odd))[0] == {"cats": ["a", "b.jpg_large", "c.JFIF"], "dogs": ["d.txt"]}


def test_what_finder_explorer_and_network_drives_leave_is_not_worth_a_word(tmp_path):
    left = (
        "__MACOSX/cats/._1.jpg", ".DS_Store", "cats/._1.jpg", "cats/Thumbs.db", "cats/Icon\r",
        "Desktop.ini", "cats/@eaDir/1.jpg/thumb.jpg", "cats/.picasa.ini", "cats/_DS_Store",
        "$RECYCLE.BIN/1.jpg", "System Volume Information/x", "cats/ehthumbs_vista.db",
    )  # fmt: skip
    (tmp_path / "upload").write_bytes(packed({**PLAIN, **dict.fromkeys(left, PHOTO)}))
    source = archive.zipped(tmp_path / "upload")
    assert [given.path for given in source.photos] == list(PLAIN)
    assert (source.aside, source.notes, source.titles) == ({}, (), ["cats", "dogs"])
    for name in left:
        if "\r" not in name or os.name == "posix":
            (tmp_path / "set" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "set" / name).write_bytes(PHOTO)
    for name in PLAIN:
        (tmp_path / "set" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "set" / name).write_bytes(PHOTO)
    source = archive.folder(tmp_path / "set")
    assert [given.path for given in source.photos] == list(PLAIN)
    assert (source.aside, source.notes) == ({}, ())


@pytest.mark.parametrize("around", ["", "data/"])
def test_an_earlier_split_keeps_its_test_part(tmp_path, around):
    (tmp_path / "upload").write_bytes(
        packed(
            {
                f"{around}train/cats/1.jpg": PHOTO,
                f"{around}train/dogs/1.jpg": PHOTO,
                f"{around}Validation/cats/1.jpg": PHOTO,
                f"{around}test/dogs/9.jpg": PHOTO,
            }
        )
    )
    source = archive.zipped(tmp_path / "upload")
    assert [(given.name, given.file, given.part) for given in source.photos] == [
        ("dogs", "9.jpg", "test"),
        ("cats", "1.jpg", "train"),
        ("dogs", "1.jpg", "train"),
        ("cats", "1.jpg", "val"),
    ]
    (note,) = source.notes
    assert "Validation are used for training and validation" in str(note)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("猫/ソ表.jpg".encode("cp932"), "猫"),  # second bytes of both letters look like “\”
        ("ねこ/1.jpg".encode(), "ねこ"),  # UTF-8 that does not say so, as macOS writes it
        ("café/1.jpg".encode("cp437"), "café"),
    ],
)
def test_names_of_other_systems_come_out_right(read, raw, expected):
    places = {b"@" * len(raw): PHOTO, b"dogs/1.jpg": PHOTO}
    data = packed({name.decode(): photo for name, photo in places.items()})
    found, _notes = read(data.replace(b"@" * len(raw), raw))
    assert list(found) == [expected, "dogs"]


def test_one_letter_in_two_unicode_forms_is_one_class(read):
    found, _notes = read(packed({"ガ/1.jpg": PHOTO, "ガ/2.jpg": PHOTO, "b/1.jpg": PHOTO}))
    assert found == {"ガ": ["1.jpg", "2.jpg"], "b": ["1.jpg"]}


def test_a_class_is_called_by_a_short_name_without_control_characters():
    assert class_names.class_name(" a\u202eb \u0007 c ") == "ab c"
    assert class_names.class_name('<img src="x">![a](b)') == '<img src="x">![a](b)'
    assert len(class_names.class_name("x" * 500)) == class_names.LONGEST_CLASS


def test_a_folder_gives_the_same_and_follows_no_link(tmp_path, read):
    for name, data in PLAIN.items():
        (tmp_path / "set" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "set" / name).write_bytes(data)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "mine.jpg").write_bytes(PHOTO)
    (tmp_path / "set" / "cats" / "link.jpg").symlink_to(tmp_path / "secret" / "mine.jpg")
    (tmp_path / "set" / "birds").symlink_to(tmp_path / "secret")
    source = archive.opened(tmp_path / "set")
    found = [(given.name, given.file) for given in source.photos]
    assert found == [("cats", "1.jpg"), ("cats", "2.jpg"), ("dogs", "1.jpg")]
    assert source.aside == {"link": [("", "birds"), ("cats", "cats/link.jpg")]}


def test_single_files_of_each_class(tmp_path):
    (tmp_path / "x").write_bytes(PHOTO)
    source = archive.files({" cats ": [("a.jpg", tmp_path / "x")], "dogs": [("b/c.jpg", b"12")]})
    found = [(given.name, given.file, given.read()) for given in source.photos]
    assert found == [("cats", "a.jpg", PHOTO), ("dogs", "c.jpg", b"12")]
    assert source.total == 2


GOOD = packed(PLAIN, zipfile.ZIP_DEFLATED)


@settings(deadline=None, max_examples=150)
@given(data=st.one_of(
    st.binary(max_size=400),
    st.lists(
        st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=12
    ),
))  # fmt: skip
def test_any_bytes_give_photos_or_words(tmp_path_factory, data):
    if isinstance(data, list):
        changed = bytearray(GOOD)
        for at, byte in data:
            changed[at] = byte
        data = bytes(changed)
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "upload").write_bytes(data)
    try:
        for photo in archive.zipped(folder / "upload").photos:
            assert photo.name
            with contextlib.suppress(LabError):
                photo.read()
    except LabError as error:
        assert len(str(error)) > 20
    assert [path.name for path in folder.iterdir()] == ["upload"]
