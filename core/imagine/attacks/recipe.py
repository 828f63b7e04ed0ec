"""What an attack is: one small dataclass (light).  What a method can do says its own file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from core.imagine.attacks.goal import CLASS, GOALS, UNTARGETED
from core.imagine.attacks.method import Method
from core.imagine.attacks.methods import METHODS, several
from core.imagine.attacks.norms import NORMS
from core.messages import LabError, choose_from, msg
from core.settings import FLAG, NUMBER, TEXT, WHOLE, Setting, Settings

CLASSES = 1000
MOST_STEPS = 2000


@dataclass(frozen=True)
class Attack:
    """One attack: what is attacked, how, towards what, and with which budget.

    `backbones` are fooled together (an ensemble when there are several); the picture has the
    input size of the first.  `Attack.of` fills in the method's own defaults.
    """

    backbones: tuple[str, ...] = ("efficientnet_lite0",)
    method: str = "pgd"
    goal: str = CLASS
    target: int = 284  # the class to reach when `goal` is "class": a Siamese cat
    budget: float = 4
    steps: int = 20
    step: int = 1
    momentum: float = 0.0
    random_start: bool = False
    seed: int = 0

    @property
    def targeted(self) -> bool:
        return self.goal != UNTARGETED

    @property
    def facts(self) -> Method:
        return METHODS[self.method]

    @property
    def norm(self) -> str:
        return self.facts.norm

    @staticmethod
    def of(method: str = "pgd", **given: Any) -> Attack:
        """An attack with the method's defaults for everything that is not given.

        The step size follows from budget and steps.  LabError for a method that is none.
        """
        SETTINGS.rows["method"].check(method)
        facts = METHODS[method]
        values: dict[str, Any] = {
            "goal": CLASS if facts.targeted else UNTARGETED,
            "budget": facts.budget,
            "steps": facts.steps,
            "momentum": facts.momentum,
        } | given
        values.setdefault("step", facts.stride(values["budget"], values["steps"]))
        return Attack(method=method, **values)

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"backbones": list(self.backbones)}

    @staticmethod
    def from_json(document: dict[str, Any]) -> Attack:
        """Unknown names are refused; anything missing has the method's default."""
        known = {field.name for field in fields(Attack)}
        for name in document:
            if name not in known:
                raise LabError(
                    "An attack has no setting “{name}”. Choose from: {valid}.",
                    name=name,
                    valid=choose_from(sorted(known)),
                )
        given = dict(document)
        if "backbones" in given:
            given["backbones"] = tuple(given["backbones"])
        return Attack.of(**given)

    def to_query(self) -> dict[str, str]:
        """URL parameters: the method and what differs from the first attack by it."""
        return SETTINGS.to_query(self)

    def fitted(self, **changes: Any) -> Attack:
        """A copy with some settings changed; what follows from them follows.

        Another method starts from its own defaults, and the step size follows from the budget and
        the number of steps until it is set itself.
        """
        if changes.get("method", self.method) != self.method:
            return self._by(changes["method"])
        if "backbones" in changes:
            changes["backbones"] = tuple(changes["backbones"])
        new = replace(self, **changes)
        if new.norm == "linf" and {"budget", "steps"} & changes.keys():
            step = Attack.of(new.method, budget=new.budget, steps=new.steps).step
            new = replace(new, step=step)
        return new

    def _by(self, method: str) -> Attack:
        """The same wish by another method."""
        new = Attack.of(method, target=self.target, seed=self.seed, backbones=self.backbones)
        if METHODS[method].targeted and self.targeted:
            new = replace(new, goal=self.goal)
        if new.norm != "linf":
            return replace(new, backbones=self.backbones[:1])
        return new.fitted(budget=self.budget) if self.norm == "linf" else new

    def check(self) -> Attack:
        """The attack itself; LabError says what about it cannot be."""
        SETTINGS.check(self)
        method, norm = self.facts, NORMS[self.norm]
        if not self.backbones:
            raise LabError("An attack needs at least one network. Choose one.")
        if self.targeted and not method.targeted:
            raise LabError(
                "{method} has no target: it leaves the network’s answer by the shortest way. "
                "Ask for any other answer instead, or choose another method.",
                method=method.title,
            )
        if len(self.backbones) > 1 and method.norm != "linf":
            raise LabError(
                "{method} attacks one network at a time. Choose one network, or one of: {valid}.",
                method=method.title,
                valid=choose_from(METHODS[name].title for name in several()),
            )
        if method.norm != "linf":
            replace(SETTINGS.rows["budget"], high=method.highest).check(self.budget)
        if norm.whole and self.budget != int(self.budget):
            raise LabError("The budget of {method} is a whole number.", method=method.title)
        return self


SETTINGS = Settings(
    {
        "method": Setting(TEXT, msg("Method"), valid=METHODS),
        "backbones": Setting(TEXT, many=True, most=20),
        "goal": Setting(TEXT, msg("Goal"), valid=GOALS),
        "target": Setting(WHOLE, msg("Target"), 0, CLASSES - 1),
        "budget": Setting(NUMBER, msg("Budget"), 0, 255),
        "steps": Setting(WHOLE, msg("Steps"), 1, MOST_STEPS),
        "step": Setting(WHOLE, msg("Step size"), 0, 255),
        "momentum": Setting(NUMBER, msg("Momentum"), 0, 1),
        "random_start": Setting(FLAG),
        "seed": Setting(WHOLE, msg("Seed"), 0, 2**31 - 1),
    },
    Attack.of,
    lambda attack: replace(Attack.of(attack.method), method=""),  # which is always written
)
