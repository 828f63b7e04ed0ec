"""What came of an attack: a sentence, the pictures, both answers, how large the change is."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core import images, labels, ramp
from core.imagine.attacks.norms import NORMS
from core.imagine.attacks.result import Verdict
from core.zoo import catalog, classifier
from dashboard.components.compare import compare
from dashboard.kit import answers, download, gallery, photo, table
from dashboard.kit.bars import bars, percent
from dashboard.kit.lesson import Part
from dashboard.shell import sitemap
from dashboard.shell.language import _
from dashboard.shell.names import as_written, class_name
from pages.adversarial import path, state, words
from pages.adversarial.state import Made

GREY = 128
PICTURE = 190  # pixels across: two beside each other on the stage
SEEN = 190  # pixels across of the photo before an attack
BESIDE = 138  # and of two that stand beside each other on a phone, too
GAINS = (1, 2, 5, 10, 20, 40, 60)


def amplified(before: np.ndarray, after: np.ndarray, gain: int) -> np.ndarray:
    """The difference of two pictures uint8 [h, w, 3] times `gain`, around mid-grey, uint8."""
    change = after.astype(np.int32) - before.astype(np.int32)
    return np.clip(GREY + gain * change, 0, 255).astype(np.uint8)


def before(part: Part, chosen: photo.Photo, network: str) -> None:
    """What is there before an attack: what the network sees, and what it answers now."""
    with st.container(horizontal=True, gap="medium"):
        with st.container(width=SEEN):
            view = classifier.view(network, chosen.pixels)
            st.image(view, alt=_("What the network sees"), width="stretch")
            st.caption(_("What the network sees"))
        with st.container(key="adversarial_answers_now"):
            st.markdown(f"**{catalog.get(network).title}**")
            said = answers.of(chosen, _("Asking the networks"))
            if said is not None:
                st.caption(_("before"))
                bars(said[network]["predictions"])
    part.say("ahead")


def pair(made: Made) -> None:
    """The photo and the attacked picture, as the network sees them."""
    row = st.container(horizontal=True, gap="small")
    for title, picture in ((_("before"), made.before), (_("after"), made.after)):
        with row.container(width=BESIDE):
            st.image(picture, alt=title, width="stretch")
            st.caption(title)


def draw(part: Part, made: Made) -> None:
    _headline(part, made)
    _to_keep(made)
    if made.finished and made.result["success"]:
        st.caption(part.text("keep"))
        photo.opener("adversarial_again", small=True)
    with st.container(horizontal=True, gap="small"):  # below each other where it is narrow
        with st.container(width=PICTURE):
            said = {
                "before": _("before"),
                "after": _("after"),
                "hold": _("Hold: only the original"),
                "slide": _("How much of the original is shown"),
            }
            compare(made.before, made.after, said, f"adversarial_compare_{made.id[:8]}")
        with st.container(width=PICTURE):
            st.fragment(difference)(made, "adversarial")
        with st.container(key="adversarial_answers"):
            _answers(made)


def details(made: Made) -> None:
    """What every network says of it, how large the change is."""
    if made.finished:
        _judged(made)
        _sizes(made)
    if made.result["curve"]:
        with st.expander(_("Step by step"), icon=":material/show_chart:"):
            path.draw(made.result["curve"], made.recipe, "adversarial_path")
            if made.finished:
                took = made.result["seconds"]["attack"]
                st.caption(
                    _(
                        "{steps:# step|# steps}, {seconds} s on this computer.",
                        steps=made.result["steps_used"],
                        seconds=f"{took:.1f}",
                    )
                )


# -- the sentence ----------------------------------------------------------------------------


def outcome(made: Made) -> str:
    """Which sentence the measurement chooses: the name of a piece of the lesson."""
    said = made.result
    if not made.finished:
        return "stopped"
    if said["target"] is not None and said["clean"]["index"] == said["target"]:
        return "already"
    if said["success"]:
        return "left" if said["target"] is None else "target_reached"
    if len(made.recipe.backbones) > 1:
        return "some"
    changed = said["clean"]["index"] != said["adversarial"]["index"]
    return "changed" if changed else "held"


def _headline(part: Part, made: Made) -> None:
    piece, said = outcome(made), made.result
    if piece == "stopped":
        st.info(part.text(piece, steps=said["curve"][-1]["step"]), icon=":material/stop_circle:")
        return
    target = said["target"]
    each = [said["judged_by"][name] for name in made.recipe.backbones]
    fooled = sum(bool(one["fooled"] if target is None else one["hit"]) for one in each)
    values = {
        "was": class_name(said["clean"]["index"]),
        "before": percent(said["clean"]["probability"]),
        "now": class_name(said["adversarial"]["index"]),
        "share": percent(said["adversarial"]["probability"]),
        "target": "" if target is None else class_name(target),
        "got": "" if target is None else percent(each[0]["target_probability"] or 0),
        "size": _size(made),
        "fooled": fooled,
        "all": len(made.recipe.backbones),
    }
    box, icon = {
        "target_reached": (st.error, ":material/visibility_off:"),
        "left": (st.error, ":material/visibility_off:"),
        "held": (st.success, ":material/shield:"),
    }.get(piece, (st.info, ":material/info:"))
    box(part.text(piece, **values), icon=icon)


def _size(made: Made) -> str:
    """How large the change is, in the attack's own terms."""
    said, norm = made.result, made.recipe.norm
    everything = made.before.shape[0] * made.before.shape[1]
    if norm == "linf":
        return _("No colour value moved by more than {most} of 255.", most=said["linf"])
    if norm == "l2":
        return _("The whole change has the length {length}.", length=f"{said['l2']:.2f}")
    return _(
        "{count} of {all} pixels changed; {count:that one|those} may look like anything.",
        count=f"{said['changed_pixels']:,}",
        all=f"{everything:,}",
    )


