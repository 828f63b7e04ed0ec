"""From measures and a wish to one recipe with its reasons (light)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core import statistics
from core.advise.case import Case
from core.advise.model import Expected, Fit
from core.advise.ways import FROZEN, WAYS
from core.messages import Message, msg, signed
from core.runs.estimate import block_macs
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from core.zoo import facts

WISHES = ("accurate", "quick", "cheap")
CLOSE = 0.02  # expected accuracies nearer than this cannot be told apart
Measures = Mapping[str, Mapping[str, Any]]
Arm = tuple[str, str]


@dataclass(frozen=True)
class Advice:
    """One recommended training, every other that was considered, and why this one."""

    backbone: str
    way: str
    recipe: Recipe
    expected: Expected
    considered: Mapping[Arm, Expected]
    reasons: tuple[Message, ...]

    def to_json(self) -> dict[str, Any]:
        told = ("unfreeze", "boundary", "learns", "head", "lr", "suffix_lr", "augment")
        return {
            "backbone": self.backbone,
            "way": self.way,
            **{name: getattr(self.recipe, name) for name in told},
            "expected": vars(self.expected),
            "considered": [
                {"backbone": backbone, "way": way, **vars(expected)}
                for (backbone, way), expected in self.considered.items()
            ],
            "reasons": [reason.to_json() for reason in self.reasons],
            "recipe": self.recipe.to_json(),
        }


def recommend(case: Case, measures: Measures, wish: str, fit: Fit) -> Advice:
    """The recipe for a wish: ``accurate`` (whatever is expected to be best), ``quick`` (no
    fine-tuning: a prototype at once) or ``cheap`` (the least work among those that are close).

    measures: `core.advise.measure.measure`.
    """
    expected = {
        (backbone, way): fit.expected(measures, backbone, way, case.photos)
        for backbone, way in case.arms()
        if backbone in measures and (wish == "accurate" or way == FROZEN)
    }
    best = max(expected, key=lambda arm: expected[arm].accuracy)
    chosen = best
    if wish == "cheap":
        near = [a for a, e in expected.items() if expected[best].accuracy - e.accuracy <= CLOSE]
        chosen = min(near, key=lambda arm: work(arm[0], case.size))
    backbone, way = chosen
    recipe = case.recipe(backbone, way).check()
    reasons = (
        *_about_network(chosen, best, expected, measures, case),
        _about_measures(chosen, best, measures, case),
        _about_way(chosen, expected, case),
        _about_rest(recipe),
    )
    return Advice(backbone, way, recipe, expected[chosen], expected, reasons)


def work(backbone: str, size: int) -> float:
    """Billions of multiply-accumulates of one photo; infinite while a network is not counted."""
    counted = facts.read(backbone)
    return sum(block_macs(counted, size)) if counted else float("inf")


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _about_network(
    chosen: Arm, best: Arm, expected: Mapping[Arm, Expected], measures: Measures, case: Case
) -> list[Message]:
    name, leader = chosen[0], best[0]
    said = [
        msg(
            "{backbone}: a simple classifier on its frozen features names {probe} of your photos "
            "correctly, one in front of its last block {before}. It had not learned the photos it "
            "is judged by.",
            backbone=zoo.get(name).title,
            probe=_percent(measures[name]["probe"]),
            before=_percent(measures[name]["before"]),
        )
    ]
    if name != leader:
        said.append(
            msg(
                "You asked for little computing: it needs {share} of the work of {leader}, which "
                "is expected less than 2 points above it.",
                share=_percent(work(name, case.size) / work(leader, case.size)),
                leader=zoo.get(leader).title,
            )
        )
        return said
    others = {arm: e.accuracy for arm, e in expected.items() if arm[0] != name}
    if not others:
        return said
    second, _way = max(others, key=others.__getitem__)
    gap = expected[chosen].accuracy - max(others.values())
    words = {"other": zoo.get(second).title, "points": f"{100 * gap:.1f}"}
    if gap <= CLOSE:
        said.append(
            msg(
                "{other} is only {points} points behind: with {photos} photos the two can hardly "
                "be told apart.",
                photos=case.photos,
                **words,
            )
        )
    else:
        said.append(msg("The next best, {other}, is expected {points} points lower.", **words))
    return said


MEASURES: dict[str, Message] = {
    "probe": msg("the linear probe"),
    "before": msg("the probe before the last block"),
    "knn": msg("k-NN"),
}


def ahead(name: str, measures: Measures, photos: int) -> dict[str, str]:
    """Measure → the network that it puts ahead of `name` by more than the same photos may change;
    only measures that do."""
    out = {}
    for key in MEASURES:
        first = max(measures, key=lambda other: measures[other][key])
        if measures[first][key] - measures[name][key] >= statistics.least(photos):
            out[key] = first
    return out


def _about_measures(chosen: Arm, best: Arm, measures: Measures, case: Case) -> Message:
    """Whether the measures alone would have chosen the same network, and if not, why not."""
    name = chosen[0]
    others = ahead(name, measures, case.photos)
    if not others:
        return msg(
            "All three measures put {backbone} first, or no other clearly before it on {photos:# "
            "photo|# photos}.",
            backbone=zoo.get(name).title,
            photos=case.photos,
        )
    values = {
        "measures": [MEASURES[key] for key in others],
        "others": [zoo.get(other).title for other in dict.fromkeys(others.values())],
    }
    said = (
        msg(
            "By the measures alone ({measures}), {others} would come first. In the development "
            "cases, though, each network did somewhat better or worse than its measures said. "
            "That turns the order round."
        )
        if name == best[0]
        else msg(
            "By the measures alone ({measures}), {others} would come first; here the work decided."
        )
    )
    return Message(said.template, values)


def _about_way(chosen: Arm, expected: Mapping[Arm, Expected], case: Case) -> Message:
    backbone, way = chosen
    among = {w: expected[b, w].accuracy for b, w in expected if b == backbone}
    plain = among.pop(FROZEN)
    if way != FROZEN:
        gain = among[way] - plain
        values = {
            "way": WAYS[way].title,
            "photos": case.photos,
            "points": signed(100 * gain),
        }
        if gain <= CLOSE:
            return msg(
                "With {photos:# photo|# photos}, this way ({way}) is expected to change the "
                "accuracy by {points} points, too little to be told apart. Leaving everything "
                "frozen is as good, and quicker.",
                **values,
            )
        return msg(
            "With {photos:# photo|# photos}, this way ({way}) is expected to change the accuracy "
            "by {points} points against everything frozen: at least so much, with 95% certainty, "
            "it did on average where the advisor was made.",
            **values,
        )
    if not among and len(case.arms()) > len(expected):
        return msg("Every block stays frozen: that is the fastest, and the head learns in seconds.")
    if not among:
        return msg(
            "{backbone} stays frozen: its blocks are too large to train here in short time.",
            backbone=zoo.get(backbone).title,
        )
    return msg(
        "Every block stays frozen: with {photos:# photo|# photos}, no other way of this network "
        "surely gained anything where the advisor was made.",
        photos=case.photos,
    )


def _about_rest(recipe: Recipe) -> Message:
    if recipe.unfreeze:
        return msg(
            "The head learns first and alone at {head}; then what learns in the unfrozen blocks "
            "follows at {blocks}.",
            head=f"{recipe.lr:g}",
            blocks=f"{recipe.suffix_lr:g}",
        )
    return msg(
        "The head (256 units, dropout) is new and may learn at the usual {head}; nothing else "
        "learns.",
        head=f"{recipe.lr:g}",
    )
