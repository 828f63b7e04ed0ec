"""A step of a block in words: what stands in its box, and what a click tells about it."""

from __future__ import annotations

from math import prod

from core.figures.flow import Box
from core.zoo.steps import Layer, Step
from dashboard.shell.language import N_, _
from pages.architectures.networks import shape

ACTIVATIONS = {
    "relu": "ReLU",
    "relu6": "ReLU6",
    "swish": "Swish",
    "sigmoid": "Sigmoid",
    "softmax": "Softmax",
}
CONVOLUTIONS = ("Conv2D", "DepthwiseConv2D", "SeparableConv2D")
WINDOWED = {
    "Conv2D": N_("{window} conv{stride}"),
    "DepthwiseConv2D": N_("{window} depthwise{stride}"),
    "SeparableConv2D": N_("{window} separable{stride}"),
    "MaxPooling2D": N_("{window} max pool{stride}"),
    "AveragePooling2D": N_("{window} avg pool{stride}"),
}


def words(step: Step) -> Box:
    """The box to pick: what it does; channels or shape, and what is folded into it."""
    layer = step.layer
    size = shape(step.last["output"])
    folded = (["BN"] if step.normalised else []) + [ACTIVATIONS[a] for a in step.activations]
    first, channels = size, step.last["output"][-1]
    if layer["kind"] in CONVOLUTIONS:  # what is folded in leaves no room for the word
        first = str(channels) if folded else _("{count:# channel|# channels}", count=channels)
    detail = [first, *(folded if layer["kind"] != "Activation" else [])]
    title = name(layer)
    hover = _(
        "{title}: {shape}, {count:# parameter|# parameters}",
        title=title,
        shape=size,
        count=f"{step.parameters:,}",
    )
    return Box(step.id, title, " · ".join(detail), pick=True, hover=hover)


def name(layer: Layer) -> str:
    """What a layer does, as short as a box wants it."""
    window = "×".join(map(str, layer["kernel"] or ()))
    stride = f" /{layer['stride']}" if (layer["stride"] or 1) > 1 else ""
    kind = layer["kind"]
    if kind in WINDOWED:
        return _(WINDOWED[kind], window=window, stride=stride)
    if kind in ("Activation", "ReLU"):
        return ACTIVATIONS[layer["activation"]]
    return {
        "GlobalAveragePooling2D": _("global average"),
        "Add": _("+ add"),
        "Concatenate": _("concatenate"),
        "Multiply": _("× scale channels"),
        "Flatten": _("flatten"),
        "Dense": _("fully connected"),
        "BatchNormalization": "BN",
        "ZeroPadding2D": _("padding"),
        "Reshape": _("reshape"),
        "InputLayer": _("photo"),
    }.get(kind, _("preprocessing"))  # scaling, or the colours' order: each network has its own


def formula(step: Step, channels: int) -> str:
    """How the parameters of a convolution or dense layer come about; empty for other layers.

    channels: those that it reads.  The formula is only told where it gives what was counted.
    """
    layer = step.layer
    outs, window = layer["output"][-1], tuple(layer["kernel"] or ())
    products: dict[str, list[tuple[int, ...]]] = {
        "Dense": [(channels, outs)],
        "Conv2D": [(*window, channels, outs)],
        "DepthwiseConv2D": [(*window, channels)],
        "SeparableConv2D": [(*window, channels), (channels, outs)],
    }
    weights = products.get(layer["kind"], [])
    for terms in (weights, [*weights, (outs,)]):  # without a bias, and with one
        if weights and sum(map(prod, terms)) == layer["parameters"]:
            text = " + ".join(" × ".join(f"{n:,}" for n in term) for term in terms)
            return f"{text} = {layer['parameters']:,}"
    return ""
