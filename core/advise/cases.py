"""The cases on which the advisor was developed, and the others on which it is judged (light).

No case stands in both lists, and neither do their seeds: the rule was made while looking at the
first and is reported on the second.  The development has four rounds: what had been reported was
looked at, so it became part of the development, and new cases were drawn for the report.
"""

from __future__ import annotations

from dataclasses import replace

from core.advise.case import Case
from core.advise.uploads import Upload

ANIMALS = ("bird", "cat", "deer", "dog", "frog", "horse")
VEHICLES = ("airplane", "automobile", "ship", "truck")

_FIRST = (
    Case("cifar10", ANIMALS, 20),
    Case("cifar10", VEHICLES, 20),
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
_SECOND = (
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
_THIRD = (
    Case("cifar10", ("bird", "dog"), 40),
    Case("cifar10", ("cat", "frog", "horse"), 25),
    Case("digits", (), 30),
    Case("digits", ("0", "6", "8"), 15),
    Case("digits", ("2", "3", "5", "7"), 40),
    Case("faces", (), 20),
    Case("textures", ("brick", "grass"), 5),
    Case("upload/dim", (), 20),
    Case("upload/uneven", (), 8),
    Case("upload/grainy_faces", (), 20),
)
_FOURTH = (  # reported once, with every training that was tried then
    Case("cifar10", ("airplane", "ship"), 15),
    Case("cifar10", ("cat", "dog"), 60),
    Case("cifar10", ("frog", "truck"), 3),
    Case("cifar10", ("bird", "deer", "horse"), 10),
    Case("cifar10", ("airplane", "cat", "frog", "truck"), 8),
    Case("cifar10", ("bird", "cat", "dog", "frog"), 35),
    Case("cifar10", (), 3),
    Case("cifar10", (), 15),
    Case("digits", (), 3),
    Case("digits", (), 25),
    Case("digits", ("0", "1"), 5),
    Case("digits", ("4", "7", "9"), 35),
    Case("digits", ("1", "2", "6", "7"), 8),
    Case("faces", (), 3),
    Case("faces", (), 10),
    Case("faces", (), 30),
    Case("textures", (), 6),
    Case("textures", ("grass", "gravel"), 8),
    Case("upload/night", (), 20),
    Case("upload/grain", (), 30),
    Case("upload/blurred", (), 16),
    Case("upload/fog", (), 12),
    Case("upload/blocks", (), 10),
    Case("upload/jpeg", (), 40),
    Case("upload/soft_faces", (), 10),
    Case("upload/uneven_roads", (), 10),
    Case("upload/uneven_pets", (), 15),
    Case("upload/uneven_zoo", (), 8),
    Case("upload/folders", (), 36),
    Case("upload/stones", (), 12),
    Case("upload/numbers", (), 20),
)
RETIRED = (  # were reported once, and were not trained again for the development
    Case("cifar10", ("airplane", "deer", "ship", "truck"), 30),
    Case("cifar10", ("automobile", "bird"), 20),
    Case("cifar10", (), 30),
    Case("digits", (), 60),
    Case("digits", ("1", "7"), 20),
    Case("faces", (), 40),
    Case("textures", (), 20),
)


def _even(count: int, *names: str) -> dict[str, int]:
    return dict.fromkeys(names, count)


UPLOADS = {  # for development
    "upload/dim": Upload("cifar10", _even(24, "cat", "ship", "truck"), 100, 30, "darkness", 5),
    "upload/uneven": Upload("cifar10", {"dog": 60, "frog": 24, "airplane": 12}, 100, 30),
    "upload/grainy_faces": Upload("faces", _even(24, "face", "other"), 28, 30, "noise", 4),
    "upload/night": Upload("cifar10", _even(24, "bird", "horse", "truck"), 100, 40, "darkness", 4),
    "upload/grain": Upload("cifar10", _even(34, "cat", "frog"), 100, 40, "noise", 5),
    "upload/blurred": Upload("cifar10", _even(20, *VEHICLES), 100, 40, "blur", 5),
    "upload/fog": Upload("cifar10", _even(16, "deer", "dog", "ship"), 100, 40, "contrast", 5),
    "upload/blocks": Upload("cifar10", _even(14, *ANIMALS), 80, 40, "pixels", 4),
    "upload/jpeg": Upload("cifar10", _even(44, "airplane", "deer"), 100, 40, "jpeg", 5),
    "upload/soft_faces": Upload("faces", _even(16, "face", "other"), 28, 40, "blur", 3),
    "upload/uneven_roads": Upload("cifar10", {"automobile": 70, "truck": 12, "ship": 30}, 100, 40),
    "upload/uneven_pets": Upload("cifar10", {"cat": 90, "dog": 18}, 100, 40),
    "upload/uneven_zoo": Upload(
        "cifar10", {"bird": 50, "deer": 30, "frog": 20, "horse": 12}, 100, 40
    ),
    "upload/folders": Upload("cifar10", _even(40, "airplane", "cat", "horse"), 100, 40),
    "upload/stones": Upload("textures", _even(20, "brick", "gravel", "grass"), 60, 40),
    "upload/numbers": Upload("digits", _even(24, "2", "5", "6", "9"), 45, 40),
} | {  # for the report
    "upload/dusk": Upload("cifar10", _even(20, "deer", "ship", "truck"), 100, 50, "darkness", 4),
    "upload/snow": Upload("cifar10", _even(30, "bird", "horse"), 100, 50, "noise", 4),
    "upload/shaken": Upload("cifar10", _even(16, "cat", "dog", "frog"), 100, 50, "blur", 5),
    "upload/mist": Upload("cifar10", _even(22, "airplane", "automobile"), 100, 50, "contrast", 4),
    "upload/tiles": Upload("cifar10", _even(14, *VEHICLES), 80, 50, "pixels", 5),
    "upload/saved_often": Upload("cifar10", _even(32, "frog", "horse"), 100, 50, "jpeg", 5),
    "upload/grainy_stones": Upload(
        "textures", _even(14, "brick", "grass", "gravel"), 60, 50, "noise", 3
    ),
    "upload/dark_faces": Upload("faces", _even(16, "face", "other"), 28, 50, "darkness", 5),
    "upload/uneven_yard": Upload("cifar10", {"dog": 60, "cat": 30, "bird": 16}, 100, 50),
    "upload/uneven_port": Upload("cifar10", {"ship": 70, "airplane": 12}, 100, 50),
    "upload/uneven_signs": Upload("digits", {"1": 40, "4": 20, "7": 10}, 45, 50),
    "upload/plain_farm": Upload("cifar10", _even(24, "deer", "dog", "horse"), 100, 50),
}
DEVELOP = tuple(  # with their seeds: two draws of photos for the cases of the first two rounds
    replace(case, seed=seed)
    for cases, seeds in ((_FIRST, (0, 1)), (_SECOND, (20, 21)), (_THIRD, (30,)), (_FOURTH, (40,)))
    for case in cases
    for seed in seeds
)
SEED = 50  # of every case that is reported
REPORT = tuple(  # all kinds of them from the start, should a training be stopped half-way
    replace(case, seed=SEED)
    for case in (
        Case("cifar10", ("deer", "ship"), 12),
        Case("upload/dusk", (), 12),
        Case("digits", ("6", "9"), 15),
        Case("faces", (), 6),
        Case("upload/uneven_yard", (), 10),
        Case("cifar10", ("airplane", "cat", "truck"), 20),
        Case("upload/snow", (), 20),
        Case("textures", ("brick", "grass"), 10),
        Case("cifar10", ("automobile", "horse"), 3),
        Case("upload/shaken", (), 10),
        Case("digits", ("1", "5", "8"), 12),
        Case("upload/plain_farm", (), 18),
        Case("cifar10", ("bird", "frog"), 50),
        Case("upload/mist", (), 15),
        Case("digits", (), 4),
        Case("upload/uneven_port", (), 8),
        Case("faces", (), 25),
        Case("cifar10", ("dog", "ship", "truck", "horse"), 12),
        Case("upload/tiles", (), 10),
        Case("textures", (), 4),
        Case("upload/saved_often", (), 25),
        Case("digits", ("0", "3", "5", "9"), 20),
        Case("cifar10", (), 4),
        Case("upload/grainy_stones", (), 8),
        Case("cifar10", ("cat", "deer"), 30),
        Case("upload/uneven_signs", (), 6),
        Case("digits", ("2", "7"), 4),
        Case("upload/dark_faces", (), 10),
        Case("faces", (), 12),
        Case("cifar10", ("airplane", "automobile", "bird", "deer", "frog"), 6),
    )
)
QUICK = tuple(REPORT[place] for place in (0, 2, 3, 7))  # when time is short


def asked(chosen: tuple[Case, ...]) -> list[tuple[Case, Upload | None]]:
    """Cases, each with the upload that it is made of, if it is."""
    return [(case, UPLOADS.get(case.dataset)) for case in chosen]
