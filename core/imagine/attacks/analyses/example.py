"""An analysis of an attack on a sample photo, without its pictures: what examples are measured with
(light)."""

from __future__ import annotations

from core import images
from core.datasets import samples
from core.imagine.attacks.analyses.control import attack_control_task
from core.imagine.attacks.analyses.defences import attack_defend_task
from core.imagine.attacks.analyses.matrix import attack_matrix_task
from core.imagine.attacks.analyses.plane import attack_plane_task
from core.imagine.attacks.analyses.sweep import attack_sweep_task
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.run import run
from core.work import Cancelled, Document, Report

OF_PHOTO = {"sweep": attack_sweep_task, "matrix": attack_matrix_task}
OF_PICTURES = {
    "control": attack_control_task,
    "defend": attack_defend_task,
    "plane": attack_plane_task,
}
PICTURES = ("before", "after", "example")  # nobody needs them: the photo is a package's


def attack_example_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """``payload["analysis"]`` of ``recipe`` on the photo ``sample``, asked with ``more``.

    What the analysis gives, as numbers; of those that look at two pictures also ``own`` and
    ``wanted``, the network's answers to them.
    """
    recipe = Attack.from_json(payload["recipe"])
    photo = images.working(samples.sample(payload["sample"]).pixels())
    name, more = payload["analysis"], payload.get("more", {})
    if name in OF_PHOTO:
        asked = {"recipe": recipe.to_json(), "photo": images.to_text(photo), **more}
        return _numbers(OF_PHOTO[name](asked, report, cancelled))
    made = run(recipe, photo)
    pictures = {"before": made["before"], "after": made["after"]}
    asked = {**pictures, "backbone": recipe.backbones[0], **more}
    answers = {"own": made["clean"]["index"], "wanted": made["adversarial"]["index"]}
    return answers | _numbers(OF_PICTURES[name](asked, report, cancelled))


def _numbers(found: Document) -> Document:
    """The same without pictures, also in its rows."""
    kept = {name: value for name, value in found.items() if name not in PICTURES}
    if isinstance(kept.get("rows"), list):
        kept["rows"] = [_numbers(row) for row in kept["rows"]]
    return kept
