"""Oxford-IIIT Pets: 37 breeds of cats and dogs, with the official lists for training and test.

Parkhi, Vedaldi, Zisserman, Jawahar, "Cats and Dogs", CVPR 2012.  Fetched on request
(`core.datasets.official`); both archives are read as streams, nothing is unpacked to a path.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from core.datasets import official, stored
from core.datasets.dataset import Archive, Dataset, Keep, Official
from core.datasets.official import MOST_BYTES
from core.messages import Message, msg

CAT, DOG = "cat", "dog"


@dataclass(frozen=True)
class Breed:
    """One breed: its name, its species, and the ImageNet class (0..999) that is the same breed.
    The ids are the file names of the set, in small letters (the set writes cats with a capital)."""

    title: Message
    species: str
    imagenet: int | None = None


BREEDS: dict[str, Breed] = {
    "abyssinian": Breed(msg("Abyssinian"), CAT),
    "american_bulldog": Breed(msg("American Bulldog"), DOG),
    "american_pit_bull_terrier": Breed(msg("American Pit Bull Terrier"), DOG),
    "basset_hound": Breed(msg("Basset Hound"), DOG, 161),
    "beagle": Breed(msg("Beagle"), DOG, 162),
    "bengal": Breed(msg("Bengal"), CAT),
    "birman": Breed(msg("Birman"), CAT),
    "bombay": Breed(msg("Bombay"), CAT),
    "boxer": Breed(msg("Boxer"), DOG, 242),
    "british_shorthair": Breed(msg("British Shorthair"), CAT),
    "chihuahua": Breed(msg("Chihuahua"), DOG, 151),
    "egyptian_mau": Breed(msg("Egyptian Mau"), CAT, 285),
    "english_cocker_spaniel": Breed(msg("English Cocker Spaniel"), DOG, 219),
    "english_setter": Breed(msg("English Setter"), DOG, 212),
    "german_shorthaired": Breed(msg("German Shorthaired Pointer"), DOG, 210),
    "great_pyrenees": Breed(msg("Great Pyrenees"), DOG, 257),
    "havanese": Breed(msg("Havanese"), DOG),
    "japanese_chin": Breed(msg("Japanese Chin"), DOG, 152),
    "keeshond": Breed(msg("Keeshond"), DOG, 261),
    "leonberger": Breed(msg("Leonberger"), DOG, 255),
    "maine_coon": Breed(msg("Maine Coon"), CAT),
    "miniature_pinscher": Breed(msg("Miniature Pinscher"), DOG, 237),
    "newfoundland": Breed(msg("Newfoundland"), DOG, 256),
    "persian": Breed(msg("Persian"), CAT, 283),
    "pomeranian": Breed(msg("Pomeranian"), DOG, 259),
    "pug": Breed(msg("Pug"), DOG, 254),
    "ragdoll": Breed(msg("Ragdoll"), CAT),
    "russian_blue": Breed(msg("Russian Blue"), CAT),
    "saint_bernard": Breed(msg("Saint Bernard"), DOG, 247),
    "samoyed": Breed(msg("Samoyed"), DOG, 258),
    "scottish_terrier": Breed(msg("Scottish Terrier"), DOG, 199),
    "shiba_inu": Breed(msg("Shiba Inu"), DOG),
    "siamese": Breed(msg("Siamese"), CAT, 284),
    "sphynx": Breed(msg("Sphynx"), CAT),
    "staffordshire_bull_terrier": Breed(msg("Staffordshire Bull Terrier"), DOG, 179),
    "wheaten_terrier": Breed(msg("Wheaten Terrier"), DOG, 202),
    "yorkshire_terrier": Breed(msg("Yorkshire Terrier"), DOG, 187),
}
SPECIES = (CAT, DOG)
_ROOT = "https://www.robots.ox.ac.uk/~vgg/data/pets/data"
_UNREADABLE = (tarfile.TarError, OSError, EOFError, zlib.error, UnicodeDecodeError)
_MOST_TEXT = 1_000_000  # bytes of a list of names


def read(paths: Sequence[Path], keep: Keep) -> None:
    """Hand over every photo that one of the official lists names, in the archive's order."""
    images, annotations = paths
    part = _parts(annotations)
    numbers = {name: number for number, name in enumerate(BREEDS)}
    for member, data in _files(images, MOST_BYTES):
        stem = member.removesuffix(".jpg")
        number = numbers.get(stem.rpartition("_")[0].lower())
        if number is not None and stem in part:
            keep(number, part.pop(stem), member, data)  # a name counts once


def _parts(annotations: Path) -> dict[str, bool]:
    """The name of every photo → whether it is for the test."""
    part: dict[str, bool] = {}
    for member, data in _files(annotations, _MOST_TEXT):
        if member in ("trainval.txt", "test.txt"):
            try:
                lines = data.decode("ascii").splitlines()
            except UnicodeDecodeError as error:
                raise stored.unreadable(annotations) from error
            names = [line.split()[0] for line in lines if line.strip() and line[0] != "#"]
            part |= dict.fromkeys(names, member == "test.txt")
    if len(set(part.values())) < 2:
        raise stored.unreadable(annotations)
    return part


def _files(archive: Path, most: int) -> Iterator[tuple[str, bytes]]:
    """Name without folders and contents of every plain file of at most `most` bytes."""
    try:
        with tarfile.open(archive, "r|gz") as tar:
            for member in tar:
                if member.isfile() and member.size <= most:
                    file = tar.extractfile(member)
                    assert file is not None  # only folders and devices have no contents
                    data = file.read()
                    yield Path(member.name).name, data
    except _UNREADABLE as error:
        raise stored.unreadable(archive) from error


OFFICIAL = Official(
    folder="pets",
    archives=(
        Archive(f"{_ROOT}/images.tar.gz", "md5:5c4f3ee8e5d25df40f4fd59a7f44e54c", 791_918_971),
        Archive(f"{_ROOT}/annotations.tar.gz", "md5:95a8c909bbe2e81eed6a22bccdf3f68f", 19_173_078),
    ),
    classes=len(BREEDS),
    most=7349,  # 3,680 in trainval.txt, 3,669 in test.txt
    read=read,
)


TITLE = msg("Oxford-IIIT Pets: 37 breeds")
SET = Dataset(
    id="pets",
    title=TITLE,
    classes=tuple(BREEDS),
    class_titles=tuple(breed.title for breed in BREEDS.values()),
    image_size=224,
    train_per_class=85,
    test_per_class=80,
    similarity=msg("very near to ImageNet: 120 of its 1,000 classes are breeds of dogs"),
    citation="Parkhi, Vedaldi, Zisserman and Jawahar, Cats and Dogs, CVPR 2012",
    url="https://www.robots.ox.ac.uk/~vgg/data/pets/",
    licence="CC BY-SA 4.0; the photos belong to those who took them",
    near="high",
    published=("Pets",),
    place=5,
    load=partial(official.load, OFFICIAL, TITLE),
    available=partial(official.available, OFFICIAL),
    official=OFFICIAL,
)
