"""The settings of a recipe in one table: how each is read, written and checked.

A recipe comes from a link, a remembered choice, a file of another version.  Whatever it holds, what
can be read is used and what cannot is said: no single value throws the others away.  The command
line builds its recipes itself and `check` refuses there what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Generic, Protocol, Self, TypeVar

from core.messages import LabError, Message, choose_from, msg

SHOWN = 40  # characters of a value that is left out
TOLD = 8  # values left out that are told
MOST = 1000  # items of one value
LONGEST = 200  # characters of a text or number


class Settled(Protocol):
    """What a recipe can do."""

    def check(self) -> Self:
        """The recipe itself; LabError for one that cannot be."""

    def fitted(self, **changes: Any) -> Self:
        """A copy with some fields set as a control sets them: what they contradict follows."""


R = TypeVar("R", bound=Settled)


@dataclass(frozen=True)
class Kind:
    """A kind of value: read from the text of an address, taken from JSON, written as text."""

    parse: Callable[[str], object]  # what `take` then takes; ValueError or KeyError for what is not
    take: Callable[[Any], Any]  # ValueError, TypeError or LabError for what is none
    write: Callable[[Any], str] = str


def _of(*kinds: type) -> Callable[[Any], Any]:
    """Takes values of some types as the first of them."""

    def take(value: Any) -> Any:
        if type(value) not in kinds or len(str(value)) > LONGEST:
            raise TypeError
        return kinds[0](value)

    return take


WHOLE = Kind(int, _of(int))
NUMBER = Kind(float, _of(float, int))
FLAG = Kind({"0": False, "1": True}.__getitem__, _of(bool), lambda on: str(int(on)))
TEXT = Kind(lambda text: text, _of(str))


@dataclass(frozen=True)
class Setting:
    """One field of a recipe, and what its value may be whatever the other fields say."""

    kind: Kind
    title: Message | str = ""  # as controls and errors call it
    low: float = 0
    high: float = inf  # without it, any number
    valid: Iterable[str] | None = None
    many: bool = False  # several values of the kind, with commas in an address
    most: int = MOST

    def write(self, value: Any) -> str:
        return ",".join(map(self.kind.write, value)) if self.many else self.kind.write(value)

    def check(self, value: Any) -> None:
        """Raise LabError for a value that is none."""
        if self.valid is not None and value not in self.valid:
            raise LabError(
                "“{value}” is not a valid choice for {name} here. Choose from: {valid}.",
                value=value,
                name=self.title,
                valid=choose_from(self.valid),
            )
        if self.high < inf and not self.low <= value <= self.high:  # also refuses NaN
            raise LabError(
                "{name} is {value}; it must lie between {low} and {high}.",
                name=self.title,
                value=value,
                low=self.low,
                high=self.high,
            )


@dataclass(frozen=True)
class Read(Generic[R]):
    """A recipe, the names that it was read from, and what of them is not in it, in words."""

    recipe: R
    used: tuple[str, ...]
    left: tuple[Message, ...] = ()
    reason: Message | None = None

    @property
    def trouble(self) -> Message | None:
        """What could not be used, in one sentence and with the reason, where there is one."""
        if not self.left:
            return None
        left = [*self.left[:TOLD], *(["…"] if len(self.left) > TOLD else [])]
        if self.reason is None:
            return msg("This could not be used and was left out: {left}.", left=left)
        return msg(
            "This could not be used and was left out: {left}. {reason}",
            left=left,
            reason=self.reason,
        )


def left_out(name: str, value: object) -> Message:
    """A name and its value, as `Read.left` holds them."""
    return msg("{name}={value}", name=name[:SHOWN], value=str(value)[:SHOWN])


@dataclass(frozen=True)
class Settings(Generic[R]):
    """The table of a recipe's settings, in the order in which they are set one by one.

    make    a recipe of the values given, as usual in everything else
    plain   what goes without saying in the address of a recipe
    spell   an address in which a word may stand for a value
    """

    rows: Mapping[str, Setting]
    make: Callable[..., R]
    plain: Callable[[R], R]
    spell: Callable[[Mapping[str, str]], Mapping[str, str]] = lambda query: query

    def check(self, recipe: R) -> None:
        """LabError for the first value that is none under any circumstances."""
        for name, setting in self.rows.items():
            setting.check(getattr(recipe, name))

    def to_query(self, recipe: R) -> dict[str, str]:
        """URL parameters, neutral of language, of everything that does not go without saying."""
        plain = self.plain(recipe)
        return {
            name: setting.write(getattr(recipe, name))
            for name, setting in self.rows.items()
            if getattr(recipe, name) != getattr(plain, name)
        }

    def from_query(
        self, query: Mapping[str, str], here: Callable[[R], object] = lambda recipe: None
    ) -> Read[R]:
        """Read URL parameters.  here: LabError for a recipe that this computer cannot make."""
        query = self.spell(query)
        several = {name for name, setting in self.rows.items() if setting.many}
        texts = {
            name: list(filter(None, text.split(","))) if name in several else text
            for name, text in query.items()
        }
        return self._read(texts, query, lambda kind, text: kind.take(kind.parse(text)), here)

    def from_json(
        self, document: Mapping[str, object], here: Callable[[R], object] = lambda recipe: None
    ) -> Read[R]:
        """Read what `to_json` of any version wrote."""
        return self._read(document, document, lambda kind, value: kind.take(value), here)

    def _read(
        self,
        given: Mapping[str, Any],
        said: Mapping[str, object],
        take: Callable[[Kind, Any], Any],
        here: Callable[[R], object],
    ) -> Read[R]:
        left: list[Message] = []
        reasons: list[Message] = []

        def refuse(name: str, value: object, error: Exception) -> None:
            left.append(left_out(name, value))
            if isinstance(error, LabError):
                reasons.append(error.message)

        values: dict[str, Any] = {}
        for name, setting in self.rows.items():
            if name not in given:
                continue
            found = []
            for item in _items(given[name], setting):
                try:
                    found.append(take(setting.kind, item))
                except (LabError, ValueError, TypeError, KeyError, OverflowError) as error:
                    refuse(name, item, error)
            try:
                if found or (setting.many and not given[name]):
                    value = tuple(found) if setting.many else found[0]
                    setting.check(value)
                    values[name] = value
            except LabError as error:
                refuse(name, said[name], error)
        recipe, used, refused = self._settled(values, here)
        moved = [name for name in values if getattr(recipe, name) != values[name]]
        unknown = [name for name in given if name not in self.rows]
        left += [left_out(name, said[name]) for name in (*moved, *unknown)]
        return Read(recipe, used, tuple(left), next(iter([*reasons, *refused]), None))

    def _settled(
        self, values: Mapping[str, Any], here: Callable[[R], object]
    ) -> tuple[R, tuple[str, ...], list[Message]]:
        """The recipe of all values; where they contradict each other or one cannot be, they are set
        one after the other as controls do.  Also the names that were set, and why others not."""
        try:
            recipe = self.make(**values).check()
            here(recipe)
        except LabError:
            recipe = self.make()
        else:
            return recipe, tuple(values), []
        used, refused = [], []
        for name, value in values.items():
            try:
                new = recipe.fitted(**{name: value}).check()
                here(new)
            except LabError as error:
                refused.append(error.message)
            else:
                recipe = new
                used.append(name)
        return recipe, tuple(used), refused


def _items(value: Any, setting: Setting) -> list[Any]:
    """The single values of one that may hold several; one that holds none is an item of no kind."""
    if not setting.many or not isinstance(value, (list, tuple)) or len(value) > setting.most:
        return [value]
    return list(value)
