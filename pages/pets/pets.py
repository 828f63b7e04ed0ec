"""The two official downloads, and what was published about transfer to pets."""

from __future__ import annotations

import streamlit as st

from core.datasets import library, official
from core.figures.dumbbell import Ends, dumbbell
from dashboard.kit import ask, lesson
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell import sitemap
from dashboard.shell.language import _, translate

SETS = ("pets", "dogs_vs_cats")
# VTAB, Zhai et al. 2019 (arXiv 1910.04867): Pets, ResNet50, from scratch and from ImageNet
PUBLISHED = {"1000": (0.121, 0.899), "full": (0.238, 0.919)}


def draw(part: Part) -> None:
    for place, name in zip(st.columns(2, gap="medium"), SETS, strict=True):
        with place, st.container(border=True, height="stretch"):
            _set(part, name)
    missing = [name for name in SETS if not library.available(name)]
    if missing:
        part.say("meanwhile")
        with st.expander(_("No connection, or a firewall in the way?"), icon=":material/lan:"):
            _by_hand(part, missing)
    st.subheader(_("What others have measured"), anchor=False)
    part.say("published")
    _published()
    part.say("source")


def _set(part: Part, name: str) -> None:
    data, known = library.get(name), library.official(name)
    st.markdown(f"### {translate(data.title)}")
    part.say(name)
    st.caption(
        _(
            "Download {megabytes} MB · afterwards {stored} GB on the disk",
            megabytes=f"{known.bytes / 1e6:,.0f}",
            stored=f"{known.stored_bytes / 1e9:.1f}",
        )
    )
    if library.available(name):
        _ready(part, name)
        return
    arrived = known.arrived()
    label = _("Download")
    if arrived:
        label = _("Go on: {megabytes} MB are here", megabytes=f"{arrived / 1e6:,.0f}")
    ask.on_press("fetch_dataset", {"dataset": name}, label, f"pets_{name}", primary=True)
    st.caption(f"{data.citation}. [{_('Official page')}]({data.url})")


def _ready(part: Part, name: str) -> None:
    found = official.found(library.official(name))
    said = _("{count:# photo is|# photos are} here", count=f"{found['photos']:,}")
    st.success(said, icon=":material/check_circle:")
    if found["broken"]:
        part.say("broken", count=found["broken"])
    if name == "pets":
        lesson.link("pets", "breeds", _("Tell the 37 breeds apart"))
    else:
        sitemap.link("cats_dogs", _("Cats and dogs: the chapter’s project"), ":material/pets:")


def _by_hand(part: Part, missing: list[str]) -> None:
    part.say("hand")
    for name in missing:
        known = library.official(name)
        st.markdown(f"**{translate(library.get(name).title)}**")
        for archive in known.archives:
            st.code(f"{archive.url}\n→ {known.path(archive)}", language=None, wrap_lines=True)
    part.say("command")
    st.code(
        "\n".join(f"python -m core fetch --dataset {name}" for name in missing), language="bash"
    )


def _published() -> None:
    names = {"1000": _("1,000 photos"), "full": _("all 3,680 photos")}
    rows = [
        Ends(
            names[size],
            scratch,
            transfer,
            _("+{points:# point|# points}", points=f"{100 * (transfer - scratch):.1f}"),
        )
        for size, (scratch, transfer) in PUBLISHED.items()
    ]
    title = _("37 breeds: with ImageNet behind it, 1,000 photos are nearly enough")
    second, share = _("from ImageNet, fine-tuned"), _("Test accuracy (published)")
    show(
        dumbbell(pen(), rows, title, second=second, share=share),
        key="pets_published",
        alt=_("Published accuracies on Oxford-IIIT Pets. {finding}", finding=title),
    )
