"""The CIFAR-10 photos that a network finds most like the chosen one."""

from __future__ import annotations

from base64 import b64encode
from html import escape

import streamlit as st

from core.datasets import library
from core.images import png_bytes
from core.statistics import wilson_interval
from core.zoo import catalog
from core.zoo.network import Network
from dashboard.kit import ask, photo, readiness
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, translate

_CSS = """
.tll-near { display: grid; gap: .8rem;
  grid-template-columns: repeat(auto-fill, minmax(96px, 1fr)); }
.tll-near figure { margin: 0; }
.tll-near img { width: 100%; aspect-ratio: 1; border-radius: .5rem; image-rendering: pixelated; }
.tll-near figcaption { font-size: .85rem; color: var(--tll-quiet); }
"""


def draw(part: Part) -> None:
    if not readiness.has_cifar10():
        return
    ready = [name for name in catalog.BACKBONES if Network(name).ready]
    left, right = st.columns(2, gap="large", vertical_alignment="bottom")
    network = left.selectbox(
        _("Network"), ready, format_func=lambda name: catalog.get(name).title, key="near_network"
    )
    small = right.toggle(
        _("Shrink my photo to 32 pixels first, as theirs are"), value=True, key="near_small"
    )
    chosen = photo.current()
    found = ask.result(
        "neighbours",
        {"photo": chosen.text, "backbone": network, "small": small},
        _("Comparing with the photos of CIFAR-10"),
    )
    if found is None:
        return
    data = library.get("cifar10")
    titles = dict(zip(data.classes, map(translate, data.class_titles), strict=True))
    figures = []
    for near in found["neighbours"]:
        name = titles[near["label"]]
        source = b64encode(png_bytes(library.photo("cifar10", near["index"]))).decode()
        alt = _("Photo of: {true}", true=name)
        figures.append(
            f'<figure><img alt="{escape(alt, quote=True)}" src="data:image/png;base64,{source}">'
            f"<figcaption>{escape(name)}<br>cos {near['cosine']:.2f}</figcaption></figure>"
        )
    st.html(f'<style>{_CSS}</style><div class="tll-near">{"".join(figures)}</div>')
    most = max(found["labels"], key=found["labels"].__getitem__)
    share, count = found["labels"][most], len(found["neighbours"])
    part.say(
        "found" if stands_out(share, count, len(titles)) else "scattered",
        candidates=f"{found['candidates']:,}",
        count=count,
        most=titles[most],
        share=share,
    )


def stands_out(share: int, count: int, classes: int) -> bool:
    """Whether the commonest of so many classes has more of the nearest than chance gives one.

    The commonest is picked among all classes, so the interval is that of as many tries.
    """
    low, _high = wilson_interval(share, count, level=1 - 0.05 / classes)
    return low > 1 / classes
