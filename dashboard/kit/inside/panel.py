"""Before and after of one training: block by block, on a map of photos, on one photo."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.figures.inside import changes, photo_map
from core.transfer.recipe import Recipe
from core.zoo import catalog as zoo
from dashboard.kit import ask, words
from dashboard.kit.chart import pen, show
from dashboard.kit.inside import one_photo
from dashboard.shell.language import _, translate
from dashboard.shell.names import in_plot

SURE = 0.05  # p from which a difference of neighbours may be chance


def panel(recipe: Recipe, key: str) -> None:
    """Compare the network of a recipe before and after its training; `key` prefixes widgets."""
    if recipe.scratch:
        st.info(
            _(
                "This network was trained from scratch: before, its weights were random. "
                "Choose a run with a ready network."
            ),
            icon=":material/info:",
        )
        return
    st.markdown(
        _(
            "The training is repeated with the same seed, and the network is held beside its "
            "control: the same recipe with every block frozen."
        )
    )
    found = ask.on_press(
        "before_after",
        {"recipe": recipe.to_json()},
        _("Compare before and after"),
        f"{key}_compare",
        primary=True,
    )
    if found is None:
        return
    _accuracy(recipe, found)
    _blocks(recipe, found, key)
    _map(recipe, found, key)
    one_photo.draw(recipe, found, key)


def _accuracy(recipe: Recipe, found: dict[str, Any]) -> None:
    before, after = found["accuracy"]
    if found["frozen"]:
        st.success(
            _(
                "Every block was frozen, so nothing inside has changed: only the head learned. "
                "Test accuracy: {after}.",
                after=f"{after:.1%}",
            ),
            icon=":material/ac_unit:",
        )
        return
    st.markdown(
        _(
            "Test accuracy: **{before}** with all blocks frozen, **{after}** after {count:the "
            "last block was|the last # blocks were} unfrozen.",
            before=f"{before:.1%}",
            after=f"{after:.1%}",
            count=recipe.unfreeze,
        )
    )


def _blocks(recipe: Recipe, found: dict[str, Any], key: str) -> None:
    blocks = found["blocks"]
    names = [translate(block.title) for block in zoo.get(recipe.backbone).blocks]
    moved = [block["change"] for block in blocks]
    most = moved.index(max(moved))
    title = (
        _(
            "{block} moved furthest: its weights by {change}, its answers to CKA {cka}",
            block=names[most],
            change=f"{moved[most]:.2%}",
            cka=f"{blocks[most]['cka']:.3f}",
        )
        if moved[most] > 0
        else _("No block has moved")
    )
    show(
        changes(pen(), blocks, title, names, recipe.boundary),
        key=f"{key}_changes",
        alt=_("Change of weights and of answers, block by block. {finding}", finding=title),
    )
    with st.expander(_("What do these two numbers say?"), icon=":material/help:"):
        st.markdown(
            _(
                "**Weights moved by**: the length of the change divided by the length of the "
                "weights before, ‖after − before‖ / ‖before‖.\n\n**CKA** compares what a block "
                "answers to the same {count} test photos before and after: 1 means the same but "
                "for a rotation or a scale, 0 means unrelated "
                "([Kornblith et al. 2019](https://arxiv.org/abs/1905.00414)). A frozen block in "
                "front of all trained ones has exactly 0% and 1.",
                count=found["cka_photos"],
            )
        )


def _map(recipe: Recipe, found: dict[str, Any], key: str) -> None:
    told, plane = found["separation"], found["map"]
    before, after = told["before"], told["after"]
    values = {"before": f"{before['share']:.0%}", "after": f"{after['share']:.0%}"}
    if found["frozen"]:
        title = _("The map of the test photos has not moved")
    elif told["p"] >= SURE:
        title = _("Classes lie no further apart than before, as far as can be told")
    elif after["share"] > before["share"]:
        title = _("Classes lie further apart: {before} → {after} among their own", **values)
    else:
        title = _("Classes have come closer: {before} → {after} among their own", **values)
    classes = [in_plot(words.titles(recipe.dataset)[name]) for name in recipe.class_names]
    show(
        photo_map(pen(), (plane["before"], plane["after"]), title, plane["labels"], classes),
        key=f"{key}_map",
        alt=_("Test photos on a plane before and after. {finding}", finding=title),
    )
    method = {
        "pca": _("PCA, fitted on both states together"),
        "tsne": _("t-SNE with a fixed seed, on both states together"),
    }[plane["method"]]
    st.caption(
        _(
            "Each point is a test photo ({count}), drawn by {method}. Measured in the full "
            "feature space: {before} had mostly neighbours of their own class before, {after} "
            "have now (95% intervals {before_low}–{before_high} and {after_low}–{after_high}; "
            "sign test p = {p}).",
            count=len(plane["labels"]),
            method=method,
            before_low=f"{before['interval'][0]:.0%}",
            before_high=f"{before['interval'][1]:.0%}",
            after_low=f"{after['interval'][0]:.0%}",
            after_high=f"{after['interval'][1]:.0%}",
            p=f"{told['p']:.3f}",
            **values,
        )
    )