# -- the pictures ----------------------------------------------------------------------------


def difference(made: Made, key: str) -> None:
    """The difference, amplified as the slider says."""
    norm = made.recipe.norm
    place = st.empty()
    gain = st.select_slider(
        _("Difference, amplified"),
        GAINS,
        value=NORMS[norm].gain,
        format_func=lambda times: f"× {times}",
        key=f"{key}_gain_{norm}",
    )
    place.image(
        amplified(made.before, made.after, gain),
        alt=_("The difference of both pictures, × {gain}; grey is no change", gain=gain),
        width="stretch",
    )
    st.caption(_("× {gain}. Grey: no change.", gain=gain))


def _answers(made: Made) -> None:
    if not made.finished:
        st.markdown(_("Nobody has judged this picture: the attack was stopped."))
        return
    said = made.result
    st.markdown(f"**{catalog.get(made.recipe.backbones[0]).title}**")
    target = said["target"]
    for title, answer in ((_("before"), said["clean"]), (_("after"), said["adversarial"])):
        st.caption(title)
        bars(answer["top"][:4], marked=target if target is not None else said["clean"]["index"])


def _sizes(made: Made) -> None:
    said = made.result
    everything = made.before.shape[0] * made.before.shape[1]
    changed = said["changed_pixels"]
    share = changed / everything
    with st.container(horizontal=True, gap="medium", key="adversarial_sizes"):
        st.metric(
            _("Largest change (L∞)"),
            f"{said['linf']}/255",
            help=_("The most that any colour value of any pixel moved."),
        )
        st.metric(
            _("Length (L2)"),
            f"{said['l2']:.2f}",
            help=_("The root of the sum of all squared changes, with colours from 0 to 1."),
        )
        st.metric(
            _("Changed pixels"),
            f"{changed:,}" if share < 0.01 else percent(share),  # a few are counted
            help=_("{count} of {all}.", count=changed, all=everything),
        )
        st.metric(
            "PSNR",
            "–" if said["psnr"] is None else f"{said['psnr']:.1f} dB",
            help=_("Higher is closer. If every value moved by one of 255, it would be 48.1 dB."),
        )
        st.metric(
            "SSIM",
            f"{said['ssim']:.3f}",
            help=_("Compares the structure of small neighbourhoods; 1 means equal."),
        )


def _judged(made: Made) -> None:
    """What every network on this computer says about the same PNG file."""
    rows = []
    for name, said in made.result["judged_by"].items():
        title = catalog.get(name).title
        if name in made.recipe.backbones:
            title = f"**{title}** · {_('attacked')}"
        told = (as_written(words.answer(said[when])) for when in ("clean", "adversarial"))
        rows.append((title, *told, _verdict(said)))
    table.ruled((_("Network"), _("before"), _("after"), _("Fooled?")), rows, "llll")


def _verdict(said: Verdict) -> str:
    if said["hit"]:
        return f":red[**● {_('yes, as wanted')}**]"
    if said["fooled"]:
        return f":red[**◐ {_('yes, another answer')}**]"
    return f":green[**○ {_('no, same answer')}**]"


# -- what to do with it ----------------------------------------------------------------------


def file_name(made: Made) -> str:
    """A telling name for the file: what it looks like, what it was made to be, and how."""
    attack = made.recipe
    target = labels.name(attack.target, "en") if attack.goal == "class" else attack.goal
    given = f"{target} {attack.method} {attack.budget:g}"
    plain = "".join(c if c.isalnum() or c == "." else "-" for c in given)
    return f"adversarial-{plain.lower()}.png"


def _to_keep(made: Made) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        download.offer(
            _("Download the picture (PNG)"),
            images.png_bytes(made.after),
            file_name(made),
            "adversarial_download",
        )
        st.button(
            _("Use it as the photo"),
            icon=":material/photo_camera:",
            key="adversarial_use",
            on_click=_use,
            args=(made,),
        )
        title, icon = sitemap.TITLES["photo"]
        sitemap.link("photo", _(title), icon, width="content")


def _use(made: Made) -> None:
    photo.choose(photo.Photo("", file_name(made), made.after))


def earlier(now: Made | None) -> None:
    """The last attacks of this session, to come back to; `now`: the one on screen."""
    known = state.attacks()
    if all(one is now for one in known):
        return
    st.subheader(_("Your last attacks"), anchor=False)
    cards = []
    for one in known:
        answer = class_name(one.result["adversarial"]["index"]) if one.finished else _("stopped")
        attack = f"{one.recipe.facts.title} {words.budget(one.recipe)}"
        said = _("{group}: {said}", group=attack, said=answer)
        source = ramp.source(one.result["after"])
        cards.append(gallery.Picture(source, "", said, id=one.id, label=said))
    gallery.choose(
        cards,
        gallery.each(96),
        "adversarial_past",
        state.show,
        chosen="" if now is None else now.id,
    )
