"""A recipe of an ideal image as URL parameters, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from core.imagine.ideal.recipe import Ideal, Term
from core.messages import LabError, msg

NAMES = tuple(f.name for f in fields(Ideal))


def to_query(recipe: Ideal) -> dict[str, str]:
    """What differs from the first recipe of the same parameterisation."""
    plain = Ideal(param=recipe.param)
    out = {}
    for name in NAMES:
        value = getattr(recipe, name)
        if name == "objective":
            if value != plain.objective:
                out[name] = ",".join(map(_term, value))
        elif value != (Ideal.param if name == "param" else getattr(plain, name)):
            out[name] = str(int(value)) if isinstance(value, bool) else f"{value}"
    return out


def _term(term: Term) -> str:
    return ":".join(
        f"{value}"
        for value in (term.kind, term.index, term.boundary, term.weight, term.row, term.column)
    )


def from_query(query: Mapping[str, str]) -> Ideal:
    """Read `to_query`'s parameters.  Raises LabError for what cannot be read or made."""
    out: dict[str, Any] = {}
    for name in NAMES:
        if name not in query:
            continue
        try:
            out[name] = _READ.get(name, float)(query[name])
        except (ValueError, KeyError):
            raise LabError(
                msg(
                    "The link holds {name}={value}, which cannot be read.",
                    name=name,
                    value=query[name],
                )
            ) from None
    return Ideal(**out).check()


def _terms(text: str) -> tuple[Term, ...]:
    return tuple(
        Term(kind, int(index), int(boundary), float(weight), float(row), float(column))
        for kind, index, boundary, weight, row, column in (
            part.split(":") for part in text.split(",")
        )
    )


_READ: dict[str, Any] = {
    "objective": _terms,
    "backbone": str,
    "param": str,
    "start": str,
    "steps": int,
    "size": int,
    "seed": int,
    "coarse": {"0": False, "1": True}.__getitem__,
}
