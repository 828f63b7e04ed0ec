"""Every image set by its id: its facts and its pictures (light)."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from core.datasets.breeds import BREEDS, SPECIES
from core.datasets.dataset import Arrays, Dataset, is_own
from core.messages import LabError, choose_from, msg

DATASETS: dict[str, Dataset] = {
    entry.id: entry
    for entry in (
        Dataset(
            id="cifar10",
            title=msg("CIFAR-10: small photos"),
            classes=(
                "airplane",
                "automobile",
                "bird",
                "cat",
                "deer",
                "dog",
                "frog",
                "horse",
                "ship",
                "truck",
            ),
            class_titles=(
                msg("airplane"),
                msg("automobile"),
                msg("bird"),
                msg("cat"),
                msg("deer"),
                msg("dog"),
                msg("frog"),
                msg("horse"),
                msg("ship"),
                msg("truck"),
            ),
            image_size=32,
            train_per_class=5000,
            test_per_class=1000,
            similarity=msg("near to ImageNet: photos of animals and vehicles, but very small"),
            citation="Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
            url="https://www.cs.toronto.edu/~kriz/cifar.html",
            licence="no licence stated by its authors; free to use with citation",
        ),
        Dataset(
            id="digits",
            title=msg("Digits: handwritten"),
            classes=tuple("0123456789"),
            class_titles=(
                msg("zero"),
                msg("one"),
                msg("two"),
                msg("three"),
                msg("four"),
                msg("five"),
                msg("six"),
                msg("seven"),
                msg("eight"),
                msg("nine"),
            ),
            image_size=8,
            train_per_class=124,
            test_per_class=50,
            similarity=msg("far from ImageNet: grey pen strokes, no photos at all"),
            citation="Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, "
            "UCI Machine Learning Repository, 1998",
            url="https://archive.ics.uci.edu/dataset/80",
            licence="CC BY 4.0",
        ),
        Dataset(
            id="faces",
            title=msg("Faces: face or no face"),
            classes=("face", "other"),
            class_titles=(msg("face"), msg("no face")),
            image_size=25,
            train_per_class=70,
            test_per_class=30,
            similarity=msg("far from ImageNet: tiny grey pictures of one subject"),
            citation="Huang, Ramesh, Berg and Learned-Miller, Labeled Faces in the Wild, "
            "University of Massachusetts Amherst, 2007",
            url="https://vis-www.cs.umass.edu/lfw/",
            licence="public photos from news sources, free for research; "
            "the selection comes with scikit-image (BSD)",
        ),
        Dataset(
            id="textures",
            title=msg("Textures: brick, grass, gravel"),
            classes=("brick", "grass", "gravel"),
            class_titles=(msg("brick"), msg("grass"), msg("gravel")),
            image_size=32,
            train_per_class=128,
            test_per_class=128,
            similarity=msg("in between: grey close-ups of surfaces, without any object"),
            citation="van der Walt et al., scikit-image: image processing in Python, 2014",
            url="https://scikit-image.org/docs/stable/api/skimage.data.html",
            licence="CC0",
        ),
        Dataset(
            id="pets",
            title=msg("Oxford-IIIT Pets: 37 breeds"),
            classes=tuple(BREEDS),
            class_titles=tuple(breed.title for breed in BREEDS.values()),
            image_size=224,
            train_per_class=85,
            test_per_class=80,
            similarity=msg("very near to ImageNet: 120 of its 1,000 classes are breeds of dogs"),
            citation="Parkhi, Vedaldi, Zisserman and Jawahar, Cats and Dogs, CVPR 2012",
            url="https://www.robots.ox.ac.uk/~vgg/data/pets/",
            licence="CC BY-SA 4.0; the photos belong to those who took them",
        ),
        Dataset(
            id="pets_species",
            title=msg("Oxford-IIIT Pets: cat or dog"),
            classes=SPECIES,
            class_titles=(msg("cat"), msg("dog")),
            image_size=224,
            train_per_class=1000,
            test_per_class=1000,
            similarity=msg("very near to ImageNet: photos of cats and dogs"),
            citation="Parkhi, Vedaldi, Zisserman and Jawahar, Cats and Dogs, CVPR 2012",
            url="https://www.robots.ox.ac.uk/~vgg/data/pets/",
            licence="CC BY-SA 4.0; the photos belong to those who took them",
        ),
        Dataset(
            id="dogs_vs_cats",
            title=msg("Microsoft’s cats and dogs"),
            classes=SPECIES,
            class_titles=(msg("cat"), msg("dog")),
            image_size=224,
            train_per_class=1500,
            test_per_class=500,
            similarity=msg("very near to ImageNet: photos of cats and dogs"),
            citation="Elson, Douceur, Howell and Saul, Asirra: A CAPTCHA that Exploits "
            "Interest-Aligned Manual Image Categorization, CCS 2007",
            url="https://www.microsoft.com/en-us/download/details.aspx?id=54765",
            licence="the terms on Microsoft's download page",
        ),
    )
}


def get(dataset: str) -> Dataset:
    """The entry of a dataset, or a LabError that lists the valid ids."""
    if is_own(dataset):
        from core.datasets import own

        return own.entry(dataset)
    if dataset not in DATASETS:
        raise LabError(
            msg(
                "There is no dataset “{name}”. Choose from: {valid}.",
                name=dataset,
                valid=choose_from(DATASETS),
            )
        )
    return DATASETS[dataset]


def labels(dataset: str, classes: Sequence[str]) -> tuple[str, ...]:
    """What classes are called in files that are taken along: the names that the learner gave, of
    the catalogue's sets the ids, which are the same in every language."""
    if not is_own(dataset):
        return tuple(classes)
    entry = get(dataset)
    return tuple(str(entry.class_titles[entry.classes.index(name)]) for name in classes)


def load(dataset: str) -> Arrays:
    """All images of a dataset.  Raises LabError when they are not here or damaged."""
    arrays: Arrays = _provider(dataset).load()
    return arrays


def available(dataset: str) -> bool:
    """Whether `load` has something to open; reads no image."""
    return bool(_provider(dataset).available())


def photo(dataset: str, index: int) -> np.ndarray:
    """One image, uint8 [h, w, 3], by its position in the whole dataset."""
    return np.array(load(dataset).images[index])


def _provider(dataset: str) -> Any:
    if is_own(dataset):
        from core.datasets import own

        return own.Provider(dataset)
    return importlib.import_module(f"core.datasets.{get(dataset).id}")
