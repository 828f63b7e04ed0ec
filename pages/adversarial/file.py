"""What the networks answer to a picture of the learner's own: the proof of one made here."""

from __future__ import annotations

import streamlit as st

from core.zoo import catalog
from dashboard.kit import answers, predict
from dashboard.kit.bars import bars, percent
from dashboard.kit.lesson import Part
from dashboard.kit.photo import Photo
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from dashboard.shell.names import class_name
from pages.adversarial import state, words
from pages.adversarial.state import Made

FOOLED, OWN = "fooled", "own"  # what the file is predicted to be taken for
FIRST = 3  # answers of each network
WIDTH = 300  # pixels across of each


def draw(part: Part, chosen: Photo) -> None:
    """Ask at once; a sample needs no proof."""
    if chosen.id:
        return
    with st.container(border=True, key="adversarial_proof"):
        st.markdown(f"**{_('What the networks answer to this picture')}**")
        said = answers.of(chosen, _("Asking every network about the image"))
        if said is None:
            return
        made = state.maker(chosen)
        if made is not None:
            if not _asked(chosen, made, said):
                return
            _proof(part, made, said)
        with st.container(horizontal=True, gap="large"):  # below each other where it is narrow
            for name, answer in said.items():
                with st.container(width=WIDTH):
                    st.caption(_role(name, made))
                    bars(answer["predictions"][:FIRST])


def _asked(chosen: Photo, made: Made, said: answers.Answers) -> bool:
    """Whether it was predicted if the file still fools the network."""
    question = Question(
        _("Saved, opened again: what does the network answer to the file?"),
        {FOOLED: _("what the attack made it answer"), OWN: _("what it answered to the photo")},
    )
    first = said[made.recipe.backbones[0]]["predictions"][0]["index"]
    came = OWN if first == made.result["clean"]["index"] else FOOLED
    place = f"adversarial/attack/file-{chosen.digest[:12]}"
    return predict.quick(place, "file", question, _("Show the answers"), came)


def _role(name: str, made: Made | None) -> str:
    title = catalog.get(name).title
    if made is not None and name in made.recipe.backbones:
        return f"{title} · {_('attacked')}"
    return title


def _proof(part: Part, made: Made, said: answers.Answers) -> None:
    """The attacked network, before the attack and now that the file is read back."""
    network = made.recipe.backbones[0]
    now, clean = said[network]["predictions"][0], made.result["clean"]
    part.say(
        "proof",
        method=made.recipe.facts.title,
        budget=words.budget(made.recipe),
        network=catalog.get(network).title,
        now=class_name(now["index"]),
        share=percent(now["probability"]),
        was=class_name(clean["index"]),
        before=percent(clean["probability"]),
    )
