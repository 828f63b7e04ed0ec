"""The course's two tables as one field to click on, on the blocks of a real network."""

from __future__ import annotations

from html import escape

import streamlit as st

from core.advise import rules
from core.experiments import depth
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from dashboard.components.pick import pick, picked
from dashboard.kit import choice, lesson, networks
from dashboard.kit import words as recipe_words
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.advisor import words

NETWORKS = ("vgg16", "efficientnet_lite0", "resnet50", "inception_v3", "mobilenet_v2")
CUTS = {"4": ("vgg16", 4), "8": ("vgg16", 8), "12": ("vgg16", 12), "30": ("inception_v3", 30)}
KEY = "advisor_grid"
FIRST = "1.medium"  # the cell that is chosen first: there the tables disagree

_CSS = """<style>
.adv-grid { display: grid; grid-template-columns: minmax(8rem, auto) repeat(3, 1fr); gap: 6px; }
.adv-grid .h { color: var(--tll-ink); font-weight: 600; font-size: .93rem; align-self: end;
  padding: .1rem .2rem; }
.adv-grid .r { align-self: center; }
.adv-grid .h span { display: block; color: var(--tll-quiet); font-weight: 400; font-size: .82rem; }
.adv-grid .c { display: flex; align-items: center; gap: .5rem; padding: .5rem .6rem;
  background: var(--tll-raised); border: 2px solid var(--tll-line); border-radius: 8px; }
.adv-grid .c.on { border-color: var(--tll-ink); }
.adv-grid .c > b { font-size: 1.1rem; color: var(--tll-quiet); width: 1rem; text-align: center; }
.adv-grid .s { display: flex; flex-direction: column; gap: 5px; flex: 1; }
.adv-grid .s div { display: flex; gap: 2px; }
.adv-grid i { flex: 1; height: 12px; border-radius: 2px; background: var(--tll-frozen); }
.adv-grid i.w { background: var(--tll-trainable); height: 12px;
  box-shadow: inset 0 -4px 0 rgba(0, 0, 0, .28); }
</style>"""


def draw(part: Part) -> None:
    network = choice.network(NETWORKS, "advisor_network", width=320)
    blocks = len(zoo.get(network).blocks)
    rung, similarity = chosen()
    pick(_grid(blocks), KEY, chosen=f"{rung}.{similarity}")
    st.caption(
        _(
            "In every cell, each square is a block of the network: above, what the number of "
            "photos suggests, below, what similarity suggests. ≠: they disagree."
        )
    )
    networks.legend()
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
    return f'{_CSS}<div class="adv-grid"><div></div>{heads}{"".join(rows)}</div>'


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
    columns = st.columns(2, gap="large")
    for place, title, unfreeze, rate in (
        (columns[0], _("By the number of photos"), said.by_amount, words.rate_of(said.by_amount)),
        (columns[1], _("By similarity"), said.by_similarity, said.rate),
    ):
        with place, st.container(border=True, height="stretch"):
            st.markdown(
                f"**{title}**: {words.blocks(unfreeze)} · "
                + _("learning rate {rate}", rate=recipe_words.rate(rate))
            )
            if found is not None:
                networks.network(Recipe(backbone=network, unfreeze=unfreeze), found)
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
    key = choice.one(
        _("Which layers are opened"),
        list(CUTS),
        "advisor_cut",
        titles.__getitem__,
        default="4",
        label_visibility="collapsed",
    )
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
