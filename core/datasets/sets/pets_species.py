"""Cat or dog: the photos of Oxford-IIIT Pets with the species as their label."""

from __future__ import annotations

import hashlib

import numpy as np

from core.datasets.dataset import Arrays, Dataset
from core.datasets.sets import pets
from core.datasets.sets.pets import BREEDS, SPECIES
from core.messages import msg

_SPECIES_OF = np.array([SPECIES.index(breed.species) for breed in BREEDS.values()], np.int64)


def load() -> Arrays:
    """The photos of `pets`, at the same positions."""
    arrays = pets.SET.load()
    labels = _SPECIES_OF[arrays.labels]
    labels.flags.writeable = False
    digest = hashlib.sha256(f"{arrays.digest} species".encode()).hexdigest()
    return Arrays(arrays.images, labels, arrays.train, digest)


SET = Dataset(
    id="pets_species",
    title=msg("Oxford-IIIT Pets: cat or dog"),
    classes=SPECIES,
    class_titles=(msg("cat"), msg("dog")),
    image_size=224,
    train_per_class=1000,
    test_per_class=1000,
    similarity=msg("very near to ImageNet: photos of cats and dogs"),
    citation=pets.SET.citation,
    url=pets.SET.url,
    licence=pets.SET.licence,
    near="high",
    published=("Pets",),
    place=6,
    load=load,
    available=pets.SET.available,
    official=pets.OFFICIAL,
)
