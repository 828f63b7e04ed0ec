"""Inception: the module of the chapter, the modules of InceptionV3, branches on a photo."""

from __future__ import annotations

from core.zoo.network import Network
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_
from pages.architectures import (
    inception_module,
    inception_photo,
    inception_v3,
    networks,
    sections,
)

SECTIONS = {
    "module": (N_("What 1×1 saves"), inception_module.draw),
    "v3": (N_("Large kernels taken apart"), inception_v3.draw),
    "photo": (N_("On your photo"), inception_photo.draw),
}


def draw(part: Part) -> None:
    sections.draw(part, SECTIONS)
    ready = Network("inception_v3").ready
    networks.try_it("inception_v3" if ready else "squeezenet")
