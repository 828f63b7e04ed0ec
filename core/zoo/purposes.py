"""Which network for which purpose, and the rules behind it (light)."""

from __future__ import annotations

from collections.abc import Mapping

from core.zoo import catalog

PURPOSES = ("understand", "deep", "small", "prototype", "accurate")
COMPARED = ("squeezenet", "efficientnet_lite0", "mobilenet_v2", "resnet50", "xception", "vgg16")
GOOD = 90.0  # percent top-5 below which a small network is not worth its saving


def recommend(purpose: str, macs: Mapping[str, int]) -> str:
    """The network of `COMPARED` for one of `PURPOSES`.

    Two rest on figures: "small" is the least work (`macs` by network) of those with a published
    top-5 of at least `GOOD`, "accurate" the highest published top-5.  Two rest on how a network is
    made: "understand" (one kind of layer), "deep" (skip connections).  "prototype" is the most
    accurate network whose ImageNet weights come with the lab.
    """
    if purpose == "small":
        able = [name for name in COMPARED if (catalog.get(name).published_top5 or 0) >= GOOD]
        return min(able, key=macs.__getitem__)
    if purpose == "accurate":
        return max(COMPARED, key=lambda name: catalog.get(name).published_top5 or 0)
    return {"understand": "vgg16", "deep": "resnet50", "prototype": "efficientnet_lite0"}[purpose]
