"""What a division by 255 is to a network that was trained with something else."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core import labels
from core.experiments.preprocessing import seen_as
from core.images import resize, to_text
from core.jobs.rules import digest
from core.zoo import catalog
from dashboard.kit import ask, guesses, networks, photo, predict
from dashboard.kit.bars import percent
from dashboard.kit.gallery import Picture, across, jpeg, rows
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _, language

SIZE = 224
NETWORKS = (
    "vgg16",
    "resnet50",
    "squeezenet",
    "inception_v3",
    "mobilenet_v2",
    "efficientnet_lite0",
)
ASKED = ("efficientnet_lite0", "squeezenet")  # their ImageNet heads are bundled


def draw(part: Part) -> None:
    part.say("rescale")
    network = networks.choose(NETWORKS, "augment_network")
    view = resize(photo.current().pixels[None], SIZE)[0]
    seen = seen_as(view, catalog.get(network).preprocessing)
    title = catalog.get(network).title
    left, _right = st.columns([2, 1])
    with left:
        rows(
            [
                Picture(jpeg(view), _("The photo as it is"), _("The photo")),
                Picture(
                    jpeg(seen),
                    _("The photo as {name} takes it for after a division by 255", name=title),
                    _("What {name} takes it for", name=title),
                ),
            ],
            across(2),
        )
    part.say("seen", low=int(seen.min()), high=int(seen.max()))
    part.say("asked")
    question = Question(
        _("Your prediction: who still gives the same first answer?"),
        {name: catalog.get(name).title for name in ASKED}
        | {"both": _("both"), "neither": _("neither")},
    )
    place = f"two_ways/augment/rescale-{digest('photo', {'photo': to_text(view)})[:12]}"
    begun = guesses.at(place) is not None
    guess = predict.asked(place, "augment_rescale", question, begun, start=lambda: None)
    if guess is None:
        return
    kept = {name: _ask(name, view) for name in ASKED}
    if None not in kept.values():
        same = [name for name in ASKED if kept[name]]
        came = "both" if len(same) == len(ASKED) else same[0] if same else "neither"
        predict.answer(question, guess, came)


def _ask(name: str, view: np.ndarray) -> bool | None:
    """A network's first answer to the photo and to what a mere division makes of it; whether it is
    the same, None while that is not known."""
    said = []
    for place, pixels in enumerate((view, seen_as(view, catalog.get(name).preprocessing))):
        payload = {"photo": to_text(pixels), "backbones": [name], "top": 1}
        said.append(ask.result("classify", payload, slot=f"augment_{name}_{place}"))
    there = [answer for answer in said if answer]
    if len(there) < len(said):
        return None
    before, after = (answer[name]["predictions"][0] for answer in there)
    st.markdown(
        _(
            "{name}: **{before}** {sure} → **{after}** {unsure}",
            name=catalog.get(name).title,
            before=labels.name(before["index"], language()),
            sure=percent(before["probability"]),
            after=labels.name(after["index"], language()),
            unsure=percent(after["probability"]),
        )
    )
    return bool(before["index"] == after["index"])
