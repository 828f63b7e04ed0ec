"""Small pictures in a grid, each of which can be chosen (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STYLE = """<style>
.tiles { display: grid; gap: 6px; grid-template-columns: repeat(var(--across), minmax(0, 1fr)); }
.tiles img { display: block; width: 100%; aspect-ratio: 1; border-radius: 6px;
  image-rendering: pixelated; box-sizing: border-box; border: 2px solid transparent;
  background: var(--tll-line) content-box; }
.tiles [data-pick] { border-radius: 8px; }
.tiles [data-pick]:hover img { border-color: var(--tll-quiet); }
.tiles .chosen img { border-color: var(--tll-ink); outline: 2px solid var(--tll-ink); }
.tile-row { display: grid; grid-template-columns: 9.6rem minmax(0, 1fr); gap: 10px;
  align-items: center; padding: 7px 3px; border-bottom: 1px solid var(--tll-line); }
.tile-row:last-child { border-bottom: 0; }
.tile-row b { display: block; font-size: .92rem; line-height: 1.35; color: var(--tll-ink); }
.tile-row small { display: block; font-size: .8rem; line-height: 1.5; color: var(--tll-quiet);
  font-variant-numeric: tabular-nums; }
.tile-row .reach { height: 5px; border-radius: 3px; margin-top: 5px; background: var(--tll-line); }
.tile-row .reach i { display: block; height: 100%; border-radius: 3px;
  background: var(--tll-ink); }
.tile-rows { container-type: inline-size; }
@container (max-width: 560px) { .tile-row { grid-template-columns: 1fr; }
  .tile-row .tiles { grid-template-columns: repeat(auto-fill, minmax(44px, 1fr)); } }
</style>"""


@dataclass(frozen=True)
class Tile:
    """One picture: `source` for its ``<img>``, `name` for those who cannot see it."""

    id: str
    source: str
    name: str
    chosen: bool = False
    pick: bool = True  # carries `data-pick`, for dashboard/components/pick.py


@dataclass(frozen=True)
class Row:
    """Tiles in one line behind what they are; `reach` 0..1 is drawn as a bar."""

    title: str
    details: Sequence[str]
    tiles: Sequence[Tile]
    reach: float


def _tile(tile: Tile) -> str:
    said = escape(tile.name, quote=True)
    chosen = ' class="chosen"' if tile.chosen else ""
    pick = (
        f' data-pick="{escape(tile.id, quote=True)}" aria-label="{said}"'
        f' aria-pressed="{str(tile.chosen).lower()}"'
        if tile.pick
        else ""
    )
    return (
        f'<div{chosen}{pick} title="{said}"><img src="{tile.source}" '
        f'alt="{"" if tile.pick else said}"></div>'
    )


def grid(tiles: Sequence[Tile], across: int) -> str:
    """HTML of tiles, `across` in a line; `STYLE` is part of it."""
    inside = "".join(map(_tile, tiles))
    return f'{STYLE}<div class="tiles" style="--across:{across}">{inside}</div>'


def rows(lines: Sequence[Row]) -> str:
    """HTML of rows of tiles, one beneath the other; `STYLE` is part of it."""
    inside = ""
    for line in lines:
        details = "".join(f"<small>{escape(detail)}</small>" for detail in line.details)
        inside += (
            f'<div class="tile-row"><div><b>{escape(line.title)}</b>{details}'
            f'<div class="reach"><i style="width:{100 * line.reach:.1f}%"></i></div></div>'
            f'<div class="tiles" style="--across:{len(line.tiles)}">'
            f"{''.join(map(_tile, line.tiles))}</div></div>"
        )
    return f'{STYLE}<div class="tile-rows">{inside}</div>'
