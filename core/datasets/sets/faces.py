"""Faces: 100 faces and 100 pieces of background, 25x25 grey pixels, carried by scikit-image.

A selection from Huang, Ramesh, Berg and Learned-Miller, "Labeled Faces in the Wild", 2007.
30 of either kind are set apart for the test.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.datasets.carried import carried
from core.datasets.dataset import Arrays, Dataset
from core.datasets.held_out import hold_out
from core.messages import msg


@lru_cache(maxsize=1)
def load() -> Arrays:
    """All images, uint8 [200, 25, 25, 3].  Raises LabError when scikit-image lacks its data."""
    unit = np.load(carried("skimage", "data", "lfw_subset.npy"))  # float 0..1, faces first
    grey = np.round(unit * 255).astype(np.uint8)[..., None]
    labels = np.repeat([0, 1], len(grey) // 2)
    return hold_out(np.repeat(grey, 3, axis=3), labels, SET.test_per_class)


SET = Dataset(
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
    near="medium",
    published=(),
    place=3,
    load=load,
)
