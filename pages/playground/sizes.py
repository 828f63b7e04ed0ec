"""Input size: what it costs and what it buys, counted and from one's own runs."""

from __future__ import annotations

import streamlit as st

from core.figures.size_cost import SizePoint, size_cost
from core.runs.estimate import block_macs
from core.transfer.recipe import SIZE_RANGE, Recipe
from core.zoo import catalog as zoo
from core.zoo import facts
from dashboard.kit.chart import pen, show
from dashboard.kit.linked import holding
from dashboard.shell import runlog
from dashboard.shell.language import _
from pages.playground.controls import slider

SIZES = (32, 48, 64, 96, 128, 160, 192, 224, 256, 299)
OTHERWISE_EQUAL = (
    "dataset", "classes", "backbone", "weights", "head", "output", "unfreeze", "per_class", "fault",
)  # fmt: skip


def panel(recipe: Recipe) -> None:
    """The size slider and, below it, three small charts over the sizes."""
    backbone = zoo.get(recipe.backbone)
    least = SIZE_RANGE[0] if recipe.scratch else backbone.min_size
    sizes = holding([size for size in SIZES if size >= least], recipe.size)
    slider("size", sizes, width=420)
    counted = None if recipe.scratch else facts.read(recipe.backbone)
    if counted is None:
        return
    st.caption(
        _(
            "{network} learned from photos of {native} pixels a side. Small photos are scaled up: "
            "that adds no detail, but its filters meet shapes of the size they know.",
            network=backbone.title,
            native=backbone.native_size,
        )
    )
    macs = {size: sum(block_macs(counted, size)) for size in sizes}
    points = _own_points(recipe)
    title = _finding(macs, recipe.size, backbone.native_size)
    show(
        size_cost(pen(), points, title, macs=macs, chosen=recipe.size),
        key="pg_sizes",
        alt=_("Accuracy, seconds and work over the input size. {finding}", finding=title),
    )
    if not points:
        st.caption(_("Dots appear here with your runs at different sizes."))


def _finding(macs: dict[int, float], size: int, native: int) -> str:
    other = native if size != native and native in macs else min(macs)
    if size == other or size not in macs:
        return _("The work grows with the area of the photo")
    ratio = macs[max(size, other)] / macs[min(size, other)]
    return _(
        "{large} px costs {ratio} times the work of {small} px",
        large=max(size, other),
        small=min(size, other),
        ratio=f"{ratio:.1f}",
    )


def _own_points(recipe: Recipe) -> list[SizePoint]:
    """The newest run at each size that differs in little else."""
    points: dict[int, SizePoint] = {}
    for run, old in runlog.finished():
        alike = all(getattr(old, name) == getattr(recipe, name) for name in OTHERWISE_EQUAL)
        if alike and not old.scratch and old.size not in points:
            accuracy, (low, high) = run.metrics["test_accuracy"], run.metrics["test_interval"]
            points[old.size] = SizePoint(old.size, accuracy, low, high, run.timings["total"])
    return list(points.values())
