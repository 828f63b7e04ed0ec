"""The two official downloads, and what was published about transfer to pets."""

from __future__ import annotations

import streamlit as st

from core.datasets import library, official
from core.figures.dumbbell import Ends, dumbbell
from core.figures.known_bars import Known, known_bars
from dashboard.kit import ask, lesson, predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.shell import sitemap
from dashboard.shell.language import _, translate

SETS = ("pets", "dogs_vs_cats")
# VTAB, Zhai et al. 2019 (arXiv 1910.04867): Pets, ResNet50, from scratch and from ImageNet
PUBLISHED = {"1000": (0.121, 0.899), "full": (0.238, 0.919)}


def draw(part: Part) -> None:
    _published(part)
    st.subheader(_("The downloads"), anchor=False)
    for place, name in zip(st.columns(2, gap="medium"), SETS, strict=True):
        with place, st.container(border=True, height="stretch"):
            _set(part, name)
    missing = [name for name in SETS if not library.available(name)]
    if missing:
        part.say("meanwhile")
        with st.expander(_("No connection, or a firewall in the way?"), icon=":material/lan:"):
            _by_hand(part, missing)


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


def _published(part: Part) -> None:
    """What others have measured: half of it shown, the other half guessed first."""
    left, right = stage.sides("pets_published", 1, 1)
    scratch, transfer = PUBLISHED["1000"]
    question = Question(
        _(
            "Guess first: after 1,000 photos of the 37 breeds, a ResNet50 that starts from "
            "ImageNet names {share} of the test photos right. And one from scratch?",
            share=f"{transfer:.0%}",
        ),
        pick=SHARE,
    )
    with left:
        told = predict.quick("pets/pets/published", "published", question, _("Show"), scratch)
        if told:
            part.say("published")
        part.say("source")
    with right:
        _gains() if told else _half(transfer)


def _half(transfer: float) -> None:
    """What is known before the guess."""
    rows = [Known(_("from ImageNet"), transfer), Known(_("from scratch"), None, chosen=True)]
    title = _(
        "1,000 photos of 37 breeds: from ImageNet, {share} are right", share=f"{transfer:.0%}"
    )
    figure = known_bars(pen(), rows, "", _("Test accuracy (published)"))
    show(figure, key="pets_half", alt=title, title=title)


def _gains() -> None:
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
        dumbbell(pen(), rows, "", second=second, share=share),
        key="pets_published",
        alt=_("Published accuracies on Oxford-IIIT Pets. {finding}", finding=title),
        title=title,
    )
