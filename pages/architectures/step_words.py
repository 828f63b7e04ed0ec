"""A step of a block in words: what stands in its box, and what a click tells about it."""

from __future__ import annotations

from core.figures.flow import Box
from core.zoo.steps import Layer, Step
from dashboard.shell.language import _
from pages.architectures.networks import shape

ACTIVATIONS = {
    "relu": "ReLU",
    "relu6": "ReLU6",
    "swish": "Swish",
    "sigmoid": "Sigmoid",
    "softmax": "Softmax",
}
CONVOLUTIONS = ("Conv2D", "DepthwiseConv2D", "SeparableConv2D")


def words(step: Step) -> Box:
    """The box to pick: what it does; channels or shape, and what is folded into it."""
    layer = step.layer
    size = shape(step.last["output"])
    folded = (["BN"] if step.normalised else []) + [ACTIVATIONS[a] for a in step.activations]
    if layer["kind"] in CONVOLUTIONS or layer["kind"] == "Dense":
        detail = [_("{count:# channel|# channels}", count=step.last["output"][-1]), *folded]
        if folded and layer["kind"] != "Dense":
            detail[0] = str(step.last["output"][-1])
        if layer["kind"] == "Dense":
            detail = [size, *folded]
    else:
        detail = [size, *(folded if layer["kind"] != "Activation" else [])]
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
    if kind == "Conv2D":
        return _("{window} conv{stride}", window=window, stride=stride)
    if kind == "DepthwiseConv2D":
        return _("{window} depthwise{stride}", window=window, stride=stride)
    if kind == "SeparableConv2D":
        return _("{window} separable{stride}", window=window, stride=stride)
    if kind == "MaxPooling2D":
        return _("{window} max pool{stride}", window=window, stride=stride)
    if kind == "AveragePooling2D":
        return _("{window} avg pool{stride}", window=window, stride=stride)
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
    outs = layer["output"][-1]
    bias = f" + {outs:,}"
    kind = layer["kind"]
    if kind == "Dense":
        return _told(layer, f"{channels:,} × {outs:,}", channels * outs, bias, outs)
    if kind not in CONVOLUTIONS:
        return ""
    height, width = layer["kernel"]
    window = height * width
    if kind == "Conv2D":
        text = f"{height} × {width} × {channels:,} × {outs:,}"
        return _told(layer, text, window * channels * outs, bias, outs)
    if kind == "DepthwiseConv2D":
        return _told(layer, f"{height} × {width} × {channels:,}", window * channels, bias, outs)
    text = f"{height} × {width} × {channels:,} + {channels:,} × {outs:,}"
    return _told(layer, text, window * channels + channels * outs, bias, outs)


def _told(layer: Layer, text: str, count: int, bias: str, outs: int) -> str:
    if layer["parameters"] == count:
        return f"{text} = {count:,}"
    if layer["parameters"] == count + outs:
        return f"{text}{bias} = {count + outs:,}"
    return ""
