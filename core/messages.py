"""Text that core hands to a person: an English template and its values, translated at the screen.

Core never knows the learner's language.  Whatever it wants to say (an error, a note on a result,
the name of a block) is a `Message`; the dashboard looks the template up in the catalogue and the
command line prints it in English.  ``msg("...")`` and ``LabError("...")`` mark a template for the
catalogue.

``{count}`` is filled with a value; ``{count:# photo|# photos}`` says what stands before the bar for
exactly one and what stands behind it otherwise, with the value for ``#``.  A language without
plurals writes ``{count}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any


class _Plural(Formatter):
    """Fills places as `str.format` does, and chooses between ``one|many``."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        single = str(value).lstrip("+-−") == "1"
        return (one if single else many).replace("#", str(value))


def fill(template: str, values: Mapping[str, Any]) -> str:
    """A text with its places filled: the one way for messages, lessons and quizzes."""
    return _Plural().vformat(template, (), values)


def signed(value: float, digits: int = 1) -> str:
    """A number with its sign, as it is typeset: +3.2, −0.5."""
    return f"{value:+.{digits}f}".replace("-", "−")


@dataclass(frozen=True)
class Message:
    """An English `template` with ``{named}`` places and the `values` that fill them."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        values = {
            name: choose_from(value) if isinstance(value, (list, tuple)) else value
            for name, value in self.values.items()
        }
        return fill(self.template, values)

    def filled(self, **values: Any) -> Message:
        """The same text with these values."""
        return Message(self.template, values)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON; values that are messages, or lists of them, become such objects, too."""
        values = {name: _to_json(value) for name, value in self.values.items()}
        return {"template": self.template, "values": values}

    @staticmethod
    def from_json(document: dict[str, Any]) -> Message:
        values = {name: _from_json(value) for name, value in document.get("values", {}).items()}
        return Message(document["template"], values)


def _to_json(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_to_json(one) for one in value]
    return value.to_json() if isinstance(value, Message) else value


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_from_json(one) for one in value]
    return Message.from_json(value) if _is_message(value) else value


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"template", "values"}


def msg(template: str, /, **values: Any) -> Message:
    """Make a `Message`.  The template must be a literal, so that it can be extracted."""
    return Message(template, values)


class LabError(Exception):
    """Something a learner can understand and act on: what happened and what to do, as a `Message`
    or as what makes one.

    Survives pickling (it travels from the worker to the page) and prints as one English sentence.
    """

    def __init__(self, message: Message | str, /, **values: Any) -> None:
        self.message = message if isinstance(message, Message) else Message(message, values)
        super().__init__(str(self.message))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.message,))


def choose_from(valid: Any) -> str:
    """``a, b, c``: how an error lists what would have been valid."""
    return ", ".join(str(item) for item in valid)
