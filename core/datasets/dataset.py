"""What an image set is: its facts, and its pictures once they are opened (light)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from core.messages import Message

_OWN = re.compile(r"own-[0-9a-f]{16}")


@dataclass(frozen=True)
class Arrays:
    """A whole image set, the training part first, then the test part.

    A position in these arrays is what results, pages and the run log call ``index``.
    """

    images: np.ndarray  # uint8 [N, H, W, 3], RGB 0..255, read-only; memory-mapped when large
    labels: np.ndarray  # int64 [N], position in the entry's classes
    train: int  # images 0..train-1 are for training and validation, the rest is the test part
    digest: str  # of images and labels: two sets with one digest are the same
    # int64 [N]: photos with one number look nearly the same and belong in one part of any split
    groups: np.ndarray | None = None


@dataclass(frozen=True)
class Dataset:
    """One image set: what can be known without opening it."""

    id: str  # also the provider module core/datasets/{id}.py
    title: Message
    classes: tuple[str, ...]  # language-neutral ids; names on screen: class_titles
    class_titles: tuple[Message, ...]
    image_size: int  # pixels a side as stored
    # images of every class: those of the rarest, or a little fewer where some files are broken
    train_per_class: int  # to train and validate with
    test_per_class: int  # set apart for the test
    similarity: Message  # how near it is to ImageNet, in one clause
    citation: str
    url: str
    licence: str


def is_own(dataset: str) -> bool:
    """Whether an id is that of a learner's own photos, which are in no fixed list."""
    return _OWN.fullmatch(dataset) is not None
