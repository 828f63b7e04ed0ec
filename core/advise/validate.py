"""How good is the advice?  Cases are trained with every arm and compared with what was expected.

A case may be trained with several seeds; what an arm came to is the mean test accuracy over them.
Advice is given for each draw of photos by itself, as a learner would get it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.advise import model
from core.advise.case import Case
from core.advise.uploads import Upload, uploaded
from core.advise.ways import FROZEN, WAYS
from core.transfer.recipe import Recipe
from core.transfer.result import Result
from core.work import Cancelled, Document, Report

MEASURED = (*model.MEASURES, "log_me")  # what an outcome keeps of the measures
Outcome = dict[str, Any]
Asked = tuple[Case, Upload | None]


def arms(chosen: Sequence[Case]) -> dict[str, Recipe]:
    """Every training that advice on these cases is compared with, by name."""
    return {
        _name(place, *arm): case.recipe(*arm)
        for place, case in enumerate(chosen)
        for arm in case.arms()
    }


def _name(place: int, backbone: str, way: str) -> str:
    return f"{place}_{backbone}_{way}"


def outcomes(
    chosen: Sequence[Case], measures: Sequence[Document], results: Mapping[str, Result]
) -> list[Outcome]:
    """What `core.advise.judged.summary` reads of each case: ``case``, ``photos`` and ``arms``, as
    far as there are `results` of `arms`.  `measures`: backbone → `core.advise.measure.measure`, of
    each case."""
    return [
        {
            "case": case.to_json(),
            "photos": case.photos,
            "arms": [
                _arm(*arm, measured[arm[0]], results[_name(place, *arm)])
                for arm in case.arms()
                if _name(place, *arm) in results
            ],
        }
        for place, (case, measured) in enumerate(zip(chosen, measures, strict=True))
    ]


def _arm(backbone: str, way: str, measured: Document, result: Result) -> dict[str, Any]:
    return {
        "backbone": backbone,
        "way": way,
        **{name: measured[name] for name in MEASURED},
        "obtained": result["test_accuracy"],
        "tested": sum(map(sum, result["confusion"])),
        "seconds": result["seconds"]["total"],
    }


def run(chosen: Sequence[Asked], log: Path, tell: Callable[[Outcome], None]) -> list[Outcome]:
    """Measure and train every case (heavy).  Every training is a line of `log` when it ends, and
    none that stands there is made again; `tell` hears of each new one.  Gives `outcomes`, with the
    upload that a case was made of.
    """
    found = _read(log)
    for case, upload in chosen:
        known = found.setdefault(_key(case), {"case": case.to_json(), "photos": 0, "arms": []})
        done = {(arm["backbone"], arm["way"]) for arm in known["arms"]}
        if wanted := [arm for arm in case.arms() if arm not in done]:
            with uploaded(case, upload) as real, log.open("a", encoding="utf-8") as file:
                for line in _trained(real, wanted):
                    line["case"] = case.to_json()
                    file.write(json.dumps(line) + "\n")
                    file.flush()
                    _add(known, line)
                    tell(line)
        if upload is not None:
            known["upload"] = upload.to_json()
    return [found[_key(case)] for case, _upload in chosen]


def _trained(case: Case, wanted: Sequence[tuple[str, str]]) -> Iterator[Document]:
    """Some arms of a case, one trained after the other."""
    from core.advise.measure import measure
    from core.transfer.fit import train

    measured = measure(case)
    for backbone, way in wanted:
        arm = _arm(backbone, way, measured[backbone], train(case.recipe(backbone, way)))
        yield {"photos": case.photos, "arm": arm}


def _key(case: Case) -> str:
    return json.dumps(case.to_json())


def _read(log: Path) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for text in log.read_text("utf-8").splitlines() if log.exists() else ():
        line = json.loads(text)
        key = _key(Case.from_json(line["case"]))
        _add(found.setdefault(key, {"case": line["case"], "photos": 0, "arms": []}), line)
    return found


def _add(outcome: Outcome, line: Document) -> None:
    outcome["photos"] = line["photos"]
    outcome["arms"].append(line["arm"])


def rows(found: Sequence[Outcome]) -> list[model.Row]:
    """Every arm of every draw as the model's fit wants it; draws of one case belong together.
    Trainings in ways that are no longer tried take no part."""
    out = []
    for draw in found:
        measures = measured(draw)
        plain = {arm["backbone"]: arm["obtained"] for arm in draw["arms"] if arm["way"] == FROZEN}
        out += [
            model.Row(
                same_case(draw), arm["backbone"], arm["way"], measures, draw["photos"],
                arm["tested"], arm["obtained"], plain[arm["backbone"]],
            )
            for arm in tried(draw)
        ]  # fmt: skip
    return out


def tried(draw: Outcome) -> list[dict[str, Any]]:
    """The arms of a draw whose way is still tried."""
    return [arm for arm in draw["arms"] if arm["way"] in WAYS]


def measured(draw: Outcome) -> dict[str, dict[str, Any]]:
    """What was measured of every network."""
    return {arm["backbone"]: arm for arm in draw["arms"] if arm["way"] == FROZEN}


def same_case(draw: Outcome) -> str:
    """What draws of one case share: everything but the seed."""
    case = draw["case"]
    return json.dumps([case["dataset"], case["classes"], case["per_class"]])


def case_measures_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What the networks' frozen features say of each of ``payload["cases"]``: ``{"measures": […]}``
    in the same order (`core.advise.measure.measure`)."""
    from core.advise.measure import measure

    out = []
    for done, case in enumerate(payload["cases"]):
        report({"kind": "phase", "phase": "measure", "done": done, "total": len(payload["cases"])})
        out.append(measure(Case.from_json(case), cancelled=cancelled))
    return {"measures": out}
