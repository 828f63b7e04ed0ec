"""Every dataset of the catalogue, opened as it is on this computer."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import skimage.data
import sklearn.datasets

from core.datasets import library, samples
from core.messages import LabError
from core.paths import ROOT


@pytest.fixture(params=library.DATASETS)
def dataset(request):
    if not library.available(request.param):
        pytest.skip(f"{request.param} could not be fetched on this computer")
    return library.get(request.param)


def test_the_arrays_are_what_the_catalogue_says(dataset):
    arrays = library.load(dataset.id)
    count = len(arrays.labels)
    assert arrays.images.dtype == np.uint8
    assert arrays.images.shape == (count, dataset.image_size, dataset.image_size, 3)
    assert arrays.labels.dtype == np.int64
    assert not arrays.images.flags.writeable
    train = np.bincount(arrays.labels[: arrays.train], minlength=len(dataset.classes))
    test = np.bincount(arrays.labels[arrays.train :], minlength=len(dataset.classes))
    assert len(train) == len(test) == len(dataset.classes) == len(dataset.class_titles)
    if dataset.official:  # some of their files are broken
        assert train.min() >= dataset.train_per_class
        assert test.min() >= dataset.test_per_class
    else:
        assert train.min() == dataset.train_per_class
        assert test.min() == dataset.test_per_class
    photo = library.photo(dataset.id, count - 1)
    np.testing.assert_array_equal(photo, arrays.images[-1])
    assert photo.flags.writeable  # a copy: drawing on it changes nothing


def test_an_unknown_dataset_lists_the_valid_ones():
    with pytest.raises(LabError, match="cifar10, digits, faces"):
        library.load("cats")


def test_cifar10_is_in_the_published_order():
    if not library.available("cifar10"):
        pytest.skip("cifar10 could not be fetched on this computer")
    arrays = library.load("cifar10")
    assert arrays.labels[arrays.train :][:8].tolist() == [3, 8, 8, 0, 6, 6, 1, 6]
    known = [entry for entry in samples.samples() if entry.labelled == "cifar10"]
    assert len(known) == 20
    for position, entry in enumerate(known):  # the first photos of the test split, pixel by pixel
        index = arrays.train + position
        assert arrays.labels[index] == entry.label
        np.testing.assert_array_equal(arrays.images[index], entry.pixels())


def test_digits_are_scikit_learns():
    ours = library.load("digits")
    theirs = sklearn.datasets.load_digits()
    expected = np.round(theirs.images * 255 / 16).astype(np.uint8)
    assert multiset(ours.images[..., 0], ours.labels) == multiset(expected, theirs.target)
    assert (ours.images == ours.images[..., :1]).all()


def test_faces_are_scikit_images():
    ours = library.load("faces")
    theirs = skimage.data.lfw_subset()
    expected = np.round(theirs * 255).astype(np.uint8)
    assert multiset(ours.images[..., 0], ours.labels) == multiset(expected, np.repeat([0, 1], 100))


def multiset(images, labels) -> list:
    return sorted(
        (int(label), image.tobytes()) for image, label in zip(images, labels, strict=True)
    )


def test_the_fixed_test_part_is_the_same_in_another_process():
    program = "from core.datasets import library; print(library.load('digits').digest)"
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == library.load("digits").digest


def test_sample_photos_are_found_without_importing_their_packages():
    program = (
        "import sys; from core.datasets.samples import samples; print(len(samples()));"
        "print([name for name in ('foolbox', 'skimage', 'sklearn') if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split("\n")[:2] == ["49", "[]"]


def test_sample_photos_are_pictures():
    for entry in samples.samples():
        pixels = entry.pixels()
        assert pixels.dtype == np.uint8
        assert pixels.ndim == 3
        assert pixels.shape[2] == 3
        assert (entry.label >= 0) == bool(entry.labelled) == (entry.title is None)
    with pytest.raises(LabError, match="chelsea"):
        samples.sample("unicorn")
