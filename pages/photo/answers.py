"""What every network on this computer says about the photo, side by side."""

from __future__ import annotations

import streamlit as st

from core.zoo import catalog
from dashboard.components.reveal import reveal
from dashboard.kit import answers, lesson, photo, predict, stage
from dashboard.kit.bars import bars
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell import sitemap
from dashboard.shell.language import _, listed, translate
from dashboard.shell.names import as_written, class_name

NEXT = ("ideal", "adversarial")  # pages that go on with this photo
ACROSS = 260  # pixels of the photo


def draw(part: Part) -> None:
    chosen = photo.current()
    photo.choose(chosen)  # what is shown here is what the next pages open with
    left, right = stage.sides("answers")
    reveal("stage_answers", "" if chosen.id else chosen.digest)  # of a new one of the learner's own
    with right:
        shown = _("The chosen photo: {name}", name=chosen.name)
        st.image(chosen.pixels, alt=shown, width=ACROSS)
        said = answers.of(chosen)
    if said is None:
        return
    with left:
        told = _asked(chosen, said)
        if told and len(said) > 1:
            first = {answer["predictions"][0]["index"] for answer in said.values()}
            part.say("agree" if len(first) == 1 else "differ")
    if not told:
        return
    with right:
        for name, answer in answers.side_by_side(said):
            st.caption(translate(catalog.get(name).source_task))
            bars(answer["predictions"])
    absent = [entry.title for entry in catalog.BACKBONES.values() if entry.id not in said]
    with st.expander(_("Why not the other networks?")):
        part.say("others", names=listed(absent))
    lesson.link("why", "walk", _("Walk this photo through a network, block by block"))
    for name in NEXT:
        if sitemap.stands(name):
            title, icon = sitemap.TITLES[name]
            sitemap.link(name, _(title), icon)


def _asked(chosen: photo.Photo, said: answers.Answers) -> bool:
    """Which of its five likeliest classes a network puts first."""
    network = next(iter(said))
    best = [one["index"] for one in said[network]["predictions"]]
    names = {str(index): as_written(class_name(index)) for index in best}
    question = Question(
        _("Guess first: what does {network} answer?", network=catalog.get(network).title),
        dict(sorted(names.items(), key=lambda one: one[1])),
        lines=True,
    )
    place = f"photo/answers/first-{chosen.digest[:12]}"
    label = _("Show the answers")
    return predict.quick(place, "answers", question, label, str(best[0]), once=True)
