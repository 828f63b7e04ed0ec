"""Every choice of one ideal image, in one small frozen object (light)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from core import labels
from core.messages import LabError, choose_from, msg
from core.settings import FLAG, NUMBER, TEXT, WHOLE, Kind, Setting, Settings
from core.zoo import catalog as zoo

KINDS = ("class", "channel", "neuron", "boundary")
PARAMS = ("pixel", "tv", "fourier", "maco")
STARTS = ("noise", "grey", "photo")

# What a parameterisation is without further choices.  Raw pixels and the course's way look at the
# image as it is; the best way found (docs/decisions/0011-ideal-images.md) never does.
PLAIN = dict.fromkeys(
    ("tv", "average", "settle", "pad", "jitter", "scale", "rotation", "crop", "noise"), 0.0
)
_BEST = {"tv": 60.0, "average": 0.95, "settle": 0.12, "pad": 0.05, "crop": 0.65, "noise": 0.08}
DEFAULTS: dict[str, dict[str, float]] = {
    "pixel": PLAIN,
    "tv": PLAIN | {"tv": 1000.0},
    "fourier": PLAIN | _BEST,
    "maco": PLAIN | _BEST | {"tv": 0.0},
}


@dataclass(frozen=True)
class Term:
    """One thing that is raised (weight > 0) or lowered (weight < 0).

    kind      "class": the logit of class `index`; "channel": the mean of channel `index` behind
              the first `boundary` blocks (1-based); "neuron": its value at one place, `row` and
              `column` as shares 0..1 of the map; "boundary": the mean square of all channels
    """

    kind: str = "class"
    index: int = 284  # Siamese cat
    boundary: int = 0  # 0: the logits
    weight: float = 1.0
    row: float = 0.5
    column: float = 0.5


@dataclass(frozen=True)
class Ideal:
    """One ideal image.  What is None takes the default of `param` (`DEFAULTS`)."""

    backbone: str = "efficientnet_lite0"
    objective: tuple[Term, ...] = (Term(),)
    param: str = "fourier"
    steps: int = 256
    size: int = 224  # pixels a side
    rate: float = 0.05  # of Adam
    tv: float | None = None  # λ: how much of the total variation is taken off the objective
    average: float | None = None  # share of the earlier steps' mean in the image; 0: the last step
    settle: float | None = None  # over this share of the steps at the end views become the image
    pad: float | None = None  # margin of mirrored image around it, a share of its side
    jitter: float | None = None  # moved by up to this share of the side
    scale: float | None = None  # enlarged or shrunk by up to this share
    rotation: float | None = None  # turned by up to so many degrees
    crop: float | None = None  # up to this share of the side is cut away
    noise: float | None = None  # standard deviation of what is added, pixels being 0..1
    coarse: bool = False  # the first half of the steps at half the resolution
    start: str = "noise"
    seed: int = 0

    def __post_init__(self) -> None:
        terms = (term if isinstance(term, Term) else Term(**term) for term in self.objective)
        object.__setattr__(self, "objective", tuple(terms))
        for name, value in DEFAULTS.get(self.param, DEFAULTS["pixel"]).items():
            if getattr(self, name) is None:
                object.__setattr__(self, name, value)

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"objective": [asdict(term) for term in self.objective]}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Ideal:
        """Read a recipe; unknown keys are ignored (an older or newer version wrote them)."""
        return cls(**{f.name: document[f.name] for f in fields(cls) if f.name in document})

    def but(self, **changes: Any) -> Ideal:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def fitted(self, **changes: Any) -> Ideal:
        """A copy with some fields changed; another parameterisation has its own defaults."""
        if changes.get("param", self.param) != self.param:
            changes = dict.fromkeys(PLAIN) | changes
        return self.but(**changes)

    def to_query(self) -> dict[str, str]:
        """URL parameters of what differs from the first recipe of the same parameterisation."""
        return SETTINGS.to_query(self)

    @property
    def target(self) -> int | None:
        """The class that the finished image is judged by; None when no class is raised."""
        classes = self._raised_classes()
        return max(classes, key=lambda term: term.weight).index if classes else None

    @property
    def raised(self) -> float:
        """The weights of all classes that are raised, together."""
        return sum(term.weight for term in self._raised_classes())

    def _raised_classes(self) -> list[Term]:
        return [term for term in self.objective if term.kind == "class" and term.weight > 0]

    def check(self) -> Ideal:
        """Return the recipe itself, or raise LabError with what is wrong and what is valid."""
        backbone = zoo.get(self.backbone)
        if not self.objective:
            raise LabError("There is nothing to raise: give at least one class or channel.")
        SETTINGS.check(self)
        if self.coarse and self.size % 4:
            raise LabError(
                "From coarse to fine, the size of the image must be a multiple of 4, not {value}.",
                value=self.size,
            )
        smallest = self.size // 2 if self.coarse else self.size
        if smallest < backbone.min_size:
            raise LabError(
                "{backbone} needs images of at least {low} pixels a side; here it would see "
                "{size}.",
                backbone=backbone.title,
                low=backbone.min_size,
                size=smallest,
            )
        for term in self.objective:
            _check(term, self.backbone)
        return self


def _check(term: Term, backbone: str) -> None:
    """LabError for a term that the network does not have (channels are counted by `goals`)."""
    if term.kind not in KINDS:
        raise LabError(
            "There is no objective “{name}”. Choose from: {valid}.",
            name=term.kind,
            valid=choose_from(KINDS),
        )
    if not abs(term.weight) <= 1000:
        raise LabError("A weight must lie between −1000 and 1000, not {value}.", value=term.weight)
    if term.kind == "class":
        labels.checked(term.index)
        return
    blocks = len(zoo.get(backbone).blocks)
    if not 1 <= term.boundary <= blocks:
        raise LabError("The boundary is a number from 1 to {count}.", count=blocks)
    if not (0 <= term.row <= 1 and 0 <= term.column <= 1):
        raise LabError("A place is given in shares of the map, from 0 to 1.")


_TERM = {  # in the order of an address
    "kind": TEXT,
    "index": WHOLE,
    "boundary": WHOLE,
    "weight": NUMBER,
    "row": NUMBER,
    "column": NUMBER,
}


def _parse(text: str) -> dict[str, object]:
    said = zip(_TERM.items(), text.split(":"), strict=True)
    return {name: kind.parse(value) for (name, kind), value in said}


def _term(said: Any) -> Term:
    if not isinstance(said, dict):
        raise TypeError
    return Term(**{name: _TERM.get(name, NUMBER).take(value) for name, value in said.items()})


def _write(term: Term) -> str:
    return ":".join(map(str, asdict(term).values()))


SETTINGS = Settings(
    {
        "param": Setting(TEXT, msg("Parameterisation"), valid=PARAMS),
        "backbone": Setting(TEXT, msg("Network")),
        "objective": Setting(Kind(_parse, _term, _write), many=True),
        "steps": Setting(WHOLE, msg("Steps"), 1, 4096),
        "size": Setting(WHOLE, msg("Size of the image"), 64, 512),
        "rate": Setting(NUMBER, msg("Step size"), 1e-4, 1.0),
        "tv": Setting(NUMBER, msg("Weight of the total variation"), 0, 10_000),
        "average": Setting(NUMBER, msg("Averaging"), 0, 0.999),
        "settle": Setting(NUMBER, msg("Coming to rest"), 0, 1),
        "pad": Setting(NUMBER, msg("Margin"), 0, 0.5),
        "jitter": Setting(NUMBER, msg("Jitter"), 0, 0.5),
        "scale": Setting(NUMBER, msg("Scaling"), 0, 0.5),
        "rotation": Setting(NUMBER, msg("Rotation"), 0, 180),
        "crop": Setting(NUMBER, msg("Crops"), 0, 0.9),
        "noise": Setting(NUMBER, msg("Noise"), 0, 0.5),
        "seed": Setting(WHOLE, msg("Seed"), 0, 2**31 - 1),
        "coarse": Setting(FLAG, msg("Coarse to fine")),
        "start": Setting(TEXT, msg("Start"), valid=STARTS),
    },
    Ideal,
    lambda recipe: Ideal(param=recipe.param).but(param=Ideal.param),
)
