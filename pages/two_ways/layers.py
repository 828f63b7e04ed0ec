"""Which layers to unfreeze: the two tables on a real network, and where “the last N” cuts."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from core.advise import evidence
from core.experiments import depth
from core.figures.signs import FLAME, SNOWFLAKE, inline
from core.transfer.rates import CHAPTER
from core.transfer.recipe import Recipe
from core.zoo import catalog
from dashboard.kit import lesson, networks, predict, stage, words
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import N_, _, listed

IMAGES = (100, 300, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
SIMILAR = {
    "high": N_("high: breeds, flowers, cars"),
    "medium": N_("medium: medical, satellite, faces"),
    "low": N_("low: X-rays, microscopes, abstract art"),
}
NETWORKS = ("efficientnet_lite0", "vgg16", "resnet50", "inception_v3", "mobilenet_v2")
# The numbers of last layers that the course opens.
COURSE = {"vgg16": (4, 8, 12), "inception_v3": (30,)}
FEW = 300  # photos in the question about both tables
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
    cold, warm = inline(SNOWFLAKE, "frozen"), inline(FLAME, "trainable")
    signs = {"frozen": cold, "both": f"{cold} → {warm}", "trainable": warm}
    signs["head"] = inline(FLAME, "head")
    cells = "".join(
        f'<div class="{tone}"><b>{escape(name)}</b><span>{escape(sees)}</span>'
        f"<em>{signs[tone]} {escape(advice)}</em></div>"
        for tone, name, sees, advice in zones
    )
    st.markdown(f'{_CSS}<div class="zones">{cells}</div>', unsafe_allow_html=True)


def _tables(part: Part) -> int:
    """The advice of both tables; gives the more careful one for the network of the playground."""
    controls, scene = stage.sides("layers")
    with controls:
        images = st.select_slider(
            _("Training photos in all"),
            IMAGES,
            2_000,
            format_func=lambda count: f"{count:,}",
            key="layers_images",
        )
        similarity = st.selectbox(
            _("Similarity to ImageNet"),
            depth.SIMILARITIES,
            index=1,
            format_func=lambda name: _(SIMILAR[name]),
            key="layers_similarity",
        )
        network = networks.choose(NETWORKS, "layers_network")
        blocks = len(catalog.get(network).blocks)
        advice = (depth.by_amount(images, blocks), depth.by_similarity(similarity, blocks))
        said = "agree" if advice[0] == advice[1] else "differ"
        part.say(said, fewer=min(advice), more=max(advice))
        _few_and_far()
    found = networks.counted(network)
    rules = (
        (_("By the amount of data"), advice[0], f"rung_{depth.rung(images)}"),
        (_("By similarity"), advice[1], f"similar_{similarity}"),
    )
    with scene:
        for title, unfrozen, piece in rules:
            with st.container(border=True):
                st.markdown(f"**{title}**")
                if found is not None:
                    networks.network(Recipe(backbone=network, unfreeze=unfrozen), found, piece)
                part.say(piece, low=words.rate(CHAPTER))
        networks.legend()
    own = len(catalog.get(Recipe().backbone).blocks)
    return min(depth.by_amount(images, own), depth.by_similarity(similarity, own))


def _few_and_far() -> None:
    """A question about a place of the tables where amount and similarity pull apart."""
    blocks = len(catalog.get(Recipe().backbone).blocks)
    fewer, more = depth.by_amount(FEW, blocks), depth.by_similarity("low", blocks)
    predict.quick(
        f"two_ways/layers/{FEW}-low",
        "layers_few",
        Question(
            _("{count} X-rays: how many blocks do the two rules unfreeze?", count=FEW),
            {
                "none": _("both none"),
                "all": _("both nearly all"),
                "apart": _("one none, the other nearly all"),
            },
            lines=True,
        ),
        _("Ask the rules"),
        "apart" if not fewer and more > blocks / 2 else "all" if fewer else "none",
    )


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
    controls, scene = stage.sides("cut")
    with controls:
        network = networks.choose(CUT_NETWORKS, "layers_cut_network", label=_("Network to cut"))
        found = networks.described(network)
        if found is None:
            return
        usual = COURSE.get(network, (10,))
        most = min(MOST, depth.layers_of(found))
        key = f"layers_last_{network}"
        last = st.slider(_("The last N layers are unfrozen"), 1, most, usual[0], key=key)
        _torn_or_whole()
    with scene:
        opened, titles = networks.cut(network, found, last)
        st.caption(_("One column for each block. Filled: a layer with weights. Outlined: without."))
        _read(part, network, found, opened, titles)


def _torn_or_whole() -> None:
    """A question about the cut of the chapter's project."""
    described = networks.described("inception_v3")
    if described is None:
        return
    (last,) = COURSE["inception_v3"]
    predict.quick(
        f"two_ways/layers/inception_v3-{last}",
        "layers_torn",
        Question(
            _(
                "The chapter opens the last {last} layers of InceptionV3. The cut falls …",
                last=last,
            ),
            {"whole": _("between two modules"), "torn": _("through a module")},
        ),
        _("Count"),
        "whole" if depth.cut(described, last).through is None else "torn",
    )


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
            kept=listed(f"`{name}`" for name in kept[:3]) or _("layers without weights"),
            clean=" / ".join(str(bound) for bound in (*below[-1:], above)),
        )
    if network in COURSE:
        part.say(f"course_{network}")
