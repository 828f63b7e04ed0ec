"""The course's two tables as one field to click on, on the blocks of a real network."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from core.advise import rules
from core.experiments import depth
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from dashboard.components.pick import pick, picked
from dashboard.kit import choice, lesson, networks, stage
from dashboard.kit import words as recipe_words
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.advisor import words

NETWORKS = ("vgg16", "efficientnet_lite0", "resnet50", "inception_v3", "mobilenet_v2")
CUTS = {"4": ("vgg16", 4), "8": ("vgg16", 8), "12": ("vgg16", 12), "30": ("inception_v3", 30)}
KEY = "advisor_grid"
FIRST = "1.medium"  # the cell that is chosen first: there the tables disagree

_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")


def draw(part: Part) -> None:
    left, right = stage.sides("advisor_tables", 1, 1)
    with left:
        network = networks.choose(NETWORKS, "advisor_network")
        rung, similarity = chosen()
        blocks = len(zoo.get(network).blocks)
        pick(_grid(blocks), KEY, chosen=f"{rung}.{similarity}")
        st.caption(
            _(
                "Each square is a block of the network. Upper row: by the number of photos. "
                "Lower row: by similarity. ≠: they disagree."
            )
        )
        networks.legend()
    with right:
        _cell(part, network)
    for place, name in zip(st.columns(2, gap="medium"), ("extract", "tune"), strict=True):
        with place.container(border=True, height="stretch"):
            part.say(name)
    st.subheader(_("Layers or blocks?"), anchor=False)
    part.say("layers")
    _cut(part)


def chosen() -> tuple[int, str]:
    """The cell that the learner has chosen: its row of the size table, and the similarity."""
    rung, _dot, similarity = picked(KEY, FIRST).partition(".")
    return int(rung), similarity


def _grid(blocks: int) -> str:
    heads = "".join(
        f'<div class="h">{escape(words.similarity(name))}'
        f"<span>{escape(words.similar_like(name))}</span></div>"
        for name in rules.SIMILARITIES
    )
    rows = []
    for rung in rules.RUNGS:
        name, count = words.amount(rung)
        rows.append(f'<div class="h r">{escape(name)}<span>{escape(count)}</span></div>')
        rows += [_square(rung, similarity, blocks) for similarity in rules.SIMILARITIES]
    return f'<style>{_CSS}</style><div class="adv-grid">{heads}{"".join(rows)}</div>'


def _square(rung: int, similarity: str, blocks: int) -> str:
    said = rules.said(rules.EXAMPLE_PHOTOS[rung], similarity, blocks)
    strips = "".join(
        "<div>" + "<i></i>" * (blocks - warm) + '<i class="w"></i>' * warm + "</div>"
        for warm in (said.by_amount, said.by_similarity)
    )
    label = _(
        "{amount}, {similarity}: {first} and {second} unfrozen blocks",
        amount=words.amount(rung)[0],
        similarity=words.similarity(similarity),
        first=said.by_amount,
        second=said.by_similarity,
    )
    on = " on" if (rung, similarity) == chosen() else ""
    return (
        f'<div class="c{on}" data-pick="{rung}.{similarity}" '
        f'aria-label="{escape(label, quote=True)}"><div class="s">{strips}</div>'
        f"<b>{'=' if said.agree else '≠'}</b></div>"
    )


def _cell(part: Part, network: str) -> None:
    rung, similarity = chosen()
    said = rules.said(rules.EXAMPLE_PHOTOS[rung], similarity, len(zoo.get(network).blocks))
    found = networks.counted(network)
    for key, title, unfreeze, rate in (
        ("amount", _("By the number of photos"), said.by_amount, words.rate_of(said.by_amount)),
        ("similar", _("By similarity"), said.by_similarity, said.rate),
    ):
        with st.container(border=True):
            told = _("learning rate {rate}", rate=recipe_words.rate(rate))
            told = f"{words.blocks(unfreeze)} · {told}"
            st.markdown(_("{group}: {said}", group=f"**{title}**", said=told))
            if found is not None:
                networks.network(Recipe(backbone=network, unfreeze=unfreeze), found, key)
    if said.agree:
        part.say("agree")
    else:
        part.say(
            "differ",
            amount=words.blocks(said.by_amount),
            similarity=words.blocks(said.by_similarity),
        )
    if similarity == "low":
        part.say("deep")


def _cut(part: Part) -> None:
    titles = {
        key: _("{network}: last {count}", network=zoo.get(name).title, count=last)
        for key, (name, last) in CUTS.items()
    }
    label = _("Which layers are opened")
    key = choice.one(label, titles, "advisor_cut", label_visibility="collapsed")
    network, last = CUTS[key]
    found = networks.described(network)
    if found is None:
        return
    opened, names = networks.cut(network, found, last)
    near = depth.boundaries(found)
    said = {"network": zoo.get(network).title, "last": last}
    if opened.through is None:
        part.say(
            "whole",
            count=near.index(last) + 1,
            convolutions=opened.convolutions,
            parameters=recipe_words.number(opened.parameters),
            **said,
        )
    else:
        inside = opened.blocks[opened.through]
        clean = [*[b for b in near if b < last][-1:], next(b for b in near if b > last)]
        part.say(
            "torn",
            block=names[opened.through],
            inside=sum(cell.trained for cell in inside),
            all=len(inside),
            clean=" / ".join(map(str, clean)),
            **said,
        )
    lesson.link("two_ways", "layers", _("Move the cut yourself"))
