"""The colours of a picture from outside as 8-bit sRGB, which all networks and pages mean (light).

Phones write Display P3, cameras Adobe RGB, printers' files CMYK: the same numbers mean other
colours there.
"""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms

from core.messages import Message, msg

_SPACES = {"RGB": "RGB", "CMYK": "CMYK", "GRAY": "L"}  # a profile's colour space -> a mode
_LARGEST = 4_000_000  # bytes of a profile
_SEEN = 2  # levels of 255: a profile that changes less is sRGB under another name
_EXIF, _COLOUR_SPACE, _UNCALIBRATED = 0x8769, 0xA001, 0xFFFF
_INTEROPERABILITY, _INDEX = 0xA005, 1
# Adobe RGB (1998): its gamma, and its primaries in those of linear sRGB (both have the white D65).
_ADOBE_GAMMA = 563 / 256
_ADOBE = np.array([[1.39836, -0.39836, 0.0], [0.0, 1.0, 0.0], [0.0, -0.04293, 1.04293]])


def srgb(image: Image.Image, source: Image.Image) -> tuple[Image.Image, tuple[Message, ...]]:
    """A picture of mode L, RGB or CMYK in sRGB (mode RGB), and what to know about it.

    source: the opened file, whose profile and camera notes say what its colours mean.  A profile
    that cannot be used is passed over and told.
    """
    profile = source.info.get("icc_profile")
    if not profile:
        return (_from_adobe(image) if _is_adobe(source) else image.convert("RGB")), ()
    try:
        mode, transform = _transform(profile)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB"), (_unusable(),)
    if mode == "RGB":
        image = image.convert("RGB")
    elif image.mode != mode:
        return image.convert("RGB"), (_unusable(),)
    return (transform.apply(image) if transform else image.convert("RGB")), ()


def eight_bits(image: Image.Image) -> tuple[Image.Image, tuple[Message, ...]]:
    """A grey picture of up to 16 bits in 8, mode L or LA (Pillow's own conversion would clip it).

    Microscopes and scanners write 10 or 12 bits into files of 16: such a picture would be black.
    """
    deep = np.asarray(image).clip(0, 65_535).astype(np.uint16)
    used = int(deep.max()).bit_length()
    bits = next(known for known in (8, 10, 12, 16) if used <= known)
    out = Image.fromarray((deep >> (bits - 8)).astype(np.uint8))
    key = image.info.get("transparency")
    if isinstance(key, int):
        out = Image.merge("LA", (out, Image.fromarray((deep != key).astype(np.uint8) * 255)))
    out.info = {name: value for name, value in image.info.items() if name != "transparency"}
    if bits == 16 or not used:
        return out, ()
    return out, (
        msg("Its shades use only {bits} of 16 bits and were made brighter to fit.", bits=bits),
    )


def _unusable() -> Message:
    return msg("Its colour profile cannot be used; its colours were taken as sRGB.")


@lru_cache(maxsize=8)
def _transform(profile: bytes) -> tuple[str, ImageCms.ImageCmsTransform | None]:
    """The mode that a profile is for, and the way from there to sRGB; None where it is sRGB."""
    if len(profile) > _LARGEST:
        raise ValueError("too large")
    opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    mode = _SPACES.get(opened.profile.xcolor_space.strip(), "")
    if not mode:
        raise ValueError("no colour space of a picture")
    transform = ImageCms.buildTransform(opened, ImageCms.createProfile("sRGB"), mode, "RGB")
    if mode == "RGB":
        steps = np.linspace(0, 255, 9).astype(np.uint8)
        every = np.stack(np.meshgrid(steps, steps, steps), -1).reshape(27, 27, 3)
        change = np.asarray(transform.apply(Image.fromarray(every))).astype(int) - every
        if np.abs(change).max() <= _SEEN:
            return mode, None
    return mode, transform


def _is_adobe(source: Image.Image) -> bool:
    """Whether a camera says so without a profile, as cameras do that are set to Adobe RGB."""
    try:
        exif = source.getexif().get_ifd(_EXIF)
        index = source.getexif().get_ifd(_INTEROPERABILITY).get(_INDEX)
    except Exception:  # rubbish in the camera's notes, of whatever kind
        return False
    return exif.get(_COLOUR_SPACE) == _UNCALIBRATED and str(index).startswith("R03")


def _from_adobe(image: Image.Image) -> Image.Image:
    linear = (np.asarray(image.convert("RGB")) / np.float32(255)) ** _ADOBE_GAMMA @ _ADOBE.T
    bright = 1.055 * linear.clip(0.0031308, 1) ** (1 / 2.4) - 0.055
    encoded = np.where(linear <= 0.0031308, 12.92 * linear.clip(0), bright)
    return Image.fromarray((255 * encoded).round().clip(0, 255).astype(np.uint8))
