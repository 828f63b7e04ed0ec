"""The 37 breeds of Oxford-IIIT Pets, in the order of its own class numbers (light)."""

from __future__ import annotations

from dataclasses import dataclass

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
