"""What `python -m dashboard.classroom` tells the web process of the class (light)."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass

VARIABLE = "TLL_CLASS"  # without it the app is one person's: no codes, no roles


@dataclass(frozen=True)
class Setting:
    """`door`: the word by which the web process knows what its door says of a visitor."""

    door: str
    host: str
    port: int
    tls_only: bool = False

    def to_environment(self) -> dict[str, str]:
        return {VARIABLE: json.dumps(asdict(self))}


def current() -> Setting | None:
    """How this process was started; None outside a class."""
    said = os.environ.get(VARIABLE)
    return Setting(**json.loads(said)) if said else None
