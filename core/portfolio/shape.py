"""Whether JSON from outside has the shape that a type says (light)."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints
from typing import is_typeddict as is_record


def fits(value: Any, kind: Any) -> bool:
    """Whether plain JSON is of a type: of a `TypedDict` every key that is there is looked at, and
    those may be missing that an earlier version did not write; a tuple is a list of so many."""
    if kind is Any:
        return True
    if kind in (None, NoneType):
        return value is None
    if is_record(kind):
        known = get_type_hints(kind)
        return isinstance(value, dict) and all(
            name not in known or fits(one, known[name]) for name, one in value.items()
        )
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Annotated, NotRequired):
        return fits(value, inside[0])
    if origin in (Union, UnionType):
        return any(fits(value, one) for one in inside)
    if origin is list:
        return isinstance(value, list) and all(fits(one, inside[0]) for one in value)
    if origin is tuple:
        return isinstance(value, list) and _fits_in_order(value, inside)
    if origin is dict:
        return isinstance(value, dict) and all(fits(one, inside[1]) for one in value.values())
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind)


def _fits_in_order(values: list[Any], kinds: tuple[Any, ...]) -> bool:
    if kinds[-1] is Ellipsis:
        return all(fits(one, kinds[0]) for one in values)
    return len(values) == len(kinds) and all(map(fits, values, kinds))
