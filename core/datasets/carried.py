"""Files inside installed packages, found without importing the package (light)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from core.messages import LabError


def carried(package: str, *parts: str) -> Path:
    """The path of a file that an installed package carries.

    `package` is its import name; importing it could cost seconds, or need packages that are not
    installed.  Raises LabError when the file is not there.
    """
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder).joinpath(*parts)
        if path.exists():
            return path
    raise LabError(
        "The file {file} of the package {package} is missing: the installation is not "
        "complete. Run “make setup”.",
        file="/".join(parts),
        package=package,
    )
