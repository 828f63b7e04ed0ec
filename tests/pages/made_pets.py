"""A tiny set in the place of Oxford-IIIT Pets, of generated pictures: for tests only."""

import numpy as np

from core.datasets import official, stored
from core.datasets.sets import pets
from core.datasets.sets.pets import BREEDS

SIDE = 32
TRAIN, TEST = 8, 4  # pictures of each breed


def store() -> None:
    """Stripes of a width, a slant and a colour for each breed, in noise."""
    rng = np.random.default_rng(5)
    y, x = np.mgrid[:SIDE, :SIDE]
    images, labels = [], []
    for count in (TRAIN, TEST):
        for number, breed in enumerate(BREEDS.values()):
            slant, width = number % 6, 2 + number // 6
            bright = np.sin((x * np.cos(slant) + y * np.sin(slant)) * 3 / width)
            colour = (1.0, 0.5, 0.2) if breed.species == "cat" else (0.2, 0.5, 1.0)
            for _ in range(count):
                noise = rng.normal(0, 30, (SIDE, SIDE, 3))
                pixels = 128 + 80 * bright[..., None] * np.array(colour) + noise
                images.append(pixels.clip(0, 255).astype(np.uint8))
                labels.append(number)
    place = official.folder(pets.OFFICIAL)
    place.mkdir(exist_ok=True)
    (place / "found.json").write_text('{"photos": 444, "broken": 2, "files": []}')
    stored.write(place, np.stack(images), np.array(labels), TRAIN * len(BREEDS), "made")


def discard() -> None:
    stored.discard(official.folder(pets.OFFICIAL))
