"""A small dataset with the flaws that real ones have: what the example of the checks is made of
(light)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from core import images
from core.datasets import library
from core.datasets.upload import archive
from core.datasets.upload.arranged import arrange
from core.datasets.upload.collected import collect
from core.work import Cancelled, Document, Report

DATASET = "cifar10"
CARS, TRUCKS = "cars", "trucks"  # the folders
SIDE, THUMBNAIL = 128, 48  # pixels a side of a photo, and of one that was saved too small
COUNTS = {CARS: 30, TRUCKS: 8}
GREY = 5  # of the trucks
AS_IT_IS, LIGHTER, COLOURLESS, SMALL = "", "lighter", "grey", "small"
BROKEN = "truck_99.jpg"  # a file that is no photo


@dataclass(frozen=True)
class File:
    """A photo of the catalogue under a name of its own, changed as `change` says."""

    name: str
    index: int
    change: str = AS_IT_IS

    def pixels(self) -> np.ndarray:
        """uint8 [side, side, 3]."""
        side = THUMBNAIL if self.change == SMALL else SIDE
        photo = Image.fromarray(library.photo(DATASET, self.index)).resize((side, side))
        if self.change == COLOURLESS:
            photo = photo.convert("L").convert("RGB")
        pixels = np.asarray(photo)
        if self.change == LIGHTER:
            pixels = np.clip(pixels * 1.05 + 6, 0, 255).astype(np.uint8)
        return pixels


def folders() -> dict[str, list[File]]:
    """Class → its photos: many cars, few trucks, most of them without colour; a car that is there
    twice, one that is there in other light, and one that lies among the trucks, too."""
    data = library.load(DATASET)
    classes = library.get(DATASET).classes
    out = {}
    for folder, name in ((CARS, "automobile"), (TRUCKS, "truck")):
        places = np.flatnonzero(data.labels[: data.train] == classes.index(name))
        out[folder] = [
            File(f"{folder[:-1]}_{at:02}.png", int(place))
            for at, place in enumerate(places[: COUNTS[folder]], 1)
        ]
    cars, trucks = out[CARS], out[TRUCKS]
    trucks[:GREY] = [File(one.name, one.index, COLOURLESS) for one in trucks[:GREY]]
    trucks[-1] = File(trucks[-1].name, trucks[-1].index, SMALL)
    cars += [
        File("car_31.png", cars[0].index),
        File("car_32.png", cars[1].index, LIGHTER),
        File("car_33.png", cars[2].index),
    ]
    cars.pop(2)
    trucks.append(File("car.png", cars[-1].index))
    return out


def pixels(folder: str, name: str) -> np.ndarray:
    """A photo by its folder and its name, uint8 [side, side, 3]."""
    return next(one for one in folders()[folder] if one.name == name).pixels()


def checked_example_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What would be known of these photos as a dataset (`core.datasets.own.document`), without a
    picture."""
    given: dict[str, list[tuple[str, bytes]]] = {
        folder: [(one.name, images.png_bytes(one.pixels())) for one in every]
        for folder, every in folders().items()
    }
    given[TRUCKS].append((BROKEN, b"no photo"))  # too broken to be read
    source = archive.files(given)
    said = arrange(collect(source), source, 0).said
    for conflict in said["conflicts"]:
        conflict["picture"] = ""
    return said | {"id": "", "title": "", "seed": 0}
