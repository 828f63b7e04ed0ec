"""The product's mark, drawn by us: frozen blocks, then a new head.

python -m scripts.icon      writes assets/icon.png
"""

from __future__ import annotations

from PIL import Image, ImageDraw

from core.paths import ROOT
from dashboard.shell.theme import PALETTES

SIDE = 256
FILE = ROOT / "assets" / "icon.png"
BARS = ((28, 44), (80, 66), (132, 88))  # left edge, top edge; they stand around the middle


def draw() -> Image.Image:
    """The mark, 256 pixels a side, RGBA; its colours can be seen on light and on dark."""
    scale = 4  # drawn large and scaled down: smooth edges
    image = Image.new("RGBA", (SIDE * scale, SIDE * scale))
    pen = ImageDraw.Draw(image)
    for left, top in BARS:
        box = (left, top, left + 38, SIDE - top)
        pen.rounded_rectangle([scale * v for v in box], 12 * scale, PALETTES["light"].frozen)
    x, y, far, near = 214, SIDE / 2, 38, 10
    spark = [
        (x, y - far), (x + near, y - near), (x + far, y), (x + near, y + near),
        (x, y + far), (x - near, y + near), (x - far, y), (x - near, y - near),
    ]  # fmt: skip
    pen.polygon([(scale * a, scale * b) for a, b in spark], PALETTES["light"].head)
    return image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    draw().save(FILE, optimize=True)
