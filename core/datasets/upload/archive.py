"""Photos from outside, class by class: a ZIP of folders, a folder, single files (light)."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from core import names, picture_files
from core.datasets.upload import aside, class_names, kinds, layout, name_codes, parts, zip_members
from core.datasets.upload.layout import Entry
from core.datasets.upload.zip_members import MOST_MEMBER, limit, too_large
from core.images import shown_name
from core.messages import LabError, Message, msg


@dataclass(frozen=True)
class Given:
    """A file that is meant as a photo."""

    name: str  # of its class
    path: str  # as it may be shown
    read: Callable[[], bytes]  # raises LabError where the file cannot be read
    part: str = ""  # of a split that somebody made before (`core.datasets.upload.parts`)
    repeated: str = ""  # the folder that holds it once more

    @property
    def file(self) -> str:
        return shown_name(self.path)


@dataclass(frozen=True)
class Source:
    """Photos to be read once: `photos` gives them one at a time, `total` is how many."""

    total: int
    photos: Iterator[Given]
    titles: Sequence[str]  # of every class, also of those without a photo
    notes: tuple[Message, ...] = ()
    # reason (`core.datasets.upload.aside`) → (class or "", path): files that are not used
    aside: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    parts: Mapping[str, list[str]] = field(default_factory=dict)  # part → its folders


def opened(path: Path) -> Source:
    """A ZIP or a folder of class folders.  Raises LabError when it is neither, or not safe."""
    return folder(path) if path.is_dir() else zipped(path)


def zipped(path: Path) -> Source:
    """The photos in a ZIP of class folders.  Raises LabError for what no ZIP of photos does
    (`core.datasets.upload.zip_members`)."""
    members, code = zip_members.members(path)
    entries, left = [], {}
    for at, one in enumerate(members):
        name = one.parts[-1]
        entries.append(
            Entry(one.parts, kinds.named_picture(name) or bool(picture_files.kind(one.start)))
        )
        if one.special:
            left[at] = aside.LINK
        elif name and kinds.is_archive(name, one.start):
            left[at] = aside.ARCHIVE

    @contextmanager
    def reading() -> Iterator[Callable[[int], bytes]]:
        with zip_members.reading(path) as read:
            yield lambda at: read(members[at])

    source, used = _source(entries, left, code, reading())
    limit(0, sum(members[at].info.file_size for at in used))
    return source


def folder(path: Path) -> Source:
    """The photos in a folder of class folders on this computer; links are not followed."""
    files: list[Path] = []
    paths: list[tuple[str, ...]] = []
    left: dict[int, str] = {}

    def found(place: Path, name: str, reason: str = "") -> None:
        parts_of = (*place.relative_to(path).parts, name)
        if kinds.clutter(parts_of):
            return
        if reason:
            left[len(files)] = reason
        files.append(place / name)
        paths.append(parts_of)
        limit(len(files))

    def closed(error: OSError) -> None:
        shut = Path(error.filename)
        if shut == path:
            raise error
        found(shut.parent, shut.name, aside.CLOSED)

    for here, folders, file_names in os.walk(path, onerror=closed):
        place = Path(here)
        if place != path:
            found(place, "")
        for name in sorted(folders):
            if (place / name).is_symlink():
                found(place, name, aside.LINK)
                folders.remove(name)
        folders[:] = sorted(name for name in folders if not kinds.of_system(name))
        for name in sorted(file_names):
            regular = stat.S_ISREG((place / name).lstat().st_mode)
            found(place, name, "" if regular else aside.LINK)
    if not any(one[-1] for one in paths):
        raise LabError("The folder {folder} holds no files.", folder=names.plain(str(path)))
    told, code = _decoded(paths)
    entries = [
        Entry(one, at not in left and _is_picture(files[at])) if one[-1] else Entry(one, False)
        for at, one in enumerate(told)
    ]
    source, _used = _source(
        entries, left, code, nullcontext(lambda at: _read(files[at], told[at][-1]))
    )
    return source


def files(given: Mapping[str, Sequence[tuple[str, bytes | Path]]]) -> Source:
    """Single files of each class: class → (file name, its bytes or where they lie)."""
    photos = []
    for called, every in given.items():
        name = class_names.class_name(called)
        if not name:
            raise LabError("A class that has photos has no name. Name it.")
        for file, data in every:
            shown = shown_name(file)
            whole = partial(bytes, data) if isinstance(data, bytes) else partial(_read, data, shown)
            photos.append(Given(name, shown, whole))
    limit(len(photos))
    return Source(len(photos), iter(photos), [class_names.class_name(called) for called in given])


def digest(source: Source) -> str:
    """What tells whether two sources hold the same photos in the same classes; reads them all."""
    out = hashlib.sha256()
    for given in source.photos:
        try:
            data = given.read()
        except LabError:
            data = b""
        said = json.dumps([given.name, given.path, given.part])
        out.update(said.encode() + hashlib.sha256(data).digest())
    return out.hexdigest()


def _source(
    entries: Sequence[Entry],
    left: Mapping[int, str],
    code: str,
    reading: AbstractContextManager[Callable[[int], bytes]],
) -> tuple[Source, list[int]]:
    """The pictures among entries that are not left aside, the test part first: of two copies the
    first is kept.  Also their positions."""
    left = dict(left) | {
        at: aside.HIDDEN for at, one in enumerate(entries) if kinds.hidden(one.path) and one.picture
    }
    found = layout.read(
        [Entry(one.path, one.picture and at not in left) for at, one in enumerate(entries)]
    )
    repeated = {at: name for name, inside in found.repeated.items() for at in inside}
    unused: dict[str, list[tuple[str, str]]] = {}
    used = []
    for at, (entry, spot) in enumerate(zip(entries, found.spots, strict=True)):
        if not entry.path[-1]:
            continue  # a folder
        if reason := left.get(at) or spot.aside:
            unused.setdefault(reason, []).append((spot.title, _shown(entry.path)))
        else:
            used.append(at)
    used.sort(key=lambda at: found.spots[at].part != parts.TEST)

    def photos() -> Iterator[Given]:
        with reading as read:
            for at in used:
                spot = found.spots[at]
                shown = _shown(entries[at].path)
                yield Given(spot.title, shown, partial(read, at), spot.part, repeated.get(at, ""))

    notes = [*found.notes]
    if code != name_codes.UTF8:
        notes.append(
            msg(
                "The names of the files do not say in which code they are written; they were read "
                "as {code}.",
                code=name_codes.CODES[code],
            )
        )
    return (
        Source(len(used), photos(), found.titles, tuple(notes), unused, found.parts),
        used,
    )


def _shown(path: Sequence[str]) -> str:
    return "/".join(map(names.plain, path))


def _decoded(paths: Sequence[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], str]:
    """Names on this computer as text: those that are not in its code hold bytes."""
    bytes_of = {
        name: os.fsencode(name)
        for name in dict.fromkeys(part for path in paths for part in path)
        if any("\udc80" <= c <= "\udcff" for c in name)
    }
    read, code = name_codes.read(list(bytes_of.values()))
    told = dict(zip(bytes_of, read, strict=True))
    return [tuple(told.get(part, part) for part in path) for path in paths], code


def _is_picture(file: Path) -> bool:
    """Whether a file is meant as a picture, by its name or by its first bytes."""
    if kinds.named_picture(file.name):
        return True
    try:
        with file.open("rb") as opened_file:
            return bool(picture_files.kind(opened_file.read(picture_files.START)))
    except OSError:
        return False


def _read(path: Path, name: str) -> bytes:
    """A file of at most `MOST_MEMBER` bytes.  LabError where it is larger or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_MEMBER + 1)
    except OSError as error:
        raise LabError(
            "“{file}” cannot be read: {reason}.",
            file=shown_name(name),
            reason=error.strerror or str(error),
        ) from None
    if len(data) > MOST_MEMBER:
        raise too_large(name)
    return data
