"""Every method by its name: one file each, which is called as the method is (light)."""

from importlib import import_module
from pkgutil import iter_modules

from core.imagine.attacks.method import Method

_FOUND: dict[str, Method] = {
    name: import_module(f"{__name__}.{name}").METHOD for _, name, _ in iter_modules(__path__)
}
METHODS = dict(sorted(_FOUND.items(), key=lambda named: (named[1].place, named[0])))


def several() -> list[str]:
    """Those that can fool several networks at once."""
    return [name for name, method in METHODS.items() if method.norm == "linf"]
