"""Which layers to unfreeze: the two tables on a real network, and where “the last N” cuts."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from core.advise import evidence
from core.experiments import depth
from core.figures.signs import SNOWFLAKE, inline
from core.transfer.rates import CHAPTER
from core.transfer.recipe import Recipe
from core.zoo import catalog
from dashboard.kit import choice, lesson, networks, words
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_, _

IMAGES = (100, 300, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
SIMILAR = {
    "high": N_("high: breeds, flowers, cars"),
    "medium": N_("medium: medical, satellite, faces"),
    "low": N_("low: X-rays, microscopes, abstract art"),
}
NETWORKS = ("efficientnet_lite0", "vgg16", "resnet50", "inception_v3", "mobilenet_v2")
# The numbers of last layers that the course opens.
COURSE = {"vgg16": (4, 8, 12), "inception_v3": (30,)}
MOST = 64  # how far the slider goes
CUT_NETWORKS = ("vgg16", "inception_v3", "resnet50", "efficientnet_lite0")

_CSS = """<style>
.zones { display: grid; grid-template-columns: 3fr 3fr 3fr 2fr; gap: 4px; margin: .2rem 0 .6rem; }
.zones div { display: flex; flex-direction: column; gap: .15rem; padding: .55rem .7rem;
  background: var(--tll-raised); border-top: 6px solid var(--tone); border-radius: 6px; }
.zones b { color: var(--tll-ink); } .zones span { color: var(--tll-quiet); font-size: .88rem; }
.zones em { font-style: normal; font-size: .92rem; color: var(--tll-ink); font-weight: 600; }
.zones .frozen { --tone: var(--tll-frozen); } .zones .trainable { --tone: var(--tll-trainable); }
.zones .head { --tone: var(--tll-head); }
.zones .both { border-top: 0; padding-top: calc(.55rem + 6px); background:
  linear-gradient(90deg, var(--tll-frozen), var(--tll-trainable)) top / 100% 6px no-repeat,
  var(--tll-raised); }
@media (max-width: 1000px) { .zones { grid-template-columns: 1fr 1fr; } }
</style>"""


def draw(part: Part) -> None:
    _zones()
    unfrozen = _tables(part)
    st.subheader(_("“The last N layers” and blocks"), anchor=False)
    part.say("cut")
    _cut(part)
    with st.expander(_("How sure is this advice?"), icon=":material/balance:"):
        _evidence(part)
    lesson.try_it(
        Recipe(size=96, unfreeze=unfrozen, lp_ft=5 if unfrozen else 0),
        _("Try it: {count:# unfrozen block|# unfrozen blocks} in the playground", count=unfrozen)
        if unfrozen
        else _("Try it: feature extraction in the playground"),
    )


def _zones() -> None:
    """What the blocks see, from the photo to the answer, and what is usually done with them."""
    zones = (
        ("frozen", _("low level"), _("edges, colours, textures"), _("always keep frozen")),
        ("both", _("middle level"), _("shapes, patterns"), _("unfreeze with more data")),
        ("trainable", _("high level"), _("parts of things"), _("usually unfreeze")),
        ("head", _("head"), _("your classes"), _("always train anew")),
    )
    cold = inline(SNOWFLAKE, "frozen")
    signs = {"frozen": cold, "both": f"{cold} → ▲", "trainable": "▲", "head": "▲"}
    cells = "".join(
        f'<div class="{tone}"><b>{escape(name)}</b><span>{escape(sees)}</span>'
        f"<em>{signs[tone]} {escape(advice)}</em></div>"
        for tone, name, sees, advice in zones
    )
    st.markdown(f'{_CSS}<div class="zones">{cells}</div>', unsafe_allow_html=True)


def _tables(part: Part) -> int:
    """The advice of both tables; gives the more careful one for the network of the playground."""
    left, right = st.columns(2, gap="large")
    with left:
        images = st.select_slider(
            _("Training photos in all"),
            IMAGES,
            2_000,
            format_func=lambda count: f"{count:,}",
            key="layers_images",
        )
    with right:
        similarity = st.selectbox(
            _("Similarity to ImageNet"),
            depth.SIMILARITIES,
            index=1,
            format_func=lambda name: _(SIMILAR[name]),
            key="layers_similarity",
        )
    network = choice.network(NETWORKS, "layers_network", width=320)
    found = networks.counted(network)
    blocks = len(catalog.get(network).blocks)
    advice = (depth.by_amount(images, blocks), depth.by_similarity(similarity, blocks))
    said = (
        (_("By the amount of data"), advice[0], f"rung_{depth.rung(images)}"),
        (_("By similarity"), advice[1], f"similar_{similarity}"),
    )
    for place, (title, unfrozen, piece) in zip(st.columns(2, gap="large"), said, strict=True):
        with place, st.container(border=True, height="stretch"):
            st.markdown(f"**{title}**")
            if found is not None:
                networks.network(Recipe(backbone=network, unfreeze=unfrozen), found)
            part.say(piece, low=words.rate(CHAPTER))
    networks.legend()
    part.say("agree" if advice[0] == advice[1] else "differ", fewer=min(advice), more=max(advice))
    own = len(catalog.get(Recipe().backbone).blocks)
    return min(depth.by_amount(images, own), depth.by_similarity(similarity, own))


def _evidence(part: Part) -> None:
    """What the published figures say of both rules, in numbers."""
    rows = evidence.published().values()
    part.say(
        "evidence",
        count=len(rows),
        harmed=sum(row.gain < 0 for row in rows),
        shrunk=sum(row.shrinks for row in rows),
        **{group: f"{evidence.mean_gain(group):.0f}" for group in evidence.GROUPS},
    )


def _cut(part: Part) -> None:
    left, right = st.columns([1, 2], gap="large")
    with left:
        network = choice.network(CUT_NETWORKS, "layers_cut_network", _("Network to cut"))
    found = networks.described(network)
    if found is None:
        return
    key = f"layers_last_{network}"
    usual = COURSE.get(network, (10,))
    with right:
        most = min(MOST, depth.layers_of(found))
        last = st.slider(_("The last N layers are unfrozen"), 1, most, usual[0], key=key)
    opened, titles = networks.cut(network, found, last)
    st.caption(_("One column for each block. Filled: a layer with weights. Outlined: without."))
    _read(part, network, found, opened, titles)


def _read(
    part: Part, network: str, found: dict[str, Any], opened: depth.Cut, titles: list[str]
) -> None:
    counts = {
        "last": opened.last,
        "convolutions": opened.convolutions,
        "norms": opened.norms,
        "parameters": words.number(opened.parameters),
    }
    part.say("opened", **counts)
    near = depth.boundaries(found)
    if opened.through is None:
        whole = near.index(opened.last) + 1
        part.say("whole", count=whole)
    else:
        inside = opened.blocks[opened.through]
        kept = [cell.name for cell in inside if not cell.trained and cell.parameters]
        below = [bound for bound in near if bound < opened.last]
        above = next(bound for bound in near if bound > opened.last)
        part.say(
            "torn",
            block=titles[opened.through],
            inside=sum(cell.trained for cell in inside),
            all=len(inside),
            kept=", ".join(f"`{name}`" for name in kept[:3]) or _("layers without weights"),
            clean=" / ".join(str(bound) for bound in (*below[-1:], above)),
        )
    if network in COURSE:
        part.say(f"course_{network}")
