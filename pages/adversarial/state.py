"""The session's attacks: what the controls say, and what was made; the other parts read it here.

Pictures stay in this session's memory; of the controls, only numbers and names are remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import streamlit as st

from core import images
from core.imagine.attacks.recipe import SETTINGS, Attack
from core.imagine.attacks.result import Result
from core.jobs.rules import digest
from core.work import Document
from core.zoo import classifier
from dashboard.kit import ask, photo
from dashboard.kit.linked import Beside, Linked
from dashboard.kit.photo import Photo
from dashboard.shell.language import _, language

MADE, SHOWN = "adversarial_made", "adversarial_shown"
PHOTO = "photo"  # the URL parameter: the id of a sample
DOG = "imagenet_00"  # a bullmastiff
PRESET = Attack.of("pgd", target=284)  # the course's story: a dog becomes a Siamese cat
KEPT = 8


@dataclass(frozen=True)
class Made:
    """One attack and what came of it (of one that was stopped, only a `Partial`).

    mask: bool [size, size], True where pixels might change; None: everywhere.
    """

    photo: Photo
    mask: np.ndarray | None
    result: Result
    id: str

    @property
    def recipe(self) -> Attack:
        return Attack.from_json(self.result["recipe"])

    @property
    def finished(self) -> bool:
        """False for one that was cancelled: nobody has judged its picture."""
        return "judged_by" in self.result

    @cached_property
    def before(self) -> np.ndarray:
        """The attacked network's input, uint8 [size, size, 3]."""
        return images.from_text(self.result["before"])

    @cached_property
    def after(self) -> np.ndarray:
        """The changed input, uint8 [size, size, 3]: the pixels of the PNG file."""
        return images.from_text(self.result["after"])

    def asked(self, **more: Any) -> Document:
        """What tasks are asked with that look at it: both pictures, and the network that was
        attacked (the first of several)."""
        network = self.recipe.backbones[0]
        pictures = {"before": self.result["before"], "after": self.result["after"]}
        return {**pictures, "backbone": network, **more}


def payload(attack: Attack, chosen: Photo, mask: np.ndarray | None = None) -> Document:
    """What task ``attack`` is asked with."""
    asked = {"recipe": attack.to_json(), "photo": chosen.text}
    if mask is not None:
        asked["mask"] = images.to_text(images.black_and_white(mask))
    return asked


def keep(asked: Document, chosen: Photo, mask: np.ndarray | None, result: Any) -> Made:
    """Put a result among the session's attacks, the newest first, and show it."""
    made = Made(chosen, mask, result, digest("attack", asked))
    known = attacks()
    if not any(one.id == made.id and one.result is result for one in known):
        others = [one for one in known if one.id != made.id]
        st.session_state[MADE] = [made, *others][:KEPT]
        st.session_state[SHOWN] = made.id
    return made


def attacks() -> list[Made]:
    """This session's attacks, the newest first; those that were stopped, too."""
    return cast(list[Made], st.session_state.get(MADE, []))


def shown() -> Made | None:
    """The attack that is looked at: the newest, or an earlier one that was picked."""
    known = attacks()
    wanted = st.session_state.get(SHOWN)
    return next((made for made in known if made.id == wanted), known[0] if known else None)


def show(made_id: str) -> None:
    """Look at an earlier attack, and at its photo."""
    st.session_state[SHOWN] = made_id
    made = next((made for made in attacks() if made.id == made_id), None)
    if made is not None:
        photo.choose(made.photo)


def of(chosen: Photo) -> Made | None:
    """What is shown below a photo: the attack that is looked at, if it is one on this photo, or
    the newest one on it."""
    looked_at = shown()
    known = [looked_at, *attacks()] if looked_at is not None else []
    return next((made for made in known if made.photo.digest == chosen.digest), None)


def maker(chosen: Photo) -> Made | None:
    """The finished attack whose picture a photo is, pixel by pixel."""
    return next(
        (made for made in attacks() if made.finished and np.array_equal(made.after, chosen.pixels)),
        None,
    )


def latest() -> Made | None:
    """The finished attack that is looked at, or else the newest finished one; None without."""
    chosen = shown()
    if chosen is not None and chosen.finished:
        return chosen
    return next((made for made in attacks() if made.finished), None)


def needed() -> Made | None:
    """`latest`, or, where there is none yet, the course's example, which is made at once; None
    while it is made."""
    made = latest()
    if made is not None:
        return made
    dog = photo.sample(DOG, language())
    asked = payload(PRESET, dog)
    result = ask.result("attack", asked, _("Turning a dog into a Siamese cat"), "needed")
    return None if result is None else keep(asked, dog, None, result)


# -- what the controls say -------------------------------------------------------------------


def _sample() -> str:
    """The sample in the address; one's own photo never leaves this computer, and the course's
    example goes without saying."""
    chosen = photo.current().id
    return chosen if chosen in photo.SAMPLES and (chosen, recipe()) != (DOG, PRESET) else ""


def _choose(name: str) -> bool:
    if not name and photo.current().id:
        photo.choose_sample(DOG)
    photo.choose_sample(name)
    return not name or name in photo.SAMPLES


linked: Linked[Attack] = Linked(
    "adversarial",
    SETTINGS,
    lambda: PRESET,
    lambda attack: classifier.check(attack.backbones),
    beside={PHOTO: Beside(_sample, _choose)},
    remembered=Attack.to_json,
)
recipe, change, put, bound = linked.recipe, linked.change, linked.put, linked.bound


def link(attack: Attack, chosen: Photo) -> dict[str, str]:
    """An attack and the sample photo it is meant for, as URL parameters."""
    return attack.to_query() | ({PHOTO: chosen.id} if chosen.id else {})
