"""The session's attacks: what the controls say, and what was made; the other parts read it here.

Pictures stay in this session's memory; of the controls, only numbers and names are remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import streamlit as st

from core import images
from core.imagine.attacks.methods import METHODS
from core.imagine.attacks.recipe import Attack
from core.jobs.board import digest
from core.messages import LabError
from core.zoo import classifier
from dashboard.kit import ask, photo
from dashboard.kit.photo import Photo
from dashboard.shell import services
from dashboard.shell.language import _, language

RECIPE, MADE, SHOWN = "adversarial_recipe", "adversarial_made", "adversarial_shown"
SETTING = "adversarial"  # of the learner: the recipe as JSON
DOG = "imagenet_00"  # a bullmastiff
PRESET = Attack.of("pgd", target=284)  # the course's story: a dog becomes a Siamese cat
KEPT = 8


@dataclass(frozen=True)
class Made:
    """One attack and what came of it (`result`: that of task ``attack``).

    mask: bool [size, size], True where pixels might change; None: everywhere.
    """

    photo: Photo
    mask: np.ndarray | None
    result: dict[str, Any]
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


def payload(attack: Attack, chosen: Photo, mask: np.ndarray | None = None) -> dict[str, Any]:
    """What task ``attack`` is asked with."""
    asked = {"recipe": attack.to_json(), "photo": chosen.text}
    if mask is not None:
        asked["mask"] = images.to_text(images.black_and_white(mask))
    return asked


def keep(asked: dict[str, Any], chosen: Photo, mask: np.ndarray | None, result: Any) -> Made:
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
    return st.session_state.get(MADE, [])


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


def needed(key: str) -> Made | None:
    """`latest`, or, where there is none yet, one button that makes the course's example."""
    made = latest()
    if made is not None:
        return made
    with st.container(border=True):
        st.markdown(
            _("This part looks at an attack. There is none yet: make the course’s example first.")
        )
        dog = photo.sample(DOG, language())
        asked = payload(PRESET, dog)
        result = ask.on_press(
            "attack", asked, _("Turn a dog into a Siamese cat"), f"{key}_preset", primary=True
        )
    if result is not None:
        keep(asked, dog, None, result)
        st.rerun()
    return None


# -- what the controls say -------------------------------------------------------------------


def recipe() -> Attack:
    """What the controls say; at first, what they said when this learner was here last."""
    if RECIPE not in st.session_state:
        st.session_state[RECIPE] = _remembered()
    return st.session_state[RECIPE]


def _remembered() -> Attack:
    given = services.setting(SETTING)
    if not given:
        return PRESET
    try:
        attack = Attack.from_json(given).check()
    except LabError:
        return PRESET  # of an older version
    here = set(classifier.available())
    return attack if here.issuperset(attack.backbones) else PRESET


def put(attack: Attack) -> None:
    """Let the controls say this, and remember it."""
    st.session_state[RECIPE] = attack
    services.remember(SETTING, attack.to_json())


def change(**values: Any) -> None:
    """Change some settings; what follows from them follows.

    Another method starts from its own defaults, and the step size follows from the budget and the
    number of steps until it is set itself.
    """
    old = recipe()
    if "backbones" in values:
        values["backbones"] = tuple(values["backbones"])
    if "method" in values and values["method"] != old.method:
        put(_of_method(values["method"], old))
        return
    new = replace(old, **values)
    if METHODS[new.method].norm == "linf" and {"budget", "steps"} & values.keys():
        derived = Attack.of(new.method, budget=new.budget, steps=new.steps)
        new = replace(new, step=derived.step)
    put(new)


def _of_method(method: str, old: Attack) -> Attack:
    facts = METHODS[method]
    kept: dict[str, Any] = {"target": old.target, "seed": old.seed, "backbones": old.backbones}
    if facts.targeted and old.targeted:
        kept["goal"] = old.goal
    if facts.norm != "linf":
        kept["backbones"] = old.backbones[:1]
    elif METHODS[old.method].norm == "linf":
        kept["budget"] = old.budget
    return Attack.of(method, **kept)
