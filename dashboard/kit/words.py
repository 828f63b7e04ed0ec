"""A recipe in words: the names of its fields and values, and what differs between two (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from babel.numbers import format_compact_decimal

from core import messages
from core.datasets import library
from core.datasets.marked import MARKS
from core.runs.estimate import Estimate
from core.statistics import Difference
from core.transfer import learns, rates
from core.transfer.mistakes import FAULTS
from core.transfer.recipe import SETTINGS, Recipe
from core.zoo import catalog as zoo
from dashboard.shell.language import _, language, listed, translate

# In the order in which a difference is told.
ORDER = (
    "dataset", "classes", "per_class", "backbone", "weights", "scratch", "unfreeze",
    "learns", "rank", "size",
    "head", "output", "lr", "suffix_lr", "decay", "schedule",
    "epochs", "lp_ft", "batch", "optimizer", "bn", "augment",
    "smoothing", "mixup", "mirror",
    "views",
    "gradual", "early_stopping", "plateau", "keep_best", "seconds", "fault", "mark", "link", "seed",
    "val_per_class", "test_per_class",
)  # fmt: skip

rate = rates.written  # a learning rate in words
TOO_WIDE = 12  # a range so many times as long as short says nothing
EXACT = {"ja": 1e5}  # from here on a count is shortened, in Japanese to multiples of 10,000


def name(field: str) -> str:
    """A field of the recipe, as controls and differences call it."""
    return translate(SETTINGS.rows[field].title)


def head(head_id: str) -> str:
    return {
        "probe": _("linear probe"),
        "linear": _("linear layer"),
        "mlp": _("256 hidden units"),
        "deep": _("512 and 256 hidden units"),
    }[head_id]


def told(recipe: Recipe, field: str) -> str:
    """A field with its value."""
    return _("{group}: {said}", group=name(field), said=value(recipe, field))


def value(recipe: Recipe, field: str) -> str:
    """A field's value, as a person would say it."""
    raw = getattr(recipe, field)
    if field == "classes":
        return class_list(recipe)
    if field in ("lr", "suffix_lr"):
        return rate(raw)
    if field in ("early_stopping", "plateau"):
        return patience(raw)
    if field == "decay":
        return f"× {raw:g}"
    if field == "seconds":
        return seconds(raw) if raw else _("no limit")
    if field == "size":
        return _("{count} px", count=raw)
    if field == "link":
        return f"{raw}%"
    if isinstance(raw, int) and not isinstance(raw, bool):
        return f"{raw:,}"
    return _named(field, raw)


def _named(field: str, raw: object) -> str:
    """A value that has a name rather than a number."""
    if field == "dataset":
        return translate(library.get(str(raw)).title)
    if field == "backbone":
        return zoo.get(str(raw)).title
    if field == "head":
        return head(str(raw))
    if field == "learns":
        return translate(learns.TITLES[str(raw)])
    if field == "fault":
        return translate(FAULTS[str(raw)].title or "")
    if field == "mark":
        return translate(MARKS[str(raw)].title)
    known = {
        ("output", "softmax"): _("softmax, one for each class"),
        ("output", "sigmoid"): _("sigmoid, one for both"),
        ("weights", "bundled"): _("trained"),
        ("weights", "imagenet"): _("trained"),
        ("weights", "random"): _("random"),
        ("scratch", True): _("small CNN from scratch"),
        ("scratch", False): _("ready network"),
        ("bn", "frozen"): _("frozen"),
        ("bn", "train"): _("let loose"),
        ("augment", "none"): _("none"),
        ("augment", "chapter"): _("turn, shift, zoom, flip"),
        ("schedule", "constant"): _("constant"),
        ("schedule", "cosine"): _("cosine"),
        ("schedule", "warm"): _("warm-up, cosine"),
        ("mirror", True): _("on"),
        ("mirror", False): _("off"),
        ("gradual", True): _("on"),
        ("gradual", False): _("off"),
        ("keep_best", True): _("on"),
        ("keep_best", False): _("off"),
        ("optimizer", "adam"): "Adam",
        ("optimizer", "sgd"): "SGD",
    }
    return known.get((field, raw), str(raw))


def titles(dataset: str) -> dict[str, str]:
    """Id of every class of a dataset → its name."""
    data = library.get(dataset)
    return dict(zip(data.classes, map(translate, data.class_titles), strict=True))


