"""The cases on which the advisor was developed, and the others on which it is judged (light).

No case stands in both lists, and neither do their seeds: the rule was made while looking at the
first and is reported on the second.
"""

from __future__ import annotations

from core.advise.case import Case

DEVELOP_SEEDS = (0, 1)
SEEDS = (20, 21)  # two draws of photos for every case that is reported

_ANIMALS = ("bird", "cat", "deer", "dog", "frog", "horse")
_VEHICLES = ("airplane", "automobile", "ship", "truck")

DEVELOP = (
    Case("cifar10", _ANIMALS, 20),
    Case("cifar10", _VEHICLES, 20),
    Case("cifar10", ("cat", "dog"), 20),
    Case("cifar10", ("automobile", "truck"), 100),
    Case("cifar10", (), 5),
    Case("cifar10", (), 40),
    Case("digits", (), 5),
    Case("digits", (), 50),
    Case("digits", (), 100),
    Case("digits", ("3", "8"), 10),
    Case("faces", (), 5),
    Case("faces", (), 50),
    Case("textures", (), 5),
    Case("textures", ("grass", "gravel"), 20),
)
REPORT = (
    Case("cifar10", ("deer", "horse"), 50),
    Case("cifar10", ("airplane", "bird", "frog"), 20),
    Case("cifar10", ("cat", "deer", "dog", "horse"), 30),
    Case("cifar10", ("automobile", "ship", "truck"), 40),
    Case("cifar10", (), 20),
    Case("digits", (), 20),
    Case("digits", (), 80),
    Case("digits", ("1", "3", "5", "7", "9"), 10),
    Case("digits", ("0", "2", "4", "6", "8"), 60),
    Case("digits", ("4", "9"), 20),
    Case("faces", (), 15),
    Case("textures", (), 3),
    Case("textures", (), 10),
    Case("textures", ("brick", "gravel"), 4),
)
QUICK = tuple(REPORT[place] for place in (1, 4, 5, 7, 10, 12))  # when time is short
