"""An attack, and the sample photo it is meant for, as URL parameters, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import streamlit as st

from core.imagine.attacks.recipe import Attack
from core.messages import LabError, Message, choose_from, msg
from core.zoo import catalog, classifier
from dashboard.kit import photo
from dashboard.shell import address
from pages.adversarial import controls, state

PAGE = "adversarial"
PHOTO = "photo"  # the id of a sample; a photo of one's own never leaves this machine
NAMES = tuple(field.name for field in fields(Attack))
TAKEN = "adversarial_link"  # session: the parameters that were taken in last
_READ: dict[str, Any] = {
    "backbones": lambda text: text.split(","),
    "method": str,
    "goal": str,
    "budget": float,
    "momentum": float,
    "random_start": {"0": False, "1": True}.__getitem__,
}


def to_query(attack: Attack, chosen: photo.Photo) -> dict[str, str]:
    """What differs from the first attack by the same method, the method, and the sample."""
    plain, out = Attack.of(attack.method), {"method": attack.method}
    for name in NAMES:
        value = getattr(attack, name)
        if value == getattr(plain, name):
            continue
        if name == "backbones":
            out[name] = ",".join(value)
        else:
            out[name] = str(int(value)) if isinstance(value, bool) else f"{value}"
    return out | ({PHOTO: chosen.id} if chosen.id in photo.SAMPLES else {})


def from_query(query: Mapping[str, str]) -> Attack:
    """Read `to_query`'s parameters.  Raises LabError for what cannot be read or made."""
    given: dict[str, Any] = {}
    for name in NAMES:
        if name not in query:
            continue
        try:
            given[name] = _READ.get(name, int)(query[name])
        except (ValueError, KeyError):
            raise LabError(
                msg(
                    "The link holds {name}={value}, which cannot be read.",
                    name=name,
                    value=query[name],
                )
            ) from None
    attack = Attack.from_json(given).check()
    here = classifier.available()
    missing = [name for name in attack.backbones if name not in here]
    if missing:
        known = catalog.BACKBONES.get(missing[0])
        raise LabError(
            msg(
                "{backbone} has no ImageNet classifier on this machine. Choose from: {valid}.",
                backbone=known.title if known else missing[0],
                valid=choose_from(here),
            )
        )
    return attack


def open_link() -> Message | None:
    """Take in an address that names an attack; what is wrong with it, should it be."""
    asked = {name: st.query_params[name] for name in (*NAMES, PHOTO) if name in st.query_params}
    if not asked or asked == st.session_state.get(TAKEN):
        return address.wrong_link(PAGE, None)
    st.session_state[TAKEN] = asked
    photo.choose_sample(asked.get(PHOTO, ""))
    try:
        wanted = from_query(asked)
    except LabError as error:
        return address.wrong_link(PAGE, error.message)
    state.put(wanted)
    controls.list_first(wanted.target)
    return address.wrong_link(PAGE, None, over=True)


def made(part: str) -> dict[str, str]:
    """What a shared link to a part of the page holds."""
    return to_query(state.recipe(), photo.current()) if part == "attack" else {}