def class_list(recipe: Recipe) -> str:
    if len(recipe.class_names) == len(library.get(recipe.dataset).classes):
        return _("all {count}", count=len(recipe.class_names))
    names = titles(recipe.dataset)
    return listed([names[known] for known in recipe.class_names])


def patience(epochs: int) -> str:
    """After how many epochs without progress something happens."""
    return _("after {count:# epoch|# epochs}", count=epochs) if epochs else _("off")


def changed(old: Recipe, new: Recipe) -> list[str]:
    """The fields that differ; weights that only follow the network are not one of them."""
    return [
        field
        for field in ORDER
        if getattr(old, field) != getattr(new, field)
        and not (
            field == "weights"
            and old.backbone != new.backbone
            and "random" not in (old.weights, new.weights)
        )
    ]


def differences(old: Recipe, new: Recipe) -> list[str]:
    """What changed from one recipe to the next, a phrase for each field."""
    return [
        _(
            "{name}: {before} → {now}",
            name=name(field),
            before=value(old, field),
            now=value(new, field),
        )
        for field in changed(old, new)
    ]


def title(recipe: Recipe) -> str:
    """A run in one short line: network and how much of it learns."""
    if recipe.scratch:
        return _("Small CNN from scratch")
    backbone = zoo.get(recipe.backbone)
    network = backbone.title
    if recipe.weights == "random":
        network = _("{network} (random weights)", network=network)
    if not recipe.unfreeze:
        return _("{network}, all frozen", network=network)
    if recipe.unfreeze == len(backbone.blocks):
        return _("{network}, all trained", network=network)
    return _(
        "{network}, {count:last block|last # blocks} trained",
        network=network,
        count=recipe.unfreeze,
    )


def statuses() -> dict[str, str]:
    """How a run of the log has ended → what that is called."""
    return {
        "done": _("finished"),
        "cancelled": _("stopped"),
        "failed": _("failed"),
        "lost": _("lost"),
    }


def seconds(duration: float) -> str:
    """A measured duration, the same wherever it is told.  That of a training is the whole of it,
    from the first photo to the test (``seconds.total``), unless its label says what else."""
    if 0.95 <= duration < 9.95:
        return _("{count} s", count=f"{duration:.1f}")
    return about(duration)


def about(duration: float) -> str:
    """An expected duration, no more precise than a guess is."""
    if duration < 1:
        return _("{count} s", count=f"{max(duration, 0.1):.1f}")
    if duration < 90:
        return _("{count} s", count=f"{duration:.0f}")
    return _("{count} min", count=f"{duration / 60:.0f}")


def number(count: int) -> str:
    """A count of parameters, readable at a glance."""
    return f"{count:,}" if count < EXACT.get(language(), 1e6) else tick(count)


def tick(count: int) -> str:
    """A count beside a scale: short from 10,000 on."""
    return f"{count:,}" if count < 10_000 else _compact(count, language())


@lru_cache(maxsize=1024)
def _compact(count: int, into: str) -> str:
    said = str(format_compact_decimal(count, locale=into, fraction_digits=1))
    if said.find(".") < 4:
        return said
    return str(format_compact_decimal(count, locale=into))  # 1485万, not 1484.9万


def points(found: Difference, mean: str = "mean") -> dict[str, str]:
    """A difference of shares and its interval in percentage points, to fill a text: `mean`, what
    the text calls the mean, ``low`` and ``high``."""
    return {mean: signed(found.mean), "low": signed(found.low), "high": signed(found.high)}


def tested(run: Mapping[str, Any]) -> str:
    """The test accuracy of a result with its interval."""
    shares = (run["test_accuracy"], *run["test_interval"])
    accuracy, low, high = (f"{share:.0%}" for share in shares)
    return f"{accuracy} ({low}–{high})"


def signed(difference: float) -> str:
    """A difference of two shares in percentage points, with its sign: +3.2, −0.5."""
    return messages.signed(100 * difference)


def time_of(guess: Estimate | None) -> str:
    """How long a training takes, in words; ``**`` marks numbers."""
    if guess is None or guess.high > TOO_WIDE * guess.low:
        return _("Time: no run like this on this computer yet.")
    low, high = about(guess.low), about(guess.high)
    if low == high:
        return _("Time: about **{time}**.", time=high)
    return _("Time: about **{low}** to **{high}**.", low=low, high=high)
